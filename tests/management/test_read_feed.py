"""`manage.py read_feed`: one JSON object a file, also for files that are missing or are no feed."""

import io
import json
from pathlib import Path

from django.core.management import call_command

FEEDS = Path(__file__).parent.parent / "samples" / "feeds"


def lines(*arguments, **options):
    out = io.StringIO()
    call_command("read_feed", *map(str, arguments), stdout=out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_feed_is_shown_with_its_entries():
    (found,) = lines(FEEDS / "rss20.xml", base_url="https://base.example.org/x")
    assert (found["file"], found["outcome"]) == (str(FEEDS / "rss20.xml"), "ok")
    assert (found["kind"], found["title"]) == ("rss", "Sample Gazette")
    first, second, third = found["entries"]
    assert {"id", "link", "title", "summary", "authors", "published", "updated"} <= set(first)
    assert first["id"] == "gazette-7"
    assert first["summary"] == "It cost £5m… Sample text."
    assert first["authors"] == ["Pat Sample"]
    assert (first["published"], first["updated"]) == ("2024-05-14T08:30:00Z", None)
    assert second["link"] == "https://base.example.org/2024/05/second"
    assert (third["link"], third["published"]) == (None, None)


def test_the_server_s_word_on_the_encoding_is_heard(tmp_path):
    feed = tmp_path / "koi8.xml"
    feed.write_bytes("<rss version='2.0'><channel><title>Пример</title></channel></rss>".encode("koi8-r"))
    assert lines(feed, content_type="text/xml; charset=koi8-r")[0]["title"] == "Пример"


def test_every_file_has_its_line_also_a_missing_one(tmp_path):
    empty, page, cut, large = (tmp_path / name for name in ("empty", "page", "cut", "large"))
    empty.write_bytes(b"")
    page.write_bytes(b"<!doctype html><html></html>")
    cut.write_bytes((FEEDS / "atom10.xml").read_bytes()[:700])
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    found = lines(empty, page, cut, large, tmp_path / "missing", tmp_path, "a\0b", FEEDS / "ended.xml")
    assert [line["outcome"] for line in found] == [
        "not_a_feed",
        "not_a_feed",
        "unreadable",
        "too_large",
        "unreadable",
        "unreadable",
        "unreadable",
        "ok",
    ]
    assert all(line["entries"] == [] and line["error"] for line in found[:-1])
