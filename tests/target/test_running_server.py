"""A running server: what arrives there, and what a bad one does to a call."""

from __future__ import annotations

import gzip
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn

from pytest_contract.errors import TargetError
from pytest_contract.exchange import Failure, Request
from pytest_contract.target import client_on, open_url

CONNECTIONS: set[tuple[str, int]] = set()


async def echo(scope, receive, send):
    """Answers with what it was asked; `/v1/bomb` with much that was little."""
    if scope["type"] != "http":
        return
    CONNECTIONS.add(tuple(scope["client"]))
    body = (await receive())["body"]
    names = [name.decode() for name, _ in scope["headers"]]
    seen = {
        "target": scope["raw_path"].decode() + "?" + scope["query_string"].decode(),
        "body": body.decode("latin-1"),
        "names": names,
    }
    headers = [(b"content-type", b"application/json")]
    content = json.dumps(seen).encode()
    if scope["path"].endswith("/bomb"):
        headers, content = [(b"content-encoding", b"gzip")], gzip.compress(b"0" * 20_000_000)
    if scope["path"].endswith("/moved"):
        headers.append((b"location", b"/v1/elsewhere"))
    await send({"type": "http.response.start", "status": 302 if "moved" in scope["path"] else 200, "headers": headers})
    await send({"type": "http.response.body", "body": content})


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(echo, log_level="critical", lifespan="off", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"
    server.should_exit = True
    thread.join(5)


@pytest.fixture
def target(base_url) -> Iterator:
    target = open_url(base_url, max_response_bytes=1_000_000)
    yield target
    target.close()


@contextmanager
def raw_server(*answers: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that treats its first connection by the first function, its second by the second, and so on."""
    listener = socket.create_server(("127.0.0.1", 0))
    done = threading.Event()

    def serve() -> None:
        # The first connection is the check that something listens.
        listener.accept()[0].close()
        for answer in answers:
            with listener.accept()[0] as connection:
                answer(connection)
        done.wait(5)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    done.set()
    thread.join(5)
    listener.close()


def failure_of(answer: Callable[[socket.socket], None], *, timeout_s: float = 2.0) -> Failure:
    with raw_server(answer) as url:
        target = open_url(url)
        failure = target.send(Request(method="GET", url="/"), timeout_s=timeout_s).answer
        target.close()
    assert isinstance(failure, Failure)
    return failure


def call(target, url: str, **parts):
    return target.send(Request(method=parts.pop("method", "GET"), url=url, **parts), timeout_s=5.0).answer


@pytest.mark.parametrize(
    "url", ["/a%2Fb", "/a%00b", "/it's|{x}", "/%c3%bc/%7E/..%2f", "/x/../y//z", "/q?a=%20+b&c=[1]&d='|%27", "/?"]
)
def test_the_target_arrives_as_it_was_given(target, url):
    seen = json.loads(call(target, url).body)
    assert seen["target"].rstrip("?") == f"/v1{url}".rstrip("?")


def test_the_body_arrives_and_a_get_announces_none(target):
    assert json.loads(call(target, "/x", method="PATCH", body=b"\xff\x00").body)["body"] == "\xff\x00"
    assert json.loads(call(target, "/x").body)["names"] == ["host", "accept", "user-agent", "accept-encoding"]


def test_one_connection_serves_many_requests(target):
    CONNECTIONS.clear()
    for _ in range(5):
        call(target, "/x")
    assert len(CONNECTIONS) == 1


def test_redirects_are_not_followed(target):
    assert call(target, "/moved").status == 302


def test_a_decompression_bomb_is_cut(target):
    answer = call(target, "/bomb")
    assert (answer.truncated, len(answer.body)) == (True, 1_000_000)


def test_a_header_that_cannot_be_sent_is_said(target):
    assert call(target, "/x", headers=(("X-Name", "€"),)).kind == "protocol"


def test_a_client_of_httpx_speaks_to_the_server(target):
    with client_on(target) as client:
        assert client.get("/login").json()["target"] == "/v1/login?"


def receive_request(connection: socket.socket) -> None:
    connection.recv(65536)


def be_silent(connection: socket.socket) -> None:
    receive_request(connection)
    connection.recv(1)


def drip_headers(connection: socket.socket) -> None:
    receive_request(connection)
    drip(connection, b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 1000)


def drip_body(connection: socket.socket) -> None:
    receive_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    drip(connection, b"a" * 1000)


def drip(connection: socket.socket, text: bytes) -> None:
    try:
        for byte in text:
            connection.sendall(bytes([byte]))
            time.sleep(0.02)
    except OSError:
        return


def die_in_the_middle(connection: socket.socket) -> None:
    receive_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc")


def talk_nonsense(connection: socket.socket) -> None:
    receive_request(connection)
    connection.sendall(b"220 mail.example ESMTP\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        pytest.param(be_silent, "timeout", id="accepts and is silent"),
        pytest.param(drip_headers, "endless", id="drips its headers"),
        pytest.param(drip_body, "endless", id="drips its body"),
        pytest.param(die_in_the_middle, "cut", id="dies in the middle"),
        pytest.param(receive_request, "cut", id="closes without a word"),
        pytest.param(talk_nonsense, "protocol", id="speaks no HTTP"),
    ],
)
def test_a_bad_server_ends_the_call_in_time(answer, kind):
    started = time.perf_counter()
    assert failure_of(answer, timeout_s=0.4).kind == kind
    assert time.perf_counter() - started < 3


def answer_once_then_cut_at_the_next_request(connection: socket.socket) -> None:
    answer_once(connection)
    receive_request(connection)


def answer_once(connection: socket.socket) -> None:
    receive_request(connection)
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")


def test_a_kept_alive_connection_that_was_cut_is_opened_again():
    with raw_server(answer_once_then_cut_at_the_next_request, answer_once) as url:
        target = open_url(url)
        answers = [target.send(Request(method="POST", url="/"), timeout_s=2.0).answer for _ in range(2)]
        target.close()
    assert [answer.body for answer in answers] == [b"ok", b"ok"]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        pytest.param("localhost:8000", "not an http or https URL", id="no scheme"),
        pytest.param("ftp://127.0.0.1", "not an http or https URL", id="ftp"),
        pytest.param("http://", "names no host", id="no host"),
        pytest.param("http://127.0.0.1:99999", "not a URL", id="port out of range"),
        pytest.param("http://127.0.0.1:1", "nothing listens on http://127.0.0.1:1", id="refused"),
        pytest.param("http://127.0.0.1/?a=1", "no query", id="query"),
    ],
)
def test_a_base_url_that_cannot_be_used_is_one_line(url, said):
    with pytest.raises(TargetError, match=said) as error:
        open_url(url)
    assert "\n" not in str(error.value)
