"""The tests, in folders that mirror `tracker/`."""
