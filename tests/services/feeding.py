"""Sample answers of a server, as `visit=` and `read=` of the checking service take them; nothing is fetched."""

from tracker.pipeline.answer import Fetched
from tracker.pipeline.read import Reading, read
from tracker.vocabulary import CheckOutcome

ENTRY = """<item><guid>sample-{n}</guid><title>{title}</title><link>https://gazette.example/{n}</link>
<description>{text}</description><pubDate>{published}</pubDate></item>"""


def entry(n, title="Sample news", text="A sample.", published="Mon, 01 Jun 2026 08:00:00 GMT"):
    return ENTRY.format(n=n, title=title, text=text, published=published)


def feed(*entries) -> bytes:
    return f'<rss version="2.0"><channel><title>Sample Gazette</title>{"".join(entries)}</channel></rss>'.encode()


def answers(body: bytes = b"", outcome=CheckOutcome.OK, **fields):
    """A `visit` that answers so, and remembers what it was asked."""
    asked = []

    def visit(url, **words):
        asked.append({"url": url, **words})
        return Fetched(outcome, url=url, final_url=url, status=fields.pop("status", 200), body=body, **fields)

    visit.asked = asked
    return visit


def reads(body, *, content_type="", base_url="", now=None) -> Reading:
    """Reads in this process: these bodies are our own and harmless."""
    return read(body, content_type=content_type, base_url=base_url, now=now)
