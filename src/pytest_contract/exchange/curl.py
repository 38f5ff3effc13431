"""A request as a command line."""

from __future__ import annotations

import shlex

from pytest_contract.exchange.record import Request

_LONGEST_BODY = 4_000


def to_curl(request: Request, origin: str) -> str:
    """One `curl` line that sends the request to `origin` (`http://127.0.0.1:8000`), path and query as they are.

    `--path-as-is` keeps `..` in place. A body that isn't text is written as `$'…'`, which bash, zsh and ksh read;
    one over 4,000 bytes is cut, and the line says so.
    """
    words = ["curl", "-i"]
    if request.method == "HEAD":
        words.append("-I")
    elif request.method != "GET" or request.body:
        words += ["-X", request.method]
    if "/." in request.url:
        words.append("--path-as-is")
    if any(character in request.url for character in "[]{}"):
        words.append("-g")
    for name, value in request.headers:
        if (name.lower(), value) == ("accept", "*/*"):
            continue  # curl sends it by itself
        words += ["-H", _quote(f"{name}: {value}" if value else f"{name};")]
    if request.body:
        # Without a header of its own, curl would call every body a form.
        words += [] if request.content_type else ["-H", "Content-Type:"]
        words += ["--data-raw", _quote_bytes(request.body[:_LONGEST_BODY])]
    words.append(_quote(origin.rstrip("/") + request.url))
    if len(request.body) > _LONGEST_BODY:
        words.append(f"# body cut after {_LONGEST_BODY} of {len(request.body)} bytes")
    return " ".join(words)


def _quote(text: str) -> str:
    if text.isprintable() and text.isascii():
        return shlex.quote(text)
    return _quote_bytes(text.encode("latin-1", "replace"))


def _quote_bytes(body: bytes) -> str:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    if text is not None and text.replace("\n", "").isprintable():
        return shlex.quote(text)
    return "$'" + "".join(_escape(byte) for byte in body) + "'"


def _escape(byte: int) -> str:
    if byte in (0x27, 0x5C):
        return "\\" + chr(byte)
    return chr(byte) if 0x20 <= byte < 0x7F else f"\\x{byte:02x}"
