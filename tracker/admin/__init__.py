"""The editors' door: every list, form and queue of the admin, one file an idea."""
