"""One article of 400 words matched, against a regular expression for each commitment and against tokenising alone."""

import random
import re
from datetime import date

from tracker.pipeline.match import Document, Matcher, PartyNames, Subject

from .timing import medians

SIZES = (100, 1_000, 10_000)
WORDS = 400


def measure():
    """(what, against, ratio, detail): how many times faster than the peer the matcher is."""
    chance = random.Random(7)  # the same made-up language in every run
    syllables = ["ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu"]
    language = ["".join(chance.choices(syllables, k=5)) for _ in range(40_000)]
    articles = [_article(chance, language, number) for number in range(20)]
    costs = {}
    for size in SIZES:
        subjects = [_subject(chance, language, number) for number in range(size)]
        matcher = Matcher(subjects)
        patterns = [re.compile(rf"\b(?:{'|'.join(map(re.escape, one.terms))})\b", re.I) for one in subjects]
        text = articles[0].text

        def match(matcher=matcher):
            for article in articles:
                matcher.match(article)

        seconds = medians(
            {
                "match": match,
                "regex": lambda patterns=patterns, text=text: [pattern.search(text) for pattern in patterns],
                "tokenise": lambda: [re.findall(r"\w+", article.text.casefold()) for article in articles],
            },
            rounds=5,
        )
        costs[size] = seconds["match"] / len(articles)
        detail = f"{costs[size] * 1e6:,.0f} µs an article"
        yield f"{size:,} commitments", "a regex for each commitment", seconds["regex"] / costs[size], detail
        yield f"{size:,} commitments", "tokenising alone", seconds["tokenise"] / seconds["match"], ""
    yield "10,000 commitments", "the cost of 100", costs[10_000] / costs[100], "(smaller is better)"


def _subject(chance, language, number) -> Subject:
    return Subject(
        reference=f"BEN-{number}",
        agreement=f"bench-{number // 10}",
        agreement_title=f"Bench agreement {number // 10}",
        parties=(
            PartyNames(f"Company {chance.choice(language)}"),
            PartyNames(f"Ministry {chance.choice(language)}"),
        ),
        title=" ".join(chance.choices(language, k=5)),
        statement=" ".join(chance.choices(language, k=20)),
        terms=tuple(" ".join(chance.choices(language, k=2)) for _ in range(4)),
        agreed_on=date(2025, 7, 1),
    )


def _article(chance, language, number) -> Document:
    return Document(
        id=str(number),
        title=" ".join(chance.choices(language, k=8)),
        text=" ".join(chance.choices(language, k=WORDS)),
        published=date(2026, 1, 1),
    )
