"""Text, links and encodings: what is left of what feeds write."""

import pytest

from tracker.pipeline.read.decode import decode
from tracker.pipeline.read.links import web_link
from tracker.pipeline.read.text import clean, plain_text

BASE = "https://sample.example.org/news/feed"


@pytest.mark.parametrize(
    "markup, expected",
    [
        ("a&nbsp;&pound;5m&hellip;", "a £5m…"),
        ("<p>First.</p><p>Second.</p>", "First. Second."),
        ("one<br>two<br/>three", "one two three"),
        ("<b>bo</b>ld", "bold"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("<script>alert(1)</script>seen", "seen"),
        ("<style>p{}</style>seen<!-- not seen -->", "seen"),
        ("<img src=x onerror=alert(1)>seen", "seen"),
        ("&lt;script&gt;", "<script>"),
        ("a < b and b > c", "a < b and b > c"),
        ("broken <b", "broken"),
        ("&#x1F600; &#0; &#xD800; &bogus;", "😀 � � &bogus;"),
        ("", ""),
    ],
)
def test_html_becomes_words(markup, expected):
    assert plain_text(markup, 1000) == expected


def test_characters_that_hide_or_harm_are_taken_out():
    assert (
        clean("a\0b\x1b[2Jc\u202ed\u200be\ud800f\u2066g\ufeffh\x85i\u2028j\r\nk", 100) == "ab[2Jcdefgh i j k"
    )


def test_scripts_that_need_joiners_keep_them():
    family = "👩\u200d👧 می\u200cخواهم"
    assert clean(family, 100) == family


def test_a_long_text_is_cut_and_shows_it():
    assert clean("word " * 100, 20) == "word word word word…"


@pytest.mark.parametrize(
    "link, expected",
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        (" https://example.org/a\n", "https://example.org/a"),
        ("HTTP://example.org/a", "http://example.org/a"),
        ("/a/b", "https://sample.example.org/a/b"),
        ("b?c=d", "https://sample.example.org/news/b?c=d"),
        ("//other.example.org/x", "https://other.example.org/x"),
        ("https://example.org/a b/é", "https://example.org/a%20b/%C3%A9"),
        ("https://example.org/%C3%A9?a=%20", "https://example.org/%C3%A9?a=%20"),
        ('https://example.org/"onmouseover=1', "https://example.org/%22onmouseover=1"),
        ("https://example.org/<script>", "https://example.org/%3Cscript%3E"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    ],
)
def test_a_web_link_is_made_whole_and_escaped(link, expected):
    assert web_link(link, BASE) == expected


@pytest.mark.parametrize(
    "link",
    [
        "",
        None,
        7,
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "mailto:a@example.org",
        "tag:example.org,2024:1",
        "urn:uuid:1",
        "https://user:word@example.org/",
        "https://good.example.org@evil.example.org/",
        "http:\\\\example.org",
        "https://example.org\\@evil/",
        "https://[::1",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "https://\ud800.example.org/",
        "https://example.org/" + "a" * 3000,
    ],
)
def test_what_is_no_web_link_is_no_link(link):
    assert web_link(link, BASE) == ""


@pytest.mark.parametrize("link", ["//evil.example.org/x", "http:evil.example.org", "/a", "a"])
def test_nothing_is_guessed_for_a_relative_link_without_a_base(link):
    assert web_link(link) == ""


TEXT = "<rss>£5m – café “sample”</rss>"


@pytest.mark.parametrize(
    "body, content_type",
    [
        (TEXT.encode(), ""),
        (TEXT.encode(), "text/xml; charset=iso-8859-1"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "text/xml; charset=utf-16"),
        (TEXT.encode("utf-16"), ""),
        (TEXT.encode("utf-16-le"), ""),
        (TEXT.encode("utf-16-be"), "text/xml; charset=utf-8"),
        (TEXT.encode("cp1252"), "text/xml; charset=ISO-8859-1"),
        (TEXT.encode("cp1252"), 'text/xml; charset="windows-1252"'),
        (TEXT.encode("cp1252"), ""),
        (TEXT.encode("cp1252"), "text/xml; charset=utf-7"),
        (TEXT.encode("cp1252"), "text/xml; charset=no-such"),
        (TEXT.encode("cp1252"), "text/xml; charset=rot13"),
        (TEXT.encode("gb18030"), "text/xml; charset=gb2312"),
        (TEXT.replace("“", "").replace("”", "").encode("utf-8").replace("é".encode(), b"\xe9"), "text/xml"),
    ],
)
def test_the_encoding_is_found(body, content_type):
    assert decode(body, content_type).replace("“", "").replace("”", "") == TEXT.replace("“", "").replace(
        "”", ""
    )


def test_the_documents_own_claim_is_heard():
    text = "<?xml version='1.0' encoding='koi8-r'?><rss>Пример</rss>"
    assert decode(text.encode("koi8-r")) == text


def test_older_japanese_is_told_by_its_escapes():
    assert (
        decode("<rss>見本</rss>".encode("iso2022_jp"), "text/xml; charset=iso-2022-jp") == "<rss>見本</rss>"
    )


@pytest.mark.parametrize(
    "encoding", ["utf-7", "idna", "punycode", "unicode_escape", "hex", "zip", "utf-16", "\0", "x" * 99]
)
def test_encodings_that_smuggle_are_not_used(encoding):
    body = b"<rss>+ADw-script+AD4- \\u003cscript\\u003e \xa3</rss>"
    assert decode(body, f"text/xml; charset={encoding}").count("<") == 2
