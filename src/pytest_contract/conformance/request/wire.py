"""What the wire carried: path segments, query pairs, cookies, header values, each decoded once.

RFC 3986 (sections 2.1 and 3.4) for percent-encoding, the URL Standard for `+` in queries and forms, RFC 6265
(section 4.2.1) for cookies.
"""

from __future__ import annotations

import re
from collections import defaultdict
from urllib.parse import unquote, unquote_plus

from pytest_contract.exchange import Request

_LONGEST_URL = 4000
_LONGEST_HEADER = 8000
_STOPS_COOKIES = re.compile(r"[\"\\,]|[^;] |;(?! ?[^; ])|(?:^|;) ?=")
"""Where cookie parsers stop or differ: quotes, commas, backslashes, spaces, no name (RFC 6265, section 4.1.1)."""
_CHANGES_THE_ANSWER = re.compile(
    r"(if-(match|none-match|modified-since|unmodified-since|range)|range|expect|te|upgrade"
    r"|content-encoding|transfer-encoding|x-(http-)?method(-override)?)\Z",
    re.IGNORECASE,
)
"""Headers that decide about the answer beside what the spec says of them (RFC 9110, sections 10, 13, 14)."""
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PERCENT_CODE = re.compile(r"%[0-9A-Fa-f]{2}")

Pairs = dict[str, list[str]]
"""Values by name, in their order."""


class Wire:
    """A request taken apart."""

    __slots__ = ("_headers", "cookies", "doubts", "path", "query")

    def __init__(self, request: Request) -> None:
        self.path, _, written_query = request.url.partition("?")
        """Still percent-encoded."""
        self.query = form_pairs(written_query)
        self._headers = _by_lower_name(request)
        self.cookies = _cookies(self._headers.get("cookie", []))
        """As written, quotes and percent-encoding kept."""
        self.doubts = [*_url_doubts(request.url), *_header_doubts(request)]
        """Reasons why servers may differ on what was sent."""

    def header(self, name: str) -> list[str]:
        """The values of that header, without the whitespace around them (RFC 9110, section 5.5)."""
        return self._headers.get(name.lower(), [])


def form_pairs(written: str) -> Pairs:
    """The decoded pairs of a query or of an urlencoded form; undecodable bytes become U+FFFD."""
    pairs: Pairs = defaultdict(list)
    for pair in written.split("&"):
        if pair:
            name, _, value = pair.partition("=")
            pairs[unquote_plus(name)].append(unquote_plus(value))
    return pairs


def is_undecodable(written: str) -> bool:
    """Whether percent-decoding loses something: a stray `%`, or bytes that aren't UTF-8."""
    if "%" not in written:
        return False
    return bool(_STRAY_PERCENT.search(written)) or "\ufffd" in unquote(written)


def path_doubt(value: str) -> str:
    """Why a decoded path value may be read in different ways, or nothing."""
    if any(character in value for character in ",;?#") or _PERCENT_CODE.search(value):
        return f"a path value holds a character that some routers treat as their own: {value!r:.80}"
    return ""


def _by_lower_name(request: Request) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = defaultdict(list)
    for name, value in request.headers:
        headers[name.lower()].append(value.strip(" \t"))
    return headers


def _cookies(headers: list[str]) -> Pairs:
    cookies: Pairs = defaultdict(list)
    for header in headers:
        for pair in header.split(";"):
            name, equals, value = pair.partition("=")
            if equals:
                cookies[name.strip()].append(value.strip())
    return cookies


def _url_doubts(url: str) -> list[str]:
    doubts = []
    if is_undecodable(url):
        doubts.append("the URL holds bytes that aren't percent-encoded UTF-8")
    if not url.isascii() or not url.isprintable() or " " in url or "#" in url:
        doubts.append("the URL holds characters that should be percent-encoded")
    if "%00" in url:
        doubts.append("the URL holds NUL, which many servers refuse")
    if len(url) > _LONGEST_URL:
        doubts.append("the URL is longer than some servers take")
    return doubts


def _header_doubts(request: Request) -> list[str]:
    doubts = []
    for name, value in request.headers:
        if not value.isascii() or not value.isprintable():
            doubts.append(f"the header {name} holds characters that servers decode in different ways")
        if len(value) > _LONGEST_HEADER:
            doubts.append(f"the header {name} is longer than some servers take")
        if _CHANGES_THE_ANSWER.match(name):
            doubts.append(f"the header {name} changes what servers answer")
        if name.lower() == "accept" and not any(kind in value for kind in ("*/*", "json", "application/*")):
            doubts.append("the header Accept asks for certain media types")
        if name.lower() == "cookie" and _STOPS_COOKIES.search(value):
            doubts.append("the header Cookie holds characters that parsers stop at")
    return doubts
