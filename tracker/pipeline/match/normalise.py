"""In: text as published. Out: `Reading`: its words as stems, and where each word and sentence stands in the original.

A stem is a rough root ("pausing", "paused" → "paus"): good enough to find a word again, never shown to anybody.
"""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…։。؟]+[\"'”’)\]]*\s+|\n\s*")
# "e.g. this", "Mr. Smith", "No. 10" do not end a sentence; a wrong join costs less than a wrong cut.
_NOT_AN_END = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sir|St|No|vs|e\.g|i\.e|U\.K|U\.S|Inc|Ltd)\.|\b[A-Z]\.)\s+$"
)
_AMERICAN = {
    "center": "centre",
    "defense": "defence",
    "license": "licence",
    "labor": "labour",
    "program": "programme",
}
# Cutting these would make them another word.
_WHOLE = frozenset(
    {"authority", "university", "community", "department", "something", "morning", "evening", "united"}
)
_VOWEL = re.compile(r"[aeiouy]")
_SUFFIXES = (
    "isations",
    "isation",
    "ations",
    "ation",
    "ments",
    "ment",
    "ingly",
    "edly",
    "ities",
    "ity",
    "ings",
    "ing",
    "ers",
)
_SHORTER = ("ed", "er", "ly")


@dataclass(frozen=True)
class Reading:
    """Words of a title and a text in order. `joined` is all stems with a space on both sides of each."""

    original: str
    title_ends: int
    joined: str
    starts: list[int] = field(repr=False)
    spans: list[tuple[int, int]] = field(repr=False)
    sentences: list[tuple[int, int]] = field(repr=False)

    def word_at(self, position: int) -> int:
        """Number of the word whose stem begins at `position` of `joined`."""
        return bisect_right(self.starts, position) - 1

    def sentence_of(self, word: int) -> int:
        return bisect_right(self.sentences, (self.spans[word][0], len(self.original))) - 1

    def words(self, first: int, last: int) -> str:
        """The original text from word `first` to word `last`, both included."""
        last = min(last, len(self.spans) - 1)
        return self.original[self.spans[max(first, 0)][0] : self.spans[last][1]]

    def sentence(self, number: int) -> str:
        start, end = self.sentences[number]
        return " ".join(self.original[start:end].split())


def read(title: str, text: str, most: int) -> Reading:
    """Reads a title and at most `most` characters of the text that follows it."""
    title = title[:most]
    original = f"{title}\n{text[:most]}"
    stems, starts, spans, at = [], [], [], 0
    for found in _WORD.finditer(original):
        stem = stem_of(found.group())
        if stem:
            stems.append(stem)
            starts.append(at)
            spans.append(found.span())
            at += len(stem) + 1
    joined = f" {' '.join(stems)} "
    title_ends = sum(1 for _ in _WORD.finditer(title))
    return Reading(original, title_ends, joined, starts, spans, _sentences(original))


def stems_of(phrase: str) -> tuple[str, ...]:
    """The stems of a name or phrase, made in the same way as those of a document."""
    return tuple(stem for word in _WORD.findall(phrase) if (stem := stem_of(word)))


def light_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in small letters and the singular, and no more: "Authorities" is "authority", not "author"."""
    return tuple(_light(word) for word in _WORD.findall(phrase))


def words_of(phrase: str) -> list[str]:
    return _WORD.findall(phrase)


@lru_cache(maxsize=65_536)
def stem_of(word: str) -> str:
    """One word as found → its stem. Very long words are cut: no real word is that long."""
    word = _light(word)
    return _cut(word) if len(word) > 3 and not word[0].isdigit() and word not in _WHOLE else word


@lru_cache(maxsize=65_536)
def _light(word: str) -> str:
    word = unicodedata.normalize("NFKD", word[:60]).casefold().replace("’", "'")
    word = "".join(letter for letter in word if not unicodedata.combining(letter))
    if word[:1].isdigit():
        return word.replace(",", "")
    word = word.replace(".", "").removesuffix("'s").replace("'", "")
    word = _singular(word) if len(word) > 3 else word
    return _AMERICAN.get(word, word)


def _cut(word: str) -> str:
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and _stands(word[: -len(suffix)], 3):
            word = word[: -len(suffix)]
            break
    else:
        if word.endswith("eed"):
            word = word[:-1] if len(word) > 5 else word
        else:
            for suffix in _SHORTER:
                if word.endswith(suffix) and _stands(word[: -len(suffix)], 4 if suffix == "er" else 3):
                    word = word[: -len(suffix)]
                    break
    if word.endswith(("ise", "ize")) and len(word) > 5:
        word = word[:-3] + "is"
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _stands(rest: str, least: int) -> bool:
    return len(rest) >= least and _VOWEL.search(rest) is not None


def _sentences(original: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for end in _SENTENCE_END.finditer(original):
        if "\n" not in end.group() and _NOT_AN_END.search(original, max(start, end.end() - 12), end.end()):
            continue
        if end.end() > start:
            found.append((start, end.end()))
            start = end.end()
    if start < len(original) or not found:
        found.append((start, len(original)))
    return found
