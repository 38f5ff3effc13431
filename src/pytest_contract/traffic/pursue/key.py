"""Keys that nothing has, of the form that keys have here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pytest_contract.spec import Document
from pytest_contract.traffic.values import Value

_UUID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_UNKNOWN_UUID = "7d0c2e54-9b1f-4c7a-8e36-5a90d1f4b2c8"
_UNKNOWN_NUMBER = 987_654_321
_SMALL = 40_961
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "qzjxkvwqzjxkvwqzjxkvwqzjxkQZJXKVWQZJXKVWQZJXKVWQZJXK"
)
_DIGITS = str.maketrans("0123456789", "9798989797")


def unknown_key(document: Document, schema: Any, known: Value | None) -> Value | None:
    """A key that keeps the schema and that the app can't know; `None` where no such one is certain.

    It has the form of one that the app gave, where there is one.
    """
    schema = document.resolve(schema)
    schema = schema if isinstance(schema, Mapping) else {}
    if "enum" in schema or "const" in schema:
        return None
    if schema.get("type") in ("integer", "number") or isinstance(known, int):
        return _number(schema)
    if schema.get("format") == "uuid" or (isinstance(known, str) and _UUID.fullmatch(known)):
        return _UNKNOWN_UUID
    text = "contract-unknown" if known is None else _alike(str(known))
    return text if _fits(schema, text) and text != known else None


def _number(schema: Mapping[str, Any]) -> int | None:
    most = schema.get("maximum", schema.get("exclusiveMaximum"))
    least = schema.get("minimum", 0)
    for number in (_UNKNOWN_NUMBER, _SMALL):
        if not isinstance(most, int | float) or isinstance(most, bool) or number < most:
            return number if not isinstance(least, int | float) or number >= least else None
    return None


def _alike(known: str) -> str:
    """Letters for letters, digits for digits."""
    return known.translate(_LETTERS).translate(_DIGITS)


def _fits(schema: Mapping[str, Any], text: str) -> bool:
    pattern = schema.get("pattern")
    if schema.get("format") not in (None, "uuid", "password", "byte"):
        return False
    try:
        is_matched = not isinstance(pattern, str) or re.search(pattern, text) is not None
    except re.error:
        return False
    return is_matched and schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", len(text))
