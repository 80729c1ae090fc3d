"""In: `Subject`s and a `Document`. Out: `Proposal`s: which commitments it could bear on, how strongly, and why.

Reading order: subject, document, normalise, lexicon, terms, parties, register, finding, signals, told, content,
matcher. The weights of all signals stand in `weights`, what they say in `explain`, what they seek in `lexicon.toml`.
"""

from .document import Document
from .matcher import MATCHER_VERSION, Matcher
from .proposal import KINDS_OF_NEWS, Proposal, Reason
from .subject import AGREEMENT, RESPONSIBLE, SUPPORTING, PartyNames, Subject
from .weights import WEIGHTS, Weights

__all__ = [
    "AGREEMENT",
    "KINDS_OF_NEWS",
    "MATCHER_VERSION",
    "RESPONSIBLE",
    "SUPPORTING",
    "WEIGHTS",
    "Document",
    "Matcher",
    "PartyNames",
    "Proposal",
    "Reason",
    "Subject",
    "Weights",
]
