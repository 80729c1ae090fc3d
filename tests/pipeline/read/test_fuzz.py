"""Feeds with anything done to them: the reader names an outcome and never raises."""

from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tracker.pipeline.identify import identify
from tracker.pipeline.read import read
from tracker.pipeline.read.dates import read_date
from tracker.pipeline.read.frames import Request, pack_reading, pack_request, unpack_reading, unpack_request
from tracker.pipeline.read.links import web_link
from tracker.vocabulary import CheckOutcome

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parents[2] / "samples" / "feeds").iterdir())]
NOW = datetime(2024, 6, 1, tzinfo=UTC)
PIECES = st.one_of(
    st.binary(max_size=20),
    st.sampled_from(
        [
            b"<",
            b">",
            b"&",
            b"]]>",
            b"<![CDATA[",
            b"<!--",
            b"\0",
            b"\xff\xfe",
            b"&#0;",
            b"&#xD800;",
            b"{",
            b'"',
            b"</item>",
        ]
    ),
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), PIECES), max_size=6)
OURS = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def changed(sample, edits):
    for where, length, piece in edits:
        at = int(where * len(sample))
        sample = sample[:at] + piece + sample[at + length :]
    return sample


@OURS
@given(st.sampled_from(SAMPLES), EDITS, st.text(max_size=30), st.text(max_size=30))
def test_a_changed_sample_is_always_read_to_some_word(sample, edits, content_type, base_url):
    found = read(changed(sample, edits), content_type=content_type, base_url=base_url, now=NOW)
    assert found.outcome in (CheckOutcome.OK, CheckOutcome.NOT_A_FEED, CheckOutcome.UNREADABLE)
    assert (found.error is None) == (found.outcome is CheckOutcome.OK)
    assert unpack_reading(pack_reading(found)[4:]) == found
    for entry in found.entries:
        assert entry.link == "" or entry.link.startswith(("http://", "https://"))
        assert "\0" not in "".join((entry.id, entry.title, entry.summary, entry.content, *entry.authors))
        assert all(moment is None or moment <= NOW for moment in (entry.published, entry.updated))
    assert len(identify(found.entries, feed_url=base_url)) == len(found.entries)


@OURS
@given(st.binary(max_size=500), st.text(max_size=40))
def test_any_bytes_are_read_to_some_word(body, content_type):
    assert read(body, content_type=content_type).outcome in CheckOutcome


@OURS
@given(
    st.one_of(
        st.text(max_size=60),
        st.from_regex(r"\d{1,4}[-/ ]\w{1,9}[-/ ]\d{1,5}([T ]\d\d:\d\d(:\d\d)?)?[A-Z+-]{0,4}\d{0,4}"),
    )
)
def test_any_text_is_a_date_or_unknown(text):
    found = read_date(text, now=NOW)
    assert found.at is None or (found.at.year >= 1990 and found.at <= NOW)


@OURS
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_is_a_web_link_or_none(link, base_url):
    found = web_link(link, base_url)
    assert found == "" or (found.startswith(("http://", "https://")) and found.isascii())


@OURS
@given(st.binary(max_size=50), st.text(max_size=20), st.text(max_size=20), st.sampled_from([None, NOW]))
def test_a_request_arrives_as_it_was_sent(body, content_type, base_url, now):
    request = Request(body, content_type, base_url, now)
    packed = pack_request(request)
    assert unpack_request(packed[8 : len(packed) - len(body)], body) == request
