"""Whether a server is there: asked of servers that answer, that answer wrongly, and that are not there at all."""

import contextlib
import http.server
import socket
import threading

import pytest

from tests.servers import free_port
from tracker.management.running import broker
from tracker.management.running.knocking import broker_answers, page_answers, why_port_is_shut


@contextlib.contextmanager
def page_of(status):
    """A web server on this machine whose every page has this status; yields its port."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()

        def log_message(self, *words):
            """Says nothing: the test's output is for the test."""

    with http.server.HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    ("status", "answers"), [(200, True), (301, True), (400, True), (500, False), (503, False)]
)
def test_a_page_answers_unless_it_is_an_error_of_its_own(status, answers):
    with page_of(status) as port:
        assert page_answers("127.0.0.1", port, "/healthz") is answers


def test_nobody_home_is_no_answer(tmp_path):
    port = free_port()
    assert not page_answers("127.0.0.1", port, "/healthz", timeout=1)
    assert not broker_answers(f"redis://127.0.0.1:{port}/0")
    assert not broker_answers(f"unix://{tmp_path}/none.sock")


def test_a_redis_answers(redis_url):
    assert broker_answers(redis_url)


def test_an_open_port_is_not_shut_and_a_taken_one_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert "is taken" in why_port_is_shut("127.0.0.1", taken.getsockname()[1])
    assert why_port_is_shut("127.0.0.1", free_port()) is None


def test_an_address_of_another_machine_cannot_be_opened():
    assert "cannot be opened" in why_port_is_shut("192.0.2.1", free_port())


def test_the_packaged_server_is_found_and_opens_no_port(tmp_path):
    program = broker.packaged_server()
    assert program == broker.server_program()
    words = broker.command(program, tmp_path / "redis", tmp_path / "redis.sock")
    assert words[words.index("--port") + 1] == "0"
    assert words[words.index("--maxmemory-policy") + 1] == "noeviction"
    assert (tmp_path / "redis").stat().st_mode & 0o777 == 0o700
