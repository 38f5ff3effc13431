"""Formats as servers read them: what every reader takes, what some take, and what none does.

Strict is narrower here than the formats' own definitions: an e-mail address with quotes is right by RFC 5322 and
refused by most servers, so it is left to lenient readers.
"""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from pytest_contract.conformance.request.fit import Degree

_PLAIN = frozenset({"password", "binary", "text", "string", "html", "markdown", "float", "double", "number", ""})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_DATE_TIME = re.compile(r"[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})\Z")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_EMAIL = re.compile(r"[A-Za-z0-9_]+([.+-][A-Za-z0-9_]+)*@([A-Za-z0-9]+(-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}\Z")
_RESERVED_DOMAIN = re.compile(r"\.(test|example|invalid|localhost|local|arpa|onion|internal)\Z", re.IGNORECASE)
_HTTP_URL = re.compile(r"https?://[A-Za-z0-9]+([.-][A-Za-z0-9]+)*(/[A-Za-z0-9._~/-]*)?(\?[A-Za-z0-9=&._-]*)?\Z")
_HOST = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*\Z")
_FOUR_GROUPS = re.compile(r"\s*[0-9]+(\.[0-9]+){3}(/[0-9]+)?\s*\Z")
_LONGEST_EMAIL = 64
_INT64 = 2**63
_INT32 = 2**31


def format_degree(name: str, value: Any) -> Degree:
    """How well a string or a number keeps a format; every value keeps a format that is about another type."""
    if isinstance(value, str):
        return _of_text(name, value)
    if isinstance(value, int) and not isinstance(value, bool):
        return _of_integer(name, value)
    return Degree.EXACT


def _of_text(name: str, text: str) -> Degree:
    if name in _PLAIN:
        return Degree.EXACT
    check = _CHECKS.get(name)
    return check(text) if check else Degree.LENIENT


def _of_integer(name: str, number: int) -> Degree:
    if name == "int64":
        return _degree(-_INT64 <= number < _INT64, False)
    if name == "int32":
        return _degree(-_INT32 <= number < _INT32, True)
    return Degree.EXACT


def _degree(is_exact: bool, is_lenient: bool) -> Degree:
    if is_exact:
        return Degree.EXACT
    return Degree.LENIENT if is_lenient else Degree.BROKEN


def _date(text: str) -> Degree:
    return _degree(bool(_DATE.match(text)) and _reads(date.fromisoformat, text), _has_digit(text))


def _date_time(text: str) -> Degree:
    return _degree(bool(_DATE_TIME.match(text)) and _reads(datetime.fromisoformat, text), _has_digit(text))


def _time(text: str) -> Degree:
    return _degree(False, _has_digit(text))


def _uuid(text: str) -> Degree:
    return _degree(bool(_UUID.match(text)), _reads(uuid.UUID, text.strip()))


def _email(text: str) -> Degree:
    usual = len(text) <= _LONGEST_EMAIL and bool(_EMAIL.match(text)) and not _RESERVED_DOMAIN.search(text)
    return _degree(usual, "@" in text)


def _uri(text: str) -> Degree:
    return _degree(bool(_HTTP_URL.match(text)), ":" in text or "/" in text)


def _hostname(text: str) -> Degree:
    return _degree(bool(_HOST.match(text)), not any(character.isspace() for character in text.strip()))


def _ipv4(text: str) -> Degree:
    return _degree(_reads(ipaddress.IPv4Address, text), bool(_FOUR_GROUPS.match(text)) or text.strip().isdecimal())


def _ipv6(text: str) -> Degree:
    exact = "%" not in text and _reads(ipaddress.IPv6Address, text)
    return _degree(exact, ":" in text or text.strip().isdecimal())


def _base64(text: str) -> Degree:
    return _degree(text.isascii() and _reads(lambda t: base64.b64decode(t, validate=True), text), True)


def _has_digit(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except (ValueError, binascii.Error):
        return False
    return True


_CHECKS: dict[str, Callable[[str], Degree]] = {
    "date": _date,
    "date-time": _date_time,
    "time": _time,
    "uuid": _uuid,
    "email": _email,
    "uri": _uri,
    "url": _uri,
    "hostname": _hostname,
    "ipv4": _ipv4,
    "ipv6": _ipv6,
    "byte": _base64,
    "base64": _base64,
}
