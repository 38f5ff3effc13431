"""A running server, by its base URL."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Literal
from urllib.parse import SplitResult, quote, urlsplit

import httpcore
import httpx

from pytest_contract.errors import TargetError
from pytest_contract.exchange import Failure, Request, Response
from pytest_contract.target import coding, wire
from pytest_contract.target.asgi import DEFAULT_LIMIT
from pytest_contract.target.deadline import Clock, DeadlineBackend
from pytest_contract.target.protocol import Answered, RouteTable

_CONNECT_S = 5.0
_DEFAULT_PORT = {"http": 80, "https": 443}
_ACCEPTED_CODINGS = (b"accept-encoding", b"gzip, deflate")


class UrlTarget:
    """A running server, over kept-alive connections of httpx's own pool.

    Proxies and credentials of the environment have no part in it, nor have redirects and cookies. The pool is used
    without `httpx.Client`, which bounds no call in total and rewrites some URLs.
    """

    kind: Literal["asgi", "wsgi", "url"] = "url"
    routes: RouteTable | None = None

    def __init__(self, base_url: str, *, max_response_bytes: int = DEFAULT_LIMIT) -> None:
        parts = _parts(base_url)
        self.name = base_url
        self._limit = max_response_bytes
        self._prefix = quote(parts.path, safe="/%:@!$&'()*+,;=~|").rstrip("/")
        self._origin = httpx.URL(f"{parts.scheme}://{parts.netloc}")
        self._host = self._origin.netloc.decode("ascii")
        self._clock = Clock()
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context() if parts.scheme == "https" else None,
            network_backend=DeadlineBackend(self._clock),
            keepalive_expiry=30.0,
        )

    def send(self, request: Request, *, timeout_s: float, client: str | None = None) -> Answered:
        """Send the request as it is, and read its answer; time and size are bounded, and nothing is raised."""
        started = time.perf_counter()
        self._clock.start(timeout_s)
        answer = self._answer(request, timeout_s)
        return Answered(answer=answer, duration_s=time.perf_counter() - started)

    def send_all(
        self, requests: Sequence[Request], *, timeout_s: float, client: str | None = None
    ) -> tuple[Answered, ...]:
        """Send several requests at once, each over a connection of its own."""
        if not requests:
            return ()
        together = threading.Barrier(len(requests))

        def send(request: Request) -> Answered:
            # Neither the clock nor the pool is for several threads.
            other = UrlTarget(self.name, max_response_bytes=self._limit)
            try:
                together.wait(timeout_s)
                return other.send(request, timeout_s=timeout_s)
            finally:
                other.close()

        with ThreadPoolExecutor(len(requests)) as threads:
            return tuple(threads.map(send, requests))

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()

    def _answer(self, request: Request, timeout_s: float) -> Response | Failure:
        try:
            return self._exchange(self._encode(request))
        except wire.UnsendableError as error:
            return Failure(kind="protocol", reason=str(error))
        except httpcore.LocalProtocolError as error:
            return Failure(kind="protocol", reason=f"the request can't be sent: {error}")
        except (httpcore.TimeoutException, TimeoutError):
            return self._out_of_time(timeout_s)
        except httpcore.ConnectError as error:
            return Failure(kind="connection", reason=f"can't connect to {self.name}: {error}")
        except (httpcore.NetworkError, httpcore.RemoteProtocolError, OSError) as error:
            return _cut(error)

    def _out_of_time(self, timeout_s: float) -> Failure:
        if self._clock.has_received:
            return Failure(kind="endless", reason=f"the response had begun, but did not end within {timeout_s:g} s")
        return Failure(kind="timeout", reason=f"no response within {timeout_s:g} s")

    def _encode(self, request: Request) -> httpcore.Request:
        wire.split_target(request.url)
        headers = wire.add_client_headers(wire.encode_headers(request), request, host=self._host)
        if not any(name == b"accept-encoding" for name, _ in headers):
            headers.append(_ACCEPTED_CODINGS)
        return httpcore.Request(
            request.method,
            httpcore.URL(
                scheme=self._origin.raw_scheme, host=self._origin.raw_host, port=self._origin.port, target=b"/"
            ),
            headers=headers,
            content=request.body or None,
            # The target as it was given: neither httpx nor httpcore encodes it again.
            extensions={"target": (self._prefix + request.url).encode("ascii")},
        )

    def _exchange(self, request: httpcore.Request) -> Response | Failure:
        try:
            return self._exchange_once(request)
        except (httpcore.NetworkError, httpcore.RemoteProtocolError):
            # RFC 9112, section 9.3.1: a kept-alive connection may be closed just as a request is sent on it.
            if self._clock.has_connected or self._clock.has_received:
                raise
            return self._exchange_once(request)

    def _exchange_once(self, request: httpcore.Request) -> Response | Failure:
        response = self._pool.handle_request(request)
        try:
            body, truncated = self._read(response)
        finally:
            response.close()
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        return coding.received(response.status, headers, body, limit=self._limit, truncated=truncated)

    def _read(self, response: httpcore.Response) -> tuple[bytes, bool]:
        chunks, size = [], 0
        for chunk in response.iter_stream():
            chunks.append(chunk)
            size += len(chunk)
            if size > self._limit:
                return b"".join(chunks)[: self._limit], True
        return b"".join(chunks), False


def open_url(base_url: str, *, max_response_bytes: int = DEFAULT_LIMIT) -> UrlTarget:
    """The server behind a base URL; raises `TargetError` where the URL can't be one, or nothing listens."""
    parts = _parts(base_url)
    host, port = parts.hostname or "", parts.port or _DEFAULT_PORT[parts.scheme]
    try:
        _connect(host, port, is_tls=parts.scheme == "https")
    except ssl.SSLError as error:
        reason = getattr(error, "verify_message", "") or error.reason or str(error)
        raise TargetError(
            f"{base_url} can't be trusted, or does not speak TLS ({reason}): set SSL_CERT_FILE, or use http."
        ) from None
    except socket.gaierror:
        raise TargetError(f"{base_url}: there is no host {host!r}. Correct --contract-base-url.") from None
    except TimeoutError:
        raise TargetError(f"{base_url} does not accept connections: none within {_CONNECT_S:g} s.") from None
    except OSError as error:
        raise TargetError(
            f"nothing listens on {base_url} ({error.strerror or error}): start the server, or give --contract-app."
        ) from None
    return UrlTarget(base_url, max_response_bytes=max_response_bytes)


def _connect(host: str, port: int, *, is_tls: bool) -> None:
    with socket.create_connection((host, port), timeout=_CONNECT_S) as connection:
        if is_tls:
            httpx.create_ssl_context().wrap_socket(connection, server_hostname=host).close()


def _parts(base_url: str) -> SplitResult:
    """The URL's parts, scheme, host and port checked (RFC 3986, section 3)."""
    try:
        parts = urlsplit(base_url.strip())
        port = parts.port
    except ValueError as error:
        raise TargetError(f"{base_url!r} is not a URL: {error}.") from None
    if parts.scheme not in _DEFAULT_PORT:
        raise TargetError(f"{base_url!r} is not an http or https URL; write it as http://127.0.0.1:8000.")
    if not parts.hostname or port == 0:
        raise TargetError(f"{base_url!r} names no host and port to connect to; write it as http://127.0.0.1:8000.")
    if parts.query or parts.fragment or parts.username is not None:
        raise TargetError(f"{base_url!r}: a base URL has no query, fragment or user; send those as headers.")
    try:
        httpx.URL(f"{parts.scheme}://{parts.netloc}")
    except httpx.InvalidURL as error:
        raise TargetError(f"{base_url!r} is not a URL: {error}.") from None
    return parts


def _cut(error: Exception) -> Failure:
    text = str(error) or type(error).__name__
    if isinstance(error, httpcore.RemoteProtocolError) and "disconnected" not in text and "peer closed" not in text:
        return Failure(kind="protocol", reason=f"the answer is not HTTP: {text}")
    return Failure(kind="cut", reason=f"the connection was cut: {text}")
