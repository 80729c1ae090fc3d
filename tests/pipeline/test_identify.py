"""By what an entry is known again: its guid, its link, its words; and what makes two entries one."""

from datetime import UTC, datetime, timedelta

import pytest

from tracker.pipeline.canonical import canonical_url
from tracker.pipeline.dedupe import sift
from tracker.pipeline.identify import identify, url_key
from tracker.pipeline.read import Entry

FEED = "https://www.gazette.example.org/feed"
DAY = datetime(2024, 5, 14, tzinfo=UTC)


def entry(number=1, **changes):
    given = {
        "id": f"guid-{number}",
        "link": f"https://gazette.example.org/{number}",
        "title": f"Sample {number}",
        "summary": "Words.",
        "published": DAY,
    }
    return Entry(**{**given, **changes})


def keys(*entries, feed_url=FEED):
    return [found.key for found in identify(entries, feed_url=feed_url)]


def kept(*entries):
    return {found.key: found.content_hash for found in identify(entries, feed_url=FEED)}


def sifted(known, *entries):
    found = sift(identify(entries, feed_url=FEED), known=known)
    return [len(found.new), len(found.changed), len(found.unchanged)]


@pytest.mark.parametrize(
    "link, expected",
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://example.org./a", "https://example.org/a"),
        (
            "https://example.org/a?utm_source=x&utm_medium=y&fbclid=z&gclid=1&at_medium=RSS",
            "https://example.org/a",
        ),
        ("https://example.org/a?b=2&a=1&UTM_CAMPAIGN=x", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a?id=2&id=1", "https://example.org/a?id=2&id=1"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/%7ea/%c3%a9", "https://example.org/~a/%C3%A9"),
        ("https://example.org/amp/a?ref=x", "https://example.org/amp/a?ref=x"),
        ("https://m.example.org/A/", "https://m.example.org/A/"),
        ("https://[2606:4700::1111]/a", "https://[2606:4700::1111]/a"),
        ("javascript:alert(1)", ""),
        ("https://[::1", ""),
        ("https://example.org:99999/", ""),
        ("", ""),
    ],
)
def test_a_link_has_one_form(link, expected):
    assert canonical_url(link) == expected
    assert canonical_url(expected) == expected


def test_keys_are_of_one_length_and_stable():
    (key,) = keys(entry())
    assert len(key) == 64
    assert [key] == keys(entry(title="Other words", link="https://gazette.example.org/moved"))


def test_a_guid_is_its_publishers_own():
    assert keys(entry()) != keys(entry(), feed_url="https://other.example.org/feed")
    assert keys(entry()) == keys(entry(), feed_url="http://gazette.example.org/feeds/all.atom?x=1")


def test_without_a_guid_the_link_counts_in_all_its_forms():
    assert keys(entry(id="")) == keys(entry(id="", link="http://gazette.example.org/1?utm_source=feed#top"))
    assert keys(entry(id="")) != keys(entry(2, id=""))


def test_a_page_has_one_name_wherever_it_is_found():
    name = url_key(canonical_url("https://gazette.example.org/1?utm_source=feed"))
    assert keys(entry(id="")) == [name] == keys(entry(id=""), feed_url="https://other.example.org/feed")
    assert url_key("") == ""


def test_without_guid_and_link_title_and_date_count():
    nameless = entry(id="", link="")
    assert keys(nameless) == keys(entry(id="", link="", summary="Other"))
    assert keys(nameless) != keys(entry(id="", link="", title="Other"))
    assert keys(nameless) != keys(entry(id="", link="", published=DAY + timedelta(days=1)))


def test_a_guid_that_many_share_names_none_of_them():
    entries = [entry(number, id="same") for number in range(100)]
    assert len(set(keys(*entries))) == 100


def test_a_link_that_many_share_names_none_of_them():
    entries = [entry(number, id="", link="https://gazette.example.org/") for number in range(100)]
    assert len(set(keys(*entries))) == 100


def test_an_entry_that_stands_twice_in_a_feed_keeps_its_key():
    assert set(keys(entry(), entry(), entry(2))) == {*keys(entry()), *keys(entry(2))}


def test_new_changed_and_unchanged_are_told_apart():
    known = kept(entry(1), entry(2))
    assert sifted({}, entry(1), entry(2)) == [2, 0, 0]
    assert sifted(known, entry(2), entry(1)) == [0, 0, 2]
    assert sifted(known, entry(1, title="Mended"), entry(2), entry(3)) == [1, 1, 1]
    assert sifted(known) == [0, 0, 0]


def test_a_newer_update_is_a_change_and_not_a_new_entry():
    known = kept(entry(updated=DAY))
    assert sifted(known, entry(updated=DAY + timedelta(hours=1))) == [0, 1, 0]


def test_a_date_that_had_to_be_mended_changes_nothing_by_itself():
    known = kept(entry(updated=DAY, date_note="set to the time of reading"))
    assert sifted(known, entry(updated=DAY + timedelta(hours=1), date_note="set to the time of reading")) == [
        0,
        0,
        1,
    ]


def test_the_same_entry_twice_in_a_feed_is_one_and_the_newer_version_counts():
    older, newer = entry(updated=DAY), entry(updated=DAY + timedelta(hours=1), title="Mended")
    for order in ([older, newer], [newer, older]):
        (found,) = sift(identify(order, feed_url=FEED), known={}).new
        assert found.entry.title == "Mended"


def test_an_entry_that_gains_a_guid_is_known_by_its_link():
    known = kept(entry(id=""))
    found = sift(identify([entry()], feed_url=FEED), known=known)
    assert found.new == ()
    assert [one.key for one in found.unchanged] == list(known)


def test_a_guid_that_stops_being_shared_does_not_make_an_entry_new():
    known = kept(entry(1, id="same"), entry(2, id="same"))
    assert sifted(known, entry(2, id="same")) == [0, 0, 1]


def test_a_site_that_moves_to_https_does_not_make_its_articles_new():
    known = kept(entry(id="", link="http://gazette.example.org/1"))
    assert sifted(known, entry(id="", link="https://gazette.example.org/1")) == [0, 0, 1]


def test_a_feed_that_is_shuffled_or_emptied_loses_and_doubles_nothing():
    entries = [entry(number) for number in range(50)]
    known = kept(*entries)
    assert sifted(known, *reversed(entries)) == [0, 0, 50]
    assert sifted(known) == [0, 0, 0]
    assert sifted(known, *entries[10:20]) == [0, 0, 10]
