"""Content codings undone within a limit (RFC 9110, section 8.4)."""

from __future__ import annotations

import zlib

from pytest_contract.exchange import Failure, Response
from pytest_contract.exchange.record import Headers, header


def received(status: int, headers: Headers, body: bytes, *, limit: int, truncated: bool = False) -> Response | Failure:
    """The response with its content coding undone, cut at `limit` bytes; a `Failure` where the coding is broken.

    A coding that isn't known here leaves the body as it came.
    """
    codings = (header(headers, "content-encoding") or "").lower()
    for coding in reversed([name.strip() for name in codings.split(",")] if body else []):
        if coding not in _WINDOW:
            break
        try:
            body, was_cut = _inflate(body, _WINDOW[coding], limit)
        except zlib.error:
            return Failure(kind="protocol", reason=f"the body is not {coding}, as Content-Encoding says")
        truncated = truncated or was_cut
    return Response(status=status, headers=headers, body=body[:limit], truncated=truncated or len(body) > limit)


_WINDOW = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


def _inflate(body: bytes, window: int, limit: int) -> tuple[bytes, bool]:
    try:
        return _bounded(body, window, limit)
    except zlib.error:
        if window != zlib.MAX_WBITS:
            raise
        # Many servers send `deflate` without its zlib wrapper.
        return _bounded(body, -zlib.MAX_WBITS, limit)


def _bounded(body: bytes, window: int, limit: int) -> tuple[bytes, bool]:
    out = b""
    while body:
        inflater = zlib.decompressobj(window)
        out += inflater.decompress(body, limit + 1 - len(out))
        if len(out) > limit:
            return out[:limit], True
        body = inflater.unused_data
    return out, False
