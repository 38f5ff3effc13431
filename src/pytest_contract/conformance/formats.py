"""Formats that are checked: those where a refusal is never an opinion.

What is left open on purpose: a date-time without an offset (RFC 3339 wants one, naive clocks are everywhere),
an empty `email` or `uri` (how many frameworks write "none"), and every format that isn't listed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from jsonschema import FormatChecker  # type: ignore[import-untyped]

_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)([.,]\d+)?\s?([Zz]|[+-]\d\d:?\d\d)?"
)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_EMAIL = re.compile(r"\S.*@\S+")
_BASE64 = re.compile(r"[A-Za-z0-9+/_\-=\s]*")


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


def _is_date_time(text: str) -> bool:
    found = _DATE_TIME.fullmatch(text)
    return found is not None and _is_date(found[1])


def _is_ipv4(text: str) -> bool:
    try:
        return bool(IPv4Address(text)) or True
    except AddressValueError:
        return False


def _is_ipv6(text: str) -> bool:
    try:
        return bool(IPv6Address(text)) or True
    except AddressValueError:
        return False


def _is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


def _is_email(text: str) -> bool:
    return not text or _EMAIL.fullmatch(text) is not None


def _is_uri(text: str) -> bool:
    return not any(character.isspace() for character in text)


def _is_base64(text: str) -> bool:
    return _BASE64.fullmatch(text) is not None


_TEXTS: dict[str, Callable[[str], bool]] = {
    "date": _is_date,
    "date-time": _is_date_time,
    "uuid": _is_uuid,
    "email": _is_email,
    "ipv4": _is_ipv4,
    "ipv6": _is_ipv6,
    "uri": _is_uri,
    "byte": _is_base64,
}
_BITS = {"int32": 32, "int64": 64}


def _for_texts(check: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or check(value)


def _for_integers(bits: int) -> Callable[[object], bool]:
    low, high = -(1 << (bits - 1)), (1 << (bits - 1)) - 1
    return lambda value: not isinstance(value, int) or isinstance(value, bool) or low <= value <= high


def _checker() -> FormatChecker:
    checker = FormatChecker(formats=())
    for name, check in _TEXTS.items():
        checker.checks(name)(_for_texts(check))
    for name, bits in _BITS.items():
        checker.checks(name)(_for_integers(bits))
    return checker


FORMATS = _checker()
"""One checker for all versions of OpenAPI."""
