"""Any target behind an `httpx.Client`, for those who want to speak to the app in httpx's words."""

from __future__ import annotations

import httpx

from pytest_contract.exchange import Failure, Request, Response
from pytest_contract.target.protocol import Target

_UNDONE = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_RAISED: dict[str, type[httpx.TransportError]] = {
    "timeout": httpx.ReadTimeout,
    "endless": httpx.ReadTimeout,
    "connection": httpx.ConnectError,
    "cut": httpx.RemoteProtocolError,
    "protocol": httpx.RemoteProtocolError,
    "exit": httpx.RemoteProtocolError,
}


class TargetTransport(httpx.BaseTransport):
    """Sends httpx's requests to a target; it doesn't close the target."""

    def __init__(self, target: Target, *, timeout_s: float = 30.0, address: str | None = None) -> None:
        self._target = target
        self._timeout_s = timeout_s
        self._address = address

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; a failure raises httpx's own exception for it."""
        sent = Request(
            method=request.method,
            url=request.url.raw_path.decode("ascii"),
            headers=tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw),
            body=request.read(),
        )
        answer = self._target.send(sent, timeout_s=self._timeout_s, client=self._address).answer
        if isinstance(answer, Failure):
            raise _RAISED[answer.kind](answer.reason, request=request)
        return _to_httpx(answer, request)


def client_on(target: Target, *, timeout_s: float = 30.0, address: str | None = None) -> httpx.Client:
    """An `httpx.Client` on the target, cookies kept, redirects not followed.

    `address` is the one that an app in process sees.
    """
    base = target.name if target.kind == "url" else "http://localhost"
    origin = httpx.URL(base).copy_with(raw_path=b"/")
    transport = TargetTransport(target, timeout_s=timeout_s, address=address)
    return httpx.Client(transport=transport, base_url=origin, trust_env=False)


def _to_httpx(answer: Response, request: httpx.Request) -> httpx.Response:
    headers = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in answer.headers
        if name.lower() not in _UNDONE
    ]
    return httpx.Response(answer.status, headers=headers, content=answer.body, request=request)
