"""A server is believed only when a trusted authority vouches for the very name that was asked for, today."""

import datetime
import ssl

import pytest
import trustme

from tracker.pipeline.fetch import fetch
from tracker.vocabulary import CheckOutcome

from .hosts import redirect, reply, serving

NAME = "sample.example.org"


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def trusting(authority):
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def server(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


def visit(host, tls=None, path="/"):
    return fetch(
        host.url(path, NAME),
        user_agent="Sample/1",
        allow=host.allow,
        resolve=lambda name, port: ["127.0.0.1"],
        tls=tls,
    )


def test_a_server_that_proves_its_name_is_read(authority, trusting):
    asked_for = []
    context = server(authority.issue_cert(NAME))
    context.sni_callback = lambda connection, name, _: asked_for.append(name)
    with serving({"/": reply(b"hello")}, tls=context) as host:
        assert visit(host, trusting).body == b"hello"
    assert asked_for == [NAME]


def test_an_unknown_authority_is_refused(authority):
    with serving({"/": reply(b"hello")}, tls=server(authority.issue_cert(NAME))) as host:
        found = visit(host)
        assert host.requests == [], "nothing is said to a server that is not believed"
    assert found.outcome is CheckOutcome.TLS
    assert found.error
    assert found.body == b""


def test_a_certificate_for_another_name_is_refused(authority, trusting):
    with serving({"/": reply(b"hello")}, tls=server(authority.issue_cert("other.example.org"))) as host:
        assert visit(host, trusting).outcome is CheckOutcome.TLS


def test_a_certificate_that_has_run_out_is_refused(authority, trusting):
    yesterday = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=1)
    with serving({"/": reply(b"hello")}, tls=server(authority.issue_cert(NAME, not_after=yesterday))) as host:
        assert visit(host, trusting).outcome is CheckOutcome.TLS


def test_a_server_that_does_not_speak_tls_is_refused():
    with serving({"/": reply(b"hello")}) as host:
        host.scheme = "https"
        assert visit(host).outcome in (CheckOutcome.TLS, CheckOutcome.CONNECTION_FAILED)


def test_no_redirect_leads_from_https_to_http(authority, trusting):
    with serving({"/": reply(b"in the clear")}) as plain:
        context = server(authority.issue_cert(NAME))
        with serving({"/": redirect(plain.url())}, tls=context) as host:
            allow = host.allow | plain.allow
            found = fetch(
                host.url("/", NAME),
                user_agent="Sample/1",
                allow=allow,
                resolve=lambda name, port: ["127.0.0.1"],
                tls=trusting,
            )
        assert plain.requests == []
    assert found.outcome is CheckOutcome.UNSAFE_ADDRESS
