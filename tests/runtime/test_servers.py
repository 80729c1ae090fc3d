"""The servers that other tests stand on do start, and are gone afterwards."""

import psycopg
import pytest
import redis

from tests import servers


def test_a_real_redis_answers(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        client.set("word", "kept")
        assert client.get("word") == b"kept"


def test_redis_is_empty_for_the_next_test(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_a_real_postgresql_answers_and_ends(postgres_url):
    with servers.postgres_server() as url, psycopg.connect(url) as connection:
        assert connection.execute("select 1 + 1").fetchone() == (2,)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url, connect_timeout=2)
    assert postgres_url != url


def test_a_real_browser_shows_a_page(page):
    page.set_content("<title>Sample</title><p>There it is.</p>")
    assert page.title() == "Sample"


def test_the_browser_notices_what_the_console_says(page, console_errors):
    page.set_content("<script>console.error('a sample complaint')</script>")
    assert console_errors == ["a sample complaint"]
    console_errors.clear()


def test_a_program_that_is_missing_is_named(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(servers.Missing, match="apt-get install chromium"):
        servers.chromium()
    with pytest.raises(servers.Missing, match="apt-get install postgresql-15"):
        servers.postgres_programs("9.6")
