"""The public's door: anonymous requests in; pages, files and feeds out. Read-only.

Reading order: urls · home, agreements, commitments, parties, updates, reading (pages) · filters, facets, paging (lists) ·
records, tables, feeds (files) · templating, marks, rendering (how it looks) · health, robots, errors.
"""
