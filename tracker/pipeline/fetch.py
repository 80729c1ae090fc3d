"""A URL in, what its server answered out (`Fetched`): the only door through which this product reaches the outside.

Whatever a server or a URL does, `fetch` returns and names it; it never raises. Every name is looked up once a hop, all
answers are judged, and the connection goes to a judged answer, so that a second look-up cannot lead it elsewhere.
Redirects are followed by hand through the same gate. A timer that shuts the socket ends what no read timeout ends.
"""

import functools
import http.client
import queue
import re
import socket
import ssl
import string
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote, urljoin

from tracker.vocabulary import CheckOutcome

from .address import NOWHERE_ALLOWED, Place, UnsafeAddress, check_url, may_connect
from .answer import USUAL, Fetched, Limits, Refused, explained, kept, outcome_of, sendable, too_large
from .deadline import Deadline
from .freshness import max_age, retry_after
from .unpack import Unpacker

ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
FOLLOWED = frozenset({301, 302, 303, 307, 308})
PERMANENT = frozenset({301, 308})
STEP = 16_384
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_VISIBLE = string.ascii_letters + string.digits + string.punctuation

Resolve = Callable[[str, int], Sequence[str]]


def look_up(host: str, port: int) -> list[str]:
    """The addresses of `host`, each once, in the system's order of preference."""
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


def fetch(
    url: str,
    *,
    user_agent: str,
    allow: frozenset[str] = NOWHERE_ALLOWED,
    etag: str = "",
    last_modified: str = "",
    limits: Limits = USUAL,
    now: datetime | None = None,
    resolve: Resolve = look_up,
    tls: ssl.SSLContext | None = None,
) -> Fetched:
    """Ask for `url`, conditionally when given the `etag` or `last_modified` of an earlier answer.

    `now` only turns a date in a header into seconds, where the server names no date of its own. `resolve` and `tls`
    take the place of the system's name look-up and of its trusted certificates.
    """
    started = time.monotonic()
    with Deadline(limits.total) as deadline:
        visit = _Visit(deadline, user_agent, allow, etag, last_modified, limits, now, resolve, tls)
        fetched = visit.follow(url)
    return replace(fetched, url=url, seconds=round(time.monotonic() - started, 3))


@dataclass
class _Visit:
    deadline: Deadline
    user_agent: str
    allow: frozenset[str]
    etag: str
    last_modified: str
    limits: Limits
    now: datetime | None
    resolve: Resolve
    tls: ssl.SSLContext | None
    status: int | None = None  # of the hop we are at, once it has answered

    def follow(self, url: str) -> Fetched:
        final, redirects, statuses = url, [], set()
        try:
            place = check_url(url, self.allow)
            while True:
                final, self.status = place.url, None
                fetched, location = self._ask(place)
                self.deadline.left()  # an answer that our own timer cut off only looks like one that has ended
                if location is None:
                    break
                if len(redirects) == self.limits.redirects:
                    raise Refused(
                        CheckOutcome.TOO_MANY_REDIRECTS, f"Still redirected after {len(redirects)} redirects."
                    )
                place = self._next(place, location)
                redirects.append(place.url)
                statuses.add(fetched.status)
        except Exception as problem:  # whatever it was, the check must be able to record it
            fetched = replace(explained(problem, self.deadline.passed), status=self.status)
        permanent = bool(redirects) and statuses <= PERMANENT
        return replace(fetched, final_url=final, redirects=tuple(redirects), permanent=permanent)

    def _ask(self, place: Place) -> tuple[Fetched, str | None]:
        """One hop: what was answered, and where it sends us if it does."""
        connection = http.client.HTTPConnection(place.host, place.port)
        connection.auto_open = 0  # never a connection other than the judged one
        with closing(connection):
            connection.sock = self._connect(place)
            self._send(connection, place)
            with closing(connection.getresponse()) as response:
                self.status = response.status
                location = response.headers.get("Location")
                if response.status in FOLLOWED and location is not None:
                    return Fetched(CheckOutcome.MOVED, status=response.status), str(location)
                return self._answer(response), None

    def _connect(self, place: Place) -> socket.socket:
        failure: OSError = ConnectionError()
        for address in self._addresses(place):
            connection = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
            try:
                self.deadline.watch(connection)
                connection.settimeout(min(self.limits.connect, self.deadline.left()))
                connection.connect((address, place.port))
                connection.settimeout(self.limits.read)
                if place.scheme == "http":
                    return connection
                secured = self._secure(connection, place.host)
            except OSError as problem:
                connection.close()
                failure = problem
            except BaseException:
                connection.close()
                raise
            else:
                return secured
        raise failure

    def _addresses(self, place: Place) -> list[str]:
        """The answers to one look-up, all of them fit to connect to."""
        found = (
            [place.host]
            if place.host.replace(".", "").isdigit() or ":" in place.host
            else self._resolved(place)
        )
        if not all(may_connect(place, address, self.allow) for address in found):
            raise UnsafeAddress("The address leads into a private or reserved network.")
        return found[: self.limits.addresses]

    def _resolved(self, place: Place) -> list[str]:
        # The system's look-up cannot be given a time limit, so it runs beside us and is left behind if it is late.
        answers: queue.SimpleQueue = queue.SimpleQueue()

        def ask():
            try:
                answers.put(list(self.resolve(place.host, place.port)))
            except Exception:  # no such name, or not a name at all
                answers.put([])

        threading.Thread(target=ask, daemon=True).start()
        try:
            found = answers.get(timeout=self.deadline.left())
        except queue.Empty:
            raise Refused(CheckOutcome.DNS, "The look-up of the name did not end in time.") from None
        if not found:
            raise Refused(CheckOutcome.DNS, "The name has no address.")
        return found

    def _secure(self, connection: socket.socket, host: str) -> ssl.SSLSocket:
        context = self.tls or _trusted()
        secured = context.wrap_socket(connection, server_hostname=host, do_handshake_on_connect=False)
        try:
            self.deadline.watch(secured)
            secured.do_handshake()
        except ssl.SSLError as problem:
            secured.close()
            why = getattr(problem, "verify_message", "") or "the two sides could not agree"
            raise Refused(CheckOutcome.TLS, f"The server could not prove who it is: {why}.") from None
        except BaseException:
            secured.close()
            raise
        return secured

    def _send(self, connection: http.client.HTTPConnection, place: Place) -> None:
        connection.putrequest("GET", place.target, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", place.authority)
        connection.putheader("User-Agent", self.user_agent)
        connection.putheader("Accept", ACCEPT)
        connection.putheader("Accept-Encoding", "gzip")
        connection.putheader("Connection", "close")
        for name, validator in (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified)):
            if sendable(validator):
                connection.putheader(name, validator.encode("latin-1"))
        connection.endheaders()

    def _answer(self, response: http.client.HTTPResponse) -> Fetched:
        headers, conditional = response.headers, bool(self.etag or self.last_modified)
        outcome = outcome_of(response.status, "Retry-After" in headers, conditional)
        return Fetched(
            outcome,
            status=response.status,
            body=self._body(response) if outcome is CheckOutcome.OK else b"",
            content_type=kept(headers.get("Content-Type")),
            etag=kept(headers.get("ETag")),
            last_modified=kept(headers.get("Last-Modified")),
            retry_after=retry_after(headers, self.now) if response.status >= 400 else None,
            max_age=max_age(headers, self.now),
            error=None if outcome.looked else f"The server answered with status {response.status}.",
        )

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        limits, headers = self.limits, response.headers
        if (response.length or 0) > limits.wire:
            raise too_large(limits.wire)
        if headers.get("Transfer-Encoding") and not response.chunked:
            raise Refused(CheckOutcome.UNREADABLE, "The answer is framed in a way that was not asked for.")
        encoding = ", ".join(headers.get_all("Content-Encoding", []))
        unpacker = Unpacker(encoding, most_wire=limits.wire, most_body=limits.body, most_ratio=limits.ratio)
        try:
            while piece := response.read(STEP):
                unpacker.take(piece)
        except TimeoutError:
            raise
        except (OSError, http.client.HTTPException):
            raise Refused(CheckOutcome.UNREADABLE, "The answer breaks off before its end.") from None
        if response.length:
            raise Refused(CheckOutcome.UNREADABLE, "The answer is shorter than the server said.")
        return unpacker.whole()

    def _next(self, place: Place, location: str) -> Place:
        if _CONTROL.search(location):
            raise UnsafeAddress("The redirect holds a character that web addresses may not hold.")
        # A path in raw UTF-8 or with a space is common and harmless once escaped; a host cannot hold an escape.
        visible = quote(location.strip(" ").encode("latin-1", "replace"), safe=_VISIBLE)
        try:
            target = urljoin(place.url, visible)
        except ValueError:
            raise UnsafeAddress("The redirect does not lead to a web address.") from None
        following = check_url(target, self.allow)
        if place.scheme == "https" and following.scheme == "http":
            raise UnsafeAddress("The redirect leads from https to http.")
        return following


@functools.cache
def _trusted() -> ssl.SSLContext:
    return ssl.create_default_context()
