"""Requests go out as an identity; a server that is gone is noticed."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Iterator

import pytest
from guarded import accept, sender_to

from pytest_contract.errors import TargetError
from pytest_contract.exchange import Headers, Intent, Request
from pytest_contract.target import Identity, Sender, open_url

VALID = Intent(kind="valid", phase="generated")


def sent(*headers: tuple[str, str], without: frozenset[str] = frozenset()) -> Headers:
    """The headers that go out where the identity has a key and a tenant."""
    request = Request(method="GET", url="/items", headers=headers)
    with sender_to(accept, ("X-Key", "mine"), ("X-Tenant", "7")) as sender:
        return sender.send(request, VALID, without=without).request.headers


def test_credentials_are_added() -> None:
    assert sent(("Accept", "*/*")) == (("Accept", "*/*"), ("X-Key", "mine"), ("X-Tenant", "7"))


@pytest.mark.parametrize("name", ["X-Key", "x-key", "X-KEY"])
def test_a_credential_replaces_what_was_generated(name: str) -> None:
    assert sent((name, "generated")) == (("X-Key", "mine"), ("X-Tenant", "7"))


def test_what_is_to_be_left_out_is_left_out() -> None:
    assert sent(without=frozenset({"x-key"})) == (("X-Tenant", "7"),)


def test_a_generated_value_stays_where_the_credential_is_left_out() -> None:
    assert sent(("X-Key", "broken"), without=frozenset({"x-key"})) == (("X-Key", "broken"), ("X-Tenant", "7"))


def test_cookies_are_sent_together_in_one_header() -> None:
    request = Request(method="GET", url="/items", headers=(("Cookie", "page=2; sid=generated"),))
    with sender_to(accept, ("cookie", "sid=mine; theme=dark")) as sender:
        assert sender.send(request, VALID).request.headers == (("cookie", "page=2; sid=mine; theme=dark"),)


def test_exchanges_are_numbered_and_name_who_sent_them() -> None:
    with sender_to(accept) as sender:
        exchanges = [sender.send(Request(method="GET", url="/items"), VALID) for _ in range(3)]
    assert [exchange.number for exchange in exchanges] == [1, 2, 3]
    assert {exchange.identity for exchange in exchanges} == {"ann"}
    assert sender.exchanges == exchanges


class HangUp(socketserver.BaseRequestHandler):
    """Reads a request, and cuts the connection, but for each third one at `/shaky`."""

    def handle(self) -> None:
        asked = self.request.recv(4096)
        self.server.asked += bool(asked)
        if b"/shaky" in asked and self.server.asked % 3 == 0:
            self.request.sendall(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")


@pytest.fixture
def cutting() -> Iterator[Sender]:
    """A sender to a server that cuts connections."""
    with socketserver.TCPServer(("127.0.0.1", 0), HangUp) as server:
        server.asked = 0
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        target = open_url(f"http://127.0.0.1:{server.server_address[1]}")
        try:
            yield Sender(target, Identity(), 5.0)
        finally:
            target.close()
            server.shutdown()
            thread.join()


def test_a_handler_that_cuts_connections_does_not_end_the_run(cutting: Sender) -> None:
    request = Request(method="POST", url="/items")
    assert [cutting.send(request, VALID).answer.kind for _ in range(3)] == ["cut"] * 3
    assert cutting.is_hanging


def test_a_server_where_nothing_listens_any_more_ends_the_test() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        target = open_url(f"http://127.0.0.1:{listening.getsockname()[1]}")
    sender, request = Sender(target, Identity(), 5.0), Request(method="POST", url="/items")
    first = [sender.send(request, VALID).answer.kind for _ in range(2)]
    with pytest.raises(TargetError, match="no longer answers, since POST /items: "):
        sender.send(request, VALID)
    assert first == ["connection", "connection"]


def test_an_answer_in_between_forgives(cutting: Sender) -> None:
    request = Request(method="POST", url="/shaky")
    assert [cutting.send(request, VALID).status for _ in range(7)] == [None, None, 204, None, None, 204, None]
    assert not cutting.is_hanging
