"""The tracker: who promised what in public, and what has happened since."""
