"""Which URLs may be asked for, and which of the addresses behind a name may be connected to."""

import ipaddress
from pathlib import Path

import pytest

from tracker.pipeline.address import UnsafeAddress, check_url, is_public, may_connect

SAMPLES = Path(__file__).parent.parent / "samples" / "addresses"
# The private and reserved parts of the internet, in all the ways in which an address can be written.
INTERNAL_HOSTS = (SAMPLES / "internal_hosts.txt").read_text("utf-8").split()
OTHER_SCHEMES = (SAMPLES / "other_schemes.txt").read_text("utf-8").split()

BAD_FORMS = [
    "http://127.0.0.1\\@good.example.org/",
    "http://good.example.org\\@127.0.0.1/",
    "http://good.example.org@127.0.0.1/",
    "http://user:word@good.example.org/",
    "http://@good.example.org/",
    "http://127.0.0.1%00.good.example.org/",
    "http://127.0.0.1\0.good.example.org/",
    "http://good.example.org /",
    " http://good.example.org/",
    "http://good.example.org/\n",
    "http://good.example.org/\r\nHost: evil",
    "http://good.example.org/a b",
    "http://good.example.org/\t",
    "http://good.example.org/é",
    "http://good.example.org/\x7f",
    "http://good%2eexample.org/",
    "http:/good.example.org/",
    "http:good.example.org",
    "http:///good.example.org/",
    "http://",
    "http://:80/",
    "http://good.example.org:/:80",
    "http://good.example.org:80:80/",
    "http://good.example.org:x/",
    "http://a" + "b" * 64 + ".example.org/",
    "http://" + "a." * 200 + "org/",
    "http://good.example.org/" + "a" * 5000,
    "//good.example.org/",
    "/feed",
    "good.example.org",
    "",
    *(
        f"http://good.example.org:{port}/"
        for port in (
            "22",
            "25",
            "6379",
            "5432",
            "0",
            "8080",
            "99999",
            "-1",
            "+80",
            "８０",
            "65536",
            "000443443",
        )
    ),
    *(f"{scheme}good.example.org/" for scheme in OTHER_SCHEMES),
]


def refused(url, allow=frozenset()):
    try:
        place = check_url(url, allow)
    except UnsafeAddress as reason:
        return str(reason)
    return "" if may_connect(place, place.host, allow) else "private"


@pytest.mark.parametrize("host", INTERNAL_HOSTS)
def test_no_way_of_writing_an_internal_address_is_let_through(host):
    for scheme in ("http", "https"):
        assert refused(f"{scheme}://{host}/"), f"{host} was let through"


@pytest.mark.parametrize("url", BAD_FORMS)
def test_a_url_that_two_readers_could_read_differently_is_refused(url):
    assert refused(url)


@pytest.mark.parametrize("given", [None, 7, b"http://good.example.org/", ["http://good.example.org/"]])
def test_what_is_not_text_is_refused(given):
    assert refused(given)


def test_more_than_two_hundred_forms_were_tried():
    assert len(INTERNAL_HOSTS) * 2 + len(BAD_FORMS) > 200


@pytest.mark.parametrize(
    "url, expected",
    [
        ("https://www.gov.uk/search/news.atom?a=1&b[]=2", "https://www.gov.uk/search/news.atom?a=1&b[]=2"),
        ("HTTP://EXAMPLE.org", "http://example.org/"),
        ("http://example.org?q=1#part", "http://example.org/?q=1"),
        ("http://example.org:80/", "http://example.org/"),
        ("https://example.org:443/", "https://example.org/"),
        ("https://example.org:80/", "https://example.org:80/"),
        ("http://127.0.0.1#@good.example.org/", "http://127.0.0.1/"),
        ("https://xn--bcher-kva.example/", "https://xn--bcher-kva.example/"),
        ("https://a_b.example.org/%0a", "https://a_b.example.org/%0a"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:2800:21F::1]/", "http://[2606:2800:21f::1]/"),
    ],
)
def test_a_plain_address_is_read_once_and_for_all(url, expected):
    assert check_url(url).url == expected


@pytest.mark.parametrize("address", ["93.184.215.14", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_a_public_address_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address", ["", "name", "fe80::1%eth0", "2606:4700::1111%lo", "127.0.0.1", "8.8.8.8 "]
)
def test_anything_else_is_not(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "network",
    [
        "10.0.0.0/8",
        "100.64.0.0/10",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "224.0.0.0/4",
        "fc00::/7",
    ],
)
def test_the_first_and_last_addresses_of_private_networks_are_not_public(network):
    found = ipaddress.ip_network(network)
    assert not is_public(str(found[0]))
    assert not is_public(str(found[-1]))


def test_only_the_listed_place_is_an_exception():
    allow = frozenset({"127.0.0.1:8099"})
    assert not refused("http://127.0.0.1:8099/", allow)
    assert refused("http://127.0.0.1:8098/", allow)
    assert refused("http://127.0.0.1/", allow)
    assert refused("http://127.0.0.2:8099/", allow)
    assert refused("http://localhost:8099/", allow)
    assert refused("http://127.1:8099/", allow)
    assert refused("http://8.8.8.8:8099/", allow), "a listed port does not open that port elsewhere"


def test_a_name_may_lead_to_a_listed_address_and_no_other():
    allow = frozenset({"127.0.0.1:8099"})
    place = check_url("http://feeds.example.org:8099/", allow)
    assert may_connect(place, "127.0.0.1", allow)
    assert not may_connect(place, "127.0.0.2", allow)
    assert not may_connect(place, "8.8.8.8", allow)


def test_a_listed_name_may_be_visited_whatever_it_leads_to():
    allow = frozenset({"intranet:443", "[::1]:8099"})
    assert may_connect(check_url("https://intranet/", allow), "10.0.0.5", allow)
    assert not refused("http://[::1]:8099/", allow)


def test_an_odd_entry_in_the_list_opens_nothing():
    allow = frozenset({"", ":", "x", "127.0.0.1", "*:80", "127.0.0.1:"})
    assert refused("http://127.0.0.1/", allow)
    assert refused("http://127.0.0.1:8099/", allow)
