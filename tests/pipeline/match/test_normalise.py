"""Words, stems and sentences of a text."""

import pytest

from tracker.pipeline.match.lexicon import load
from tracker.pipeline.match.normalise import light_of, read, stem_of, stems_of


@pytest.mark.parametrize(
    "words",
    [
        "pause paused pauses pausing",
        "compute computer computers computing",
        "deploy deployed deployment deployments",
        "plan planned planning plans",
        "secure security",
        "facility facilities",
        "centre center centres",
        "organise organised organising organize",
        "Exampla exampla’s EXAMPLA's",
        "10,000 10000",
        "café cafe",
        "U.K. UK",
    ],
)
def test_forms_of_one_word_have_one_stem(words):
    assert len({stem_of(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "words",
    ["author authority", "act impact", "universe university", "news new", "string sting", "bus business"],
)
def test_different_words_have_different_stems(words):
    assert len({stem_of(word) for word in words.split()}) == 2


def test_a_light_form_is_only_small_and_singular():
    assert light_of("Trusted Authorities’ scraps") == ("trusted", "authority", "scrap")


def test_a_sentence_does_not_end_after_a_title_or_an_initial():
    reading = read("Sample", "Dr. A. Example of the U.K. office spoke. It was short! Was it? Yes\nEnd", 1000)
    assert [reading.sentence(number) for number in range(len(reading.sentences))] == [
        "Sample",
        "Dr. A. Example of the U.K. office spoke.",
        "It was short!",
        "Was it?",
        "Yes",
        "End",
    ]


def test_a_word_knows_where_it_stood():
    reading = read("One title", "Two “words”, said.", 1000)
    assert reading.title_ends == 2
    assert reading.words(2, 3) == "Two “words"
    assert reading.sentence(reading.sentence_of(3)) == "Two “words”, said."


def test_every_entry_of_the_lexicon_can_be_found():
    lexicon = load()
    lists = [
        lexicon.opinion,
        lexicon.negation,
        lexicon.government,
        lexicon.signing_strong,
        lexicon.signing_weak,
    ]
    lists += [*lexicon.topics.values(), *lexicon.other_matter.values(), *lexicon.countries.values()]
    lists += [phrases for headings in lexicon.events.values() for phrases in headings.values()]
    for entry in [entry for listed in lists for entry in listed]:
        assert f" {' '.join(stems_of(entry))} " in read("", f"So {entry} it is.", 1000).joined


def test_no_list_of_the_lexicon_says_a_thing_twice():
    lexicon = load()
    for listed in [
        *lexicon.topics.values(),
        *lexicon.other_matter.values(),
        lexicon.government,
        lexicon.companies,
    ]:
        assert len({light_of(entry) for entry in listed}) == len(listed), listed
