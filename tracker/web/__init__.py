"""The public's door: anonymous requests in; pages, files and feeds out. Read-only.

Reading order: urls · home, agreements, commitments, commitment, parties, updates, reading (pages) · filters, facets,
query, paging (lists) · records, tables, json_files, feeds (files) · addresses, templating, marks, rendering (how it
looks) · health, robots, errors, misunderstood.
"""
