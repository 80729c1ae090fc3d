"""The editors' door: every list, form and queue of the admin, one file an idea."""

from . import agreements, commitments, evidence, rating, reviewing, sources, watched

__all__ = ["agreements", "commitments", "evidence", "rating", "reviewing", "sources", "watched"]
