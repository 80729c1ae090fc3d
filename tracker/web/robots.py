"""What machines that read the whole site ask first: robots.txt and sitemap.xml."""

from io import StringIO

from django.http import HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from tracker.models import Agreement, Commitment, Party

from .addresses import absolute, url

PAGES = (
    "home", "agreements", "commitments", "updates", "method", "about", "data", "accessibility", "privacy",
)  # fmt: skip
MOST = 50_000  # what the sitemap protocol allows in one file


@require_safe
def robots(request):
    lines = ["User-agent: *", "Disallow: /admin/", f"Sitemap: {absolute(url('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def _places():
    yield from (url(name) for name in PAGES)
    yield from (url("agreement", slug) for slug in _each(Agreement, "slug"))
    yield from (url("commitment", reference) for reference in _each(Commitment, "reference"))
    yield from (url("party", slug) for slug in _each(Party, "slug"))


def _each(model, field):
    return model.objects.public().order_by("id").values_list(field, flat=True)[:MOST]


@require_safe
def sitemap(request):
    out = StringIO()
    xml = SimplerXMLGenerator(out, "utf-8")
    xml.startDocument()
    xml.startElement("urlset", {"xmlns": "http://www.sitemaps.org/schemas/sitemap/0.9"})
    for number, place in enumerate(_places()):
        if number == MOST:
            break
        xml.startElement("url", {})
        xml.addQuickElement("loc", absolute(place))
        xml.endElement("url")
    xml.endElement("urlset")
    xml.endDocument()
    return HttpResponse(out.getvalue(), content_type="application/xml; charset=utf-8")
