"""The verbs: everything that writes. Keyword-only, atomic, with `by=` for the person and `now=` for the time.

Reading order: sources, checking (finding news) · review (news becomes evidence) · proposing, judging, assessing
(evidence becomes a rating) · publishing, importing · ringing, announcing (telling others).
"""
