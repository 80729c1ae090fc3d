"""The tracker: who promised what in public, and what has happened since.

A map, in reading order; arrows of import point down the list backwards, from the doors to the words.

- `vocabulary/`  the words: every status and role, with the meaning that readers are shown
- `models/`      the nouns: agreements, commitments, evidence, sources, assessments, and their constraints
- `pipeline/`    plain Python from an address to a proposal: fetch, read, identify, dedupe, match
- `services/`    the verbs that write: checking, review, proposing, assessing, publishing, importing, announcing
- `reports/`     the verbs that read across models: what a page or a command has to say
- `tasks.py`     the clock's door (Celery)
- `admin/`       the editors' door
- `web/`         the public's door
- `management/`  the operator's door
- `seed/`        the agreements and follow-ups that ship, with their licence
"""
