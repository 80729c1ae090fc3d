"""A URL as text in, the one place it names (or a refusal) out; and a judgement of each address that name has.

Nothing here opens a connection or looks a name up. `check_url` reads the text once, by rules stricter than any
parser's, so that what was checked is what will be connected to. `may_connect` then judges the addresses found.
`allow` holds "host:port" strings: the only private places that may be visited.
"""

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address, ip_address, ip_network

PORTS = frozenset({80, 443})
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_URL = 4000
NOWHERE_ALLOWED: frozenset[str] = frozenset()

_FORM = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://"
    r"(?P<host>\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9_.-]+)"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<rest>[/?].*)?"
)
_PRINTABLE = re.compile(r"[\x21-\x7e]*")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")

# Python calls several of these global (which ones depends on its version), and none of them is a public web server.
_REFUSED_NETWORKS = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud host's service address, reachable only from inside
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",
        "::/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",  # these carry an IPv4 address inside: NAT64, 6to4, Teredo
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/23",
        "100::/64",
        "2001:db8::/32",
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)


class UnsafeAddress(ValueError):
    """An address we may not visit. Its text is a sentence for the staff who look after sources."""


@dataclass(frozen=True)
class Place:
    """One checked URL, in the parts that are needed to ask for it."""

    scheme: str
    host: str  # lower case; an IPv6 address without its brackets
    port: int
    target: str  # path and query, as they go on the request line

    @property
    def authority(self) -> str:
        """Host and port as the Host header and a URL write them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.target}"


def check_url(url: str, allow: frozenset[str] = NOWHERE_ALLOWED) -> Place:
    """The place `url` names. Raises UnsafeAddress for any form that two readers could take for two places."""
    if not isinstance(url, str) or not url:
        raise UnsafeAddress("No address was given.")
    if len(url) > LONGEST_URL:
        raise UnsafeAddress(f"The address is longer than {LONGEST_URL} characters.")
    if not _PRINTABLE.fullmatch(url) or "\\" in url:
        raise UnsafeAddress("The address holds a character that web addresses may not hold.")
    parts = _FORM.fullmatch(url.partition("#")[0])
    if not parts:
        raise UnsafeAddress("This is not a plain web address such as https://www.example.org/feed.")
    scheme = parts["scheme"].lower()
    if scheme not in DEFAULT_PORTS:
        raise UnsafeAddress("Only http and https addresses can be visited.")
    port = int(parts["port"]) if parts["port"] else DEFAULT_PORTS[scheme]
    host = _check_host(parts["host"].lower(), port, allow)
    if port not in PORTS and str(port) not in {entry.rpartition(":")[2] for entry in allow}:
        raise UnsafeAddress(f"Port {port} is not one that may be visited.")
    rest = parts["rest"] or ""
    return Place(scheme, host, port, rest if rest.startswith("/") else f"/{rest}")


def may_connect(place: Place, address: str, allow: frozenset[str] = NOWHERE_ALLOWED) -> bool:
    """Whether a connection to `address`, one answer to the look-up of `place.host`, may be made."""
    if _listed(place.host, place.port, allow) or _listed(address, place.port, allow):
        return True
    return place.port in PORTS and is_public(address)


def is_public(address: str) -> bool:
    """Whether `address` is a single host of the public internet, whatever form it is written in."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        if found.scope_id:
            return False
        found = found.ipv4_mapped or found
    if not found.is_global or found.is_multicast or found.is_reserved or found.is_unspecified:
        return False
    return not any(found.version == network.version and found in network for network in _REFUSED_NETWORKS)


def _check_host(host: str, port: int, allow: frozenset[str]) -> str:
    """The host without brackets, if it is an address or a dotted name and nothing that merely resolves like one."""
    if host.startswith("["):
        try:
            return str(IPv6Address(host[1:-1]))
        except AddressValueError:
            raise UnsafeAddress("The address in brackets is not an IPv6 address.") from None
    last = host.rpartition(".")[2]
    if last.isdigit() or last.startswith("0x"):
        # `127.1`, `0177.0.0.1` and `2130706433` reach 127.0.0.1 on many systems: only four plain numbers will do.
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            raise UnsafeAddress("A host of numbers must be four plain numbers, such as 192.0.2.1.") from None
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in host.split(".")):
        raise UnsafeAddress("The host is not a proper name.")
    if "." not in host and not _listed(host, port, allow):
        raise UnsafeAddress("The host is not a full name with a dot in it.")
    return host


def _listed(host: str, port: int, allow: frozenset[str]) -> bool:
    return f"{host}:{port}" in allow or f"[{host}]:{port}" in allow
