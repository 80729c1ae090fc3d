"""Error pages: styled, in one sentence, needing no database and giving nothing away."""

import pytest
from bs4 import BeautifulSoup
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from tracker.web import errors


def asked():
    return RequestFactory().get("/anything/")


@pytest.mark.parametrize(
    "answer, status",
    [(errors.bad_request, 400), (errors.forbidden, 403), (errors.not_found, 404), (errors.server_error, 500)],
)
def test_an_error_page_is_whole_and_needs_no_database(answer, status):
    response = answer(asked()) if answer is errors.server_error else answer(asked(), Exception("secret"))
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == status
    assert soup.h1.get_text() == errors.TITLES[status]
    assert soup.header and soup.footer
    assert "secret" not in response.content.decode()


@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_does_not_answer_is_told_as_that(fault):
    try:
        raise fault("could not connect to db.internal.example as tracker")
    except fault:
        response = errors.server_error(asked())
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert b"internal" not in response.content


def test_a_fault_in_a_view_gives_the_page_and_no_detail(client, settings):
    settings.ROOT_URLCONF = "tests.web.faulty_urls"
    client.raise_request_exception = False
    for path, status in (("/fault/", 500), ("/unreachable/", 503), ("/gone/", 404)):
        response = client.get(path)
        assert response.status_code == status, path
        assert b"hidden detail" not in response.content
        assert b"Traceback" not in response.content


def test_when_the_templates_fail_too_a_plain_sentence_is_left(settings, caplog):
    settings.TEMPLATES = []
    response = errors.not_found(asked())
    assert response.status_code == 404
    assert response.content == b"There is no such page."


def test_an_unknown_address_is_not_found(client, db):
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    assert b"There is no such page" in response.content


def test_pages_take_no_orders(client, db):
    for path in ("/", "/commitments/", "/commitments.csv", "/updates.atom", "/healthz"):
        assert client.post(path).status_code == 405, path
