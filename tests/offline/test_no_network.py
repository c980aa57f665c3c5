"""The suite runs with no network but loopback."""

from __future__ import annotations

import errno
import socket

import pytest


def route(family: socket.AddressFamily, address: str) -> int:
    """Return the error number of looking up a route, 0 if there is one. Connecting a datagram socket sends nothing."""
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            return probe.connect_ex((address, 9))
    except OSError as error:
        return error.errno


def test_loopback_works():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        accepted, _ = server.accept()
        with accepted:
            client.sendall(b"hello")
            assert accepted.recv(5) == b"hello"


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")], ids=["IPv4", "IPv6"]
)
def test_every_other_address_is_unreachable_at_once(family, address):
    assert route(family, address) in {errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
