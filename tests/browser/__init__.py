"""What only a real Chromium can tell."""
