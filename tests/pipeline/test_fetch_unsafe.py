"""No URL, name or redirect leads the fetcher into a private network: nothing is so much as dialled."""

import socket

import pytest

from tracker.pipeline.fetch import fetch
from tracker.vocabulary import CheckOutcome

from .hosts import redirect, reply, serving
from .test_address import BAD_FORMS, INTERNAL_HOSTS, OTHER_SCHEMES

INTERNAL_ANSWERS = [
    ["127.0.0.1"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::"],
    ["10.0.0.1"],
    ["100.64.0.1"],
    ["0.0.0.0"],
    ["224.0.0.1"],
    ["169.254.169.254"],
    ["168.63.129.16"],
    ["fd00::1"],
    ["fe80::1%eth0"],
    ["93.184.215.14", "127.0.0.1"],
    ["2606:4700::1111", "93.184.215.14", "10.0.0.1"],
    ["93.184.215.14", "not an address"],
    ["93.184.215.14"] * 20 + ["127.0.0.1"],
]


@pytest.fixture
def dialled(monkeypatch):
    """The addresses that were connected to. Those of the public internet answer that nobody is there."""
    made, connect = [], socket.socket.connect

    def spy(connection, address):
        made.append(address[0])
        if not address[0].startswith("127."):
            raise ConnectionRefusedError
        return connect(connection, address)

    monkeypatch.setattr(socket.socket, "connect", spy)
    return made


def never_asked(name, port):
    raise AssertionError(f"{name} was looked up")


@pytest.mark.parametrize("host", INTERNAL_HOSTS)
def test_no_internal_address_is_dialled(host, dialled):
    for url in (f"http://{host}/", f"https://{host}/", f"http://{host}:443/latest/meta-data/"):
        found = fetch(url, user_agent="Sample/1", resolve=never_asked)
        assert found.outcome is CheckOutcome.UNSAFE_ADDRESS
        assert found.error
    assert dialled == []


@pytest.mark.parametrize("url", [*BAD_FORMS, None, 7])
def test_no_doubtful_url_is_dialled(url, dialled):
    assert fetch(url, user_agent="Sample/1", resolve=never_asked).outcome is CheckOutcome.UNSAFE_ADDRESS
    assert dialled == []


@pytest.mark.parametrize("answers", INTERNAL_ANSWERS, ids=str)
def test_one_bad_answer_spoils_a_name(answers, dialled):
    found = fetch("https://sample.example.org/", user_agent="Sample/1", resolve=lambda name, port: answers)
    assert found.outcome is CheckOutcome.UNSAFE_ADDRESS
    assert dialled == []


def test_a_name_is_looked_up_once_and_that_very_address_is_dialled(dialled):
    answers = iter([["93.184.215.14"], ["127.0.0.1"], ["127.0.0.1"]])
    found = fetch(
        "http://sample.example.org/", user_agent="Sample/1", resolve=lambda name, port: next(answers)
    )
    assert found.outcome is CheckOutcome.CONNECTION_FAILED
    assert dialled == ["93.184.215.14"]
    assert next(answers) == ["127.0.0.1"], "a second look-up was made"


def test_at_most_eight_addresses_of_a_name_are_tried(dialled):
    many = [f"93.184.215.{number}" for number in range(20)]
    fetch("http://sample.example.org/", user_agent="Sample/1", resolve=lambda name, port: many)
    assert dialled == many[:8]


@pytest.mark.parametrize(
    "location",
    [
        *(f"http://{host}/" for host in INTERNAL_HOSTS),
        *(f"{scheme}good.example.org/" for scheme in OTHER_SCHEMES),
        "//127.0.0.1/",
        "http://good@127.0.0.1/",
        "http://127.0.0.1\\@good.example.org/",
        "/\\127.0.0.1/",
        "http://[/",
        "http://127.0.0.1:6379/",
        "http://good.example.org:22/",
        "/a\tb",
        "http://good.example.org/" + "a" * 5000,
    ],
)
def test_no_redirect_leads_inside(location, dialled):
    raw = location.encode("utf-8").decode("latin-1")
    with serving({"/": redirect(raw)}) as host:
        found = fetch(host.url(), user_agent="Sample/1", allow=host.allow, resolve=never_asked)
        asked = len(host.requests)
    assert found.outcome is CheckOutcome.UNSAFE_ADDRESS
    assert len(dialled) == asked == 1


@pytest.mark.parametrize("answers", INTERNAL_ANSWERS, ids=str)
def test_no_redirect_to_a_name_leads_inside(answers, dialled):
    with serving({"/": redirect("http://inside.example.org/")}) as host:
        found = fetch(host.url(), user_agent="Sample/1", allow=host.allow, resolve=lambda name, port: answers)
    assert found.outcome is CheckOutcome.UNSAFE_ADDRESS
    assert dialled == ["127.0.0.1"]


def test_a_redirect_to_another_private_place_is_refused(dialled):
    with serving({"/": reply(b"a secret")}) as inside, serving({"/": redirect(inside.url())}) as host:
        found = fetch(host.url(), user_agent="Sample/1", allow=host.allow)
        assert inside.requests == []
    assert found.outcome is CheckOutcome.UNSAFE_ADDRESS
    assert found.body == b""


def test_a_name_may_lead_to_a_listed_place(dialled):
    with serving({"/": reply(b"hello")}) as host:
        url = host.url(host="feeds.example.org")
        found = fetch(url, user_agent="Sample/1", allow=host.allow, resolve=lambda name, port: ["127.0.0.1"])
        assert f"Host: feeds.example.org:{host.port}\r\n".encode() in host.requests[0]
    assert found.body == b"hello"
