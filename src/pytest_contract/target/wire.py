"""What a request must look like before it can go out, the same for all targets."""

from __future__ import annotations

import re

from pytest_contract.exchange import Request

RawHeaders = list[tuple[bytes, bytes]]

_TOKEN = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_NOT_IN_TARGET = re.compile(r"[^\x21-\x7e]|#")
_METHODS_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class UnsendableError(Exception):
    """The request can't be put on the wire; the message says which part, in one line."""


def split_target(url: str) -> tuple[str, str]:
    """Path and query of a request target in origin form (RFC 9112, section 3.2.1); raises `UnsendableError`."""
    if not url.startswith("/"):
        raise UnsendableError(f"the path {url!r:.80} does not start with a slash")
    if _NOT_IN_TARGET.search(url):
        raise UnsendableError(f"the path {url!r:.80} holds characters that are not percent-encoded")
    path, _, query = url.partition("?")
    return path, query


def encode_headers(request: Request) -> RawHeaders:
    """The request's own headers, names in lower case; raises `UnsendableError` (RFC 9110, sections 5.1 and 5.5).

    White space round a value is dropped, since no receiver sees it.
    """
    if not _TOKEN.fullmatch(request.method):
        raise UnsendableError(f"the method {request.method!r:.40} is not a token")
    return [_encode_header(name, value) for name, value in request.headers]


def _encode_header(name: str, value: str) -> tuple[bytes, bytes]:
    if not _TOKEN.fullmatch(name):
        raise UnsendableError(f"the header name {name!r:.40} is not a token")
    if _CONTROL.search(value):
        raise UnsendableError(f"the header {name} holds a control character")
    try:
        return name.lower().encode("ascii"), value.strip(" \t").encode("latin-1")
    except UnicodeEncodeError:
        raise UnsendableError(f"the header {name} holds characters beyond latin-1") from None


def add_client_headers(raw: RawHeaders, request: Request, *, host: str) -> RawHeaders:
    """The headers as a client sends them: Host first, then its own, with what RFC 9112 asks for."""
    names = {name for name, _ in raw}
    before = [] if b"host" in names else [(b"host", host.encode("ascii"))]
    after = [(name, value) for name, value in _DEFAULTS if name not in names]
    if b"content-length" not in names and b"transfer-encoding" not in names and _announces_length(request):
        after.append((b"content-length", str(len(request.body)).encode()))
    return [*before, *raw, *after]


_DEFAULTS = ((b"accept", b"*/*"), (b"user-agent", b"pytest-contract"))


def _announces_length(request: Request) -> bool:
    return bool(request.body) or request.method in _METHODS_WITH_BODY
