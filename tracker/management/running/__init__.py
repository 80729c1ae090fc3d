"""Running the whole site from one command: the plan in, live processes out. Plain Python; Django stays in the children.

Reading order: `plan` (what to run), `broker` and `postgres` (the servers behind it), `knocking` (are they there?),
`children` (start, watch, end),
`site` (the order of it all). `python -m tracker.management.running` is what `manage.py up` turns into.
"""
