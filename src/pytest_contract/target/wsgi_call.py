"""One request to a WSGI app (PEP 3333)."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from pytest_contract.exchange import Request
from pytest_contract.exchange.record import Headers
from pytest_contract.target.swallowed import HEARD
from pytest_contract.target.wire import RawHeaders

Environ = dict[str, Any]


class WsgiCall:
    """What goes into the app for one request, and what comes out of it; `run` is for the worker's thread."""

    def __init__(self, app: Callable[..., Iterable[bytes]], environ: Environ, *, limit: int, deadline: float) -> None:
        self.status: int | None = None
        self.headers: Headers = ()
        self.chunks: list[bytes] = []
        self.is_truncated = False
        self.is_late = False
        self.fault = ""
        self.raised: BaseException | None = None
        self.heard: list[BaseException] = []
        self._app = app
        self._environ = environ
        self._has_body = environ["REQUEST_METHOD"] != "HEAD"
        self._size = 0
        self._limit = limit
        self._deadline = deadline

    def run(self) -> None:
        """Call the app and read its answer, until it ends, is too long or too late."""
        HEARD.set(self.heard)
        try:
            self._read(self._app(self._environ, self._start_response))
        except BaseException as error:
            self.raised = error

    def _read(self, body: Iterable[bytes]) -> None:
        try:
            for chunk in body:
                self._write(chunk)
                if self.is_truncated or self.is_late:
                    break
            if self.status is None:
                self.fault = "the app returned without calling start_response"
        finally:
            close = getattr(body, "close", None)
            if close is not None:
                close()

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: Any = None
    ) -> Callable[[bytes], None]:
        if exc_info is not None and self.chunks:
            raise exc_info[1].with_traceback(exc_info[2])
        self.status = int(status.split(None, 1)[0])
        self.headers = tuple((str(name), str(value)) for name, value in headers)
        return self._write

    def _write(self, chunk: bytes) -> None:
        self.is_late = time.perf_counter() > self._deadline
        if not chunk:
            return
        if self.status is None:
            raise AssertionError("write() before start_response()")
        # An empty chunk for HEAD still marks that the headers have gone out.
        self.chunks.append(chunk if self._has_body else b"")
        self._size += len(chunk)
        self.is_truncated = self._has_body and self._size > self._limit


def environ_of(
    request: Request, path: str, query: str, headers: RawHeaders, *, client: tuple[str, int], host: str
) -> Environ:
    """The environ that a server would make of the request (PEP 3333, "environ Variables")."""
    environ: Environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "REQUEST_URI": request.url,
        "RAW_URI": request.url,
        "SERVER_NAME": host,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "SERVER_SOFTWARE": "pytest-contract",
        "REMOTE_ADDR": client[0],
        "REMOTE_PORT": str(client[1]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
    }
    for name, value in headers:
        _add_header(environ, name.decode("ascii"), value.decode("latin-1"))
    return environ


def _add_header(environ: Environ, name: str, value: str) -> None:
    # A name with an underscore can't be told from one with a hyphen here, so that servers drop it.
    if "_" in name:
        return
    key = name.upper().replace("-", "_")
    key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
    joint = "; " if key == "HTTP_COOKIE" else ","
    environ[key] = f"{environ[key]}{joint}{value}" if key in environ else value
