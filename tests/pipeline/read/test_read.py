"""Whole documents: what each kind of feed gives, and the word for each thing that is none."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tracker.pipeline.read import read
from tracker.vocabulary import CheckOutcome

FEEDS = Path(__file__).parent.parent.parent / "samples" / "feeds"
BASE = "https://gazette.example.org/feed"
NOW = datetime(2024, 6, 1, tzinfo=UTC)


def sample(name):
    return (FEEDS / name).read_bytes()


def reading(name):
    found = read(sample(name), base_url=BASE, now=NOW)
    assert found.outcome is CheckOutcome.OK
    assert found.error is None
    return found


def rss(item, channel="", head=""):
    return f"{head}<rss version='2.0'><channel>{channel}<item>{item}</item></channel></rss>".encode()


def only_entry(body, **options):
    found = read(body, **options)
    assert found.outcome is CheckOutcome.OK
    (entry,) = found.entries
    return entry


def test_rss_gives_its_entries_as_plain_text():
    found = reading("rss20.xml")
    assert (found.kind, found.title, found.ttl_minutes) == ("rss", "Sample Gazette", 30)
    first, second, third = found.entries
    assert first.id == "gazette-7"
    assert first.title == "Sample & Sons sign a sample agreement"
    assert first.summary == "It cost £5m… Sample text."
    assert first.content == "The whole sample text, with more of it."
    assert first.authors == ("Pat Sample",)
    assert first.published == datetime(2024, 5, 14, 8, 30, tzinfo=UTC)
    assert first.updated is None
    assert second.title == "Second sample story"
    assert second.link == "https://gazette.example.org/2024/05/second"
    assert second.authors == ("Sample Desk",)
    assert third.link == ""
    assert third.published is None
    assert third.date_note == "Published: There is no such day or time."


def test_atom_resolves_links_against_its_own_base():
    found = reading("atom10.xml")
    assert (found.kind, found.title) == ("atom", "Sample Gazette")
    first, second = found.entries
    assert first.id == "tag:gazette.example.org,2024:1"
    assert first.link == "https://gazette.example.org/atom/one"
    assert first.title == "Is a <b> b? A sample asks"
    assert first.summary == "First. Second."
    assert first.authors == ("Pat Sample", "Sam Sample")
    assert first.published == datetime(2024, 5, 14, 8, 30, 0, tzinfo=UTC)
    assert first.updated == datetime(2024, 5, 16, 12, tzinfo=UTC)
    assert second.published is None, "an update is not a publication"
    assert second.summary == "Content stands in for a summary."


def test_rdf_takes_its_one_date_for_the_publication():
    found = reading("rdf.xml")
    assert found.kind == "rdf"
    (entry,) = found.entries
    assert entry.id == "https://gazette.example.org/rdf/1"
    assert (entry.published, entry.updated) == (datetime(2024, 5, 14, 8, 30, tzinfo=UTC), None)


def test_the_plain_doctype_of_old_rss_is_no_offence():
    assert reading("rss091.xml").entries[0].title == "An old sample"


def test_an_ended_feed_still_reads_well():
    assert [entry.title for entry in reading("ended.xml").entries] == ["This feed has ended"]


def test_json_feed_ignores_what_has_the_wrong_type():
    found = reading("feed.json")
    assert found.kind == "json_feed"
    first, second = found.entries
    assert first.summary == "JSON words."
    assert first.published == datetime(2024, 5, 14, 8, 30, tzinfo=UTC)
    assert "Pat Sample" in first.authors
    assert (second.id, second.link) == ("2", "https://gazette.example.org/json/2")
    assert second.summary == "A <number> for an id."


@pytest.mark.parametrize(
    "body, outcome",
    [
        (b"", CheckOutcome.NOT_A_FEED),
        (b" \r\n\t", CheckOutcome.NOT_A_FEED),
        (b"\xef\xbb\xbf", CheckOutcome.NOT_A_FEED),
        (b"\0" * 5000, CheckOutcome.NOT_A_FEED),
        (b"\n" * 5000 + b"<rss/>", CheckOutcome.NOT_A_FEED),
        (b"Please wait and try again.", CheckOutcome.NOT_A_FEED),
        (b"<!DOCTYPE html><html><body>Sample</body></html>", CheckOutcome.NOT_A_FEED),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", CheckOutcome.NOT_A_FEED),
        (b"<?xml version='1.0'?><opml xmlns:a='http://www.w3.org/2005/Atom'/>", CheckOutcome.NOT_A_FEED),
        (b"<urlset/>", CheckOutcome.NOT_A_FEED),
        (b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>", CheckOutcome.NOT_A_FEED),
        (b"<", CheckOutcome.NOT_A_FEED),
        (b"<?xml", CheckOutcome.NOT_A_FEED),
        (b"<!-- <rss>", CheckOutcome.NOT_A_FEED),
        (b"<!DOCTYPE rss [", CheckOutcome.NOT_A_FEED),
        (b"{}", CheckOutcome.NOT_A_FEED),
        (b"[1, 2]", CheckOutcome.NOT_A_FEED),
        (b"{", CheckOutcome.NOT_A_FEED),
        (b'{"version": 1, "items": []}', CheckOutcome.NOT_A_FEED),
        (b"[" * 100_000, CheckOutcome.NOT_A_FEED),
        (b"%PDF-1.7 \xff\xfe\0", CheckOutcome.NOT_A_FEED),
        (b"\x1f\x8b\x08\0\0\0", CheckOutcome.NOT_A_FEED),
        (bytes(range(256)) * 20, CheckOutcome.NOT_A_FEED),
        (b"/etc/hostname", CheckOutcome.NOT_A_FEED),
        (b"http://127.0.0.1/", CheckOutcome.NOT_A_FEED),
        (b"file:///etc/hostname", CheckOutcome.NOT_A_FEED),
        (sample("rss20.xml")[:900], CheckOutcome.UNREADABLE),
        (sample("atom10.xml")[:-3], CheckOutcome.UNREADABLE),
        (sample("rdf.xml")[:-20], CheckOutcome.UNREADABLE),
        (sample("feed.json")[:-20], CheckOutcome.UNREADABLE),
        (b"<rss", CheckOutcome.UNREADABLE),
        (b"a" * (15 * 1024 * 1024 + 1), CheckOutcome.TOO_LARGE),
    ],
    ids=lambda value: repr(value[:20]) if isinstance(value, bytes) else value,
)
def test_what_is_no_feed_has_a_word_a_sentence_and_no_entries(body, outcome):
    found = read(body)
    assert found.outcome is outcome
    assert found.error
    assert found.entries == ()


ENTITIES = {
    "billion laughs": '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">',
    "a file": '<!ENTITY a SYSTEM "file:///etc/hostname">',
    "an address": '<!ENTITY a SYSTEM "http://127.0.0.1/">',
    "a parameter": '<!ENTITY % a SYSTEM "http://127.0.0.1/x.dtd"> %a;',
    "quadratic": f'<!ENTITY a "{"a" * 90_000}">',
    "behind a comment": '<!-- ] --> <!ENTITY a "b">',
    "in capitals or not": '<!entity a "b">',
}


@pytest.mark.parametrize("declared", ENTITIES.values(), ids=ENTITIES.keys())
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("before", ["", "<?xml version='1.0'?>", "<!-- <rss> -->", "<?x <rss> ?>\n"])
def test_declared_entities_are_refused_before_any_parser_sees_them(declared, encoding, before):
    text = f"{before}<!DOCTYPE rss [{declared}]><rss version='2.0'><channel><title>{'&a;' * 50}</title></channel></rss>"
    found = read(text.encode(encoding))
    assert found.outcome is CheckOutcome.UNREADABLE
    assert "entities" in found.error


def test_an_xinclude_is_not_followed():
    item = "<title>x<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/hostname' parse='text'/></title>"
    assert only_entry(rss(item)).title == "x"


@pytest.mark.parametrize(
    "body",
    [
        rss("<title>Sample & Sons</title>"),
        rss("<title>Sample &amp; Sons</title>", head="\n\n  "),
        rss("<title>Sample &amp; Sons</title>", head="Warning: sample in line 1\n<?xml version='1.0'?>"),
        rss("<title>Sample\0 &amp;\x0b Sons&#0;&#x1F;</title>"),
        rss("<title>Sample&#xD800;&#99999999999; &amp; Sons&#xFFFE;</title>"),
        rss("<title>Sample & Sons&#55296;&#1114112;</title>"),
        rss("<title>Sample &amp;amp; Sons</title><unclosed>"),
        rss("<title>Sample &amp; Sons</title><nope:x>y</nope:x>"),
        rss("<title>Sample &amp; Sons</title>") + b"<script>after the end</script>",
    ],
)
def test_common_mistakes_are_read_past(body):
    assert only_entry(body).title == "Sample & Sons"


def test_a_thousand_entries_are_kept_and_the_rest_counted():
    items = "".join(f"<item><guid>{number}</guid></item>" for number in range(1200))
    found = read(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    assert (len(found.entries), found.left_out) == (1000, 200)
    assert found.entries[0].id == "0"
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"id": str(n)} for n in range(1200)]}
    found = read(json.dumps(feed).encode())
    assert (len(found.entries), found.left_out) == (1000, 200)


def test_a_guid_that_is_no_link_is_not_made_into_one():
    entry = only_entry(rss("<guid>12345</guid>"), base_url=BASE)
    assert (entry.id, entry.link) == ("12345", "")


def test_a_guid_that_is_a_link_stands_in_for_one():
    assert only_entry(rss("<guid>https://a.example.org/1</guid>")).link == "https://a.example.org/1"


def test_two_guids_of_a_megabyte_stay_two():
    ids = {only_entry(rss(f"<guid>{'x' * 1_000_000}{end}</guid>")).id for end in "ab"}
    assert len(ids) == 2
    assert all(len(found) <= 1000 for found in ids)


def test_mail_addresses_of_authors_are_dropped():
    assert only_entry(rss("<author>pat@example.org</author>")).authors == ()
    assert only_entry(rss("<author>Pat Sample &lt;pat@example.org&gt;</author>")).authors == ("Pat Sample",)


@pytest.mark.parametrize(
    "channel, minutes",
    [
        ("<ttl>90</ttl>", 90),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>" + "9" * 5000 + "</ttl>", None),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>", 360),
        ("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None),
        ("", None),
    ],
)
def test_the_feed_says_how_often_it_changes(channel, minutes):
    body = rss("<title>x</title>", channel).replace(
        b"<rss", b"<rss xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"
    )
    assert read(body).ttl_minutes == minutes


PAYLOADS = [
    "<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '"><img src=x onerror=alert(1)>',
    "]]><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "{{7*7}} ${7*7}",
    "a\u202eb\u2028c\u200bd",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("field", ["title", "description", "link", "guid", "author", "pubDate", "category"])
def test_no_payload_breaks_the_reading(payload, field):
    for written in (payload, f"<![CDATA[{payload}]]>", payload.replace("<", "&lt;")):
        found = read(rss(f"<{field}>{written}</{field}>"), base_url=BASE, now=NOW)
        assert found.outcome in (CheckOutcome.OK, CheckOutcome.UNREADABLE)
        for entry in found.entries:
            assert not set(entry.title + entry.summary + entry.id) & set("\0\u202e\u2028\u200b")
            assert entry.link == "" or entry.link.startswith(("https://", "http://"))
            assert not set(entry.link) & set("<>\"' ")
