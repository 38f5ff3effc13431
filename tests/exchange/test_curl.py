"""A curl line, run by bash, sends the request that it was made from."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from pytest_contract.exchange import Request, to_curl

ADDED_BY_CURL = {"host", "user-agent", "content-length", "expect"}


class Recorder(BaseHTTPRequestHandler):
    """Keeps what arrives, and answers 204."""

    arrived: list[Request]

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):
            return self.record
        raise AttributeError(name)

    def record(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = tuple((name, value) for name, value in self.headers.items() if name.lower() not in ADDED_BY_CURL)
        # `path` has slashes at its start folded into one; the request line has them all.
        url = self.requestline.split(" ")[1]
        self.arrived.append(Request(method=self.command, url=url, headers=headers, body=body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def sent(server: ThreadingHTTPServer, request: Request) -> Request:
    """What arrives when bash runs the curl line."""
    Recorder.arrived = []
    line = to_curl(request, f"http://127.0.0.1:{server.server_port}")
    ran = subprocess.run(["bash", "-c", f"{line} -s --max-time 10"], capture_output=True, timeout=30, check=False)
    assert ran.returncode == 0, (line, ran.stderr)
    (arrived,) = Recorder.arrived
    return arrived


JSON = ("Content-Type", "application/json")


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(Request(method="GET", url="/users/7?limit=2"), id="get"),
        pytest.param(Request(method="DELETE", url="/users/7"), id="delete"),
        pytest.param(Request(method="OPTIONS", url="/users"), id="options"),
        pytest.param(Request(method="QUERY", url="/users", headers=(JSON,), body=b"{}"), id="query-method"),
        pytest.param(Request(method="TRACE", url="/users"), id="trace"),
        pytest.param(Request(method="HEAD", url="/users"), id="head"),
        pytest.param(Request(method="POST", url="/users"), id="post-without-a-body"),
        pytest.param(Request(method="POST", url="/users", headers=(JSON,), body=b'{"a": "b c"}'), id="json"),
        pytest.param(Request(method="GET", url="/users", headers=(JSON,), body=b'{"a": 1}'), id="get-with-a-body"),
        pytest.param(Request(method="PUT", url="/f", body=b"no type"), id="body-without-a-type"),
        pytest.param(Request(method="PUT", url="/f", headers=(JSON,), body=b"@/etc/hosts"), id="body-like-a-file"),
        pytest.param(Request(method="PUT", url="/f", headers=(JSON,), body=b'it\'s "$HOME" `id` \\n !x'), id="shell"),
        pytest.param(Request(method="PUT", url="/f", headers=(JSON,), body=b"one\ntwo\r\n\tthree\n"), id="line-ends"),
        pytest.param(Request(method="PUT", url="/f", headers=(JSON,), body="žluťoučký 😀".encode()), id="beyond-ascii"),
        pytest.param(
            Request(method="PUT", url="/f", headers=(JSON,), body="no\u2028line\u200bend\ufeff".encode()), id="unseen"
        ),
        pytest.param(
            Request(method="PUT", url="/f", headers=(JSON,), body=b"\x01\x1b\x7f\x80\xff\xfe'\\9"), id="binary"
        ),
        pytest.param(Request(method="GET", url="/a/../b/./c"), id="dots"),
        pytest.param(Request(method="GET", url="/a/.."), id="dots-at-the-end"),
        pytest.param(Request(method="GET", url="/a?x[]=1&y={2}&z[1-3]=a"), id="brackets"),
        pytest.param(Request(method="GET", url="/a%2Fb%00c?q=%26%3D%20+%C3%A9#"[:-1]), id="percent-encoded"),
        pytest.param(Request(method="GET", url="/a;b=1,c'd(e)!$*?q='x'&r=$(id)"), id="shell-in-the-url"),
        pytest.param(Request(method="GET", url="//two//slashes"), id="empty-segments"),
        pytest.param(Request(method="GET", url="/a?"), id="empty-query"),
        pytest.param(Request(method="GET", url="/", headers=(("X-Empty", ""),)), id="empty-header"),
        pytest.param(Request(method="GET", url="/", headers=(("X-Odd", "a'b\"c;d\\e $x"),)), id="odd-header"),
        pytest.param(Request(method="GET", url="/", headers=(("X-A", "1"), ("X-A", "2"))), id="header-twice"),
        pytest.param(Request(method="GET", url="/", headers=(("X-Latin", "caf\xe9"),)), id="latin-1-header"),
        pytest.param(Request(method="GET", url="/", headers=(("Accept", "text/csv"),)), id="accept"),
        pytest.param(Request(method="GET", url="/", headers=(("Cookie", "a=1; b=%20"),)), id="cookie"),
    ],
)
def test_the_line_sends_the_request(server: ThreadingHTTPServer, request_: Request) -> None:
    arrived = sent(server, request_)
    assert (arrived.method, arrived.url, arrived.body) == (request_.method, request_.url, request_.body)
    assert _headers(arrived) == _headers(request_)


def test_a_body_that_was_cut_is_said_to_be() -> None:
    line = to_curl(Request(method="PUT", url="/f", headers=(JSON,), body=b"x" * 5_000), "http://127.0.0.1:1")
    assert line.endswith("# body cut after 4000 of 5000 bytes")


def _headers(request: Request) -> list[tuple[str, str]]:
    """Without what curl sends by itself."""
    return sorted(
        (name.lower(), value) for name, value in request.headers if (name.lower(), value) != ("accept", "*/*")
    )
