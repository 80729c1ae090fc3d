"""In: text as published. Out: `Reading`: its words as stems, and where each word and sentence stands in the original.

A stem is a rough root ("pausing", "paused" → "paus"): good enough to find a word again, never shown to anybody.
"""

import re
import unicodedata
from bisect import bisect_right
from functools import cached_property, lru_cache
from itertools import accumulate

_WORD = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
# Possessive, and never begun inside a run of stops: a page of dots must not cost its square.
_SENTENCE_END = re.compile(r"(?<![.!?…։。؟])[.!?…։。؟]++[\"'”’)\]]*+\s++|\n\s*+")
# No real word is longer, and what is remembered of words must stay small.
_LONGEST_WORD = 60
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
_NOT_PLURALS = frozenset({"news", "series", "species", "perhaps", "always"})
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


class Reading:
    """Words of a title and a text in order: `said`, `lights` (see `light_of`) and, in `joined`, stems between spaces.

    Where words and sentences stand in `original` is worked out when first asked for: most documents name nothing
    that a commitment knows, and nobody asks.
    """

    def __init__(self, original: str, title: str):
        self.original = original
        self.said = _WORD.findall(original)
        forms = [_forms(word if len(word) <= _LONGEST_WORD else word[:_LONGEST_WORD]) for word in self.said]
        stems = [stem for stem, _ in forms]
        self.lights = [light for _, light in forms]
        self.joined = f" {' '.join(stems)} "
        self.title_ends = len(_WORD.findall(title))
        self._starts = [0, *accumulate(len(stem) + 1 for stem in stems)]

    def word_at(self, position: int) -> int:
        """Number of the word whose stem begins at `position` of `joined`."""
        return bisect_right(self._starts, position) - 1

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word begins and ends in `original`."""
        return [found.span() for found in _WORD.finditer(self.original)]

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        return _sentences(self.original)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_of(self, word: int) -> int:
        return bisect_right(self._sentence_starts, self.spans[word][0]) - 1

    def words(self, first: int, last: int) -> str:
        """The original text from word `first` to word `last`, both included."""
        last = min(last, len(self.spans) - 1)
        return self.original[self.spans[max(first, 0)][0] : self.spans[last][1]]

    def sentence(self, number: int) -> str:
        start, end = self.sentences[number]
        return " ".join(self.original[start:end].split())


def read(title: str, text: str, most: int) -> Reading:
    """Reads a title and at most `most` characters of each of it and the text that follows it."""
    title = title[:most]
    return Reading(f"{title}\n{text[:most]}", title)


def stems_of(phrase: str) -> tuple[str, ...]:
    """The stems of a name or phrase, made in the same way as those of a document."""
    return tuple(stem_of(word) for word in _WORD.findall(phrase))


def light_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, small and in the singular, and no more: "Authorities" is "authority", not "author"."""
    return tuple(_light(word) for word in _WORD.findall(phrase))


def words_of(phrase: str) -> list[str]:
    return _WORD.findall(phrase)


def stem_of(word: str) -> str:
    return _forms(word[:_LONGEST_WORD])[0]


def _light(word: str) -> str:
    return _forms(word[:_LONGEST_WORD])[1]


@lru_cache(maxsize=65_536)
def _forms(word: str) -> tuple[str, str]:
    """One word as found → its stem and its light form. Never empty: each stem has a place between two spaces."""
    light = unicodedata.normalize("NFKD", word).casefold().replace("’", "'")
    light = "".join(letter for letter in light if not unicodedata.combining(letter) and letter != " ")
    if light[:1].isdigit():
        light = light.replace(",", "")
        return light, light
    light = light.replace(".", "").removesuffix("'s").replace("'", "") or word
    light = _singular(light) if len(light) > 3 else light
    light = _AMERICAN.get(light, light)
    return (_cut(light) if len(light) > 3 and light not in _WHOLE else light), light


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
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and word not in _NOT_PLURALS:
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
