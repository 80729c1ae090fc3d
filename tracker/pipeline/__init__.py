"""Plain Python from a URL to a proposal: fetch, read, identify, dedupe, match. No Django, no database, no clock."""
