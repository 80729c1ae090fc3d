"""Which commitments could a document bear on, how strongly, and why. In: `Subject`s and a `Document`. Out: `Proposal`s.

Reading order: subject, document, normalise, lexicon, terms, register, finding, signals, told, content, explain, matcher.
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
