"""JSON as bytes: what every parser reads, and what parsers differ on (RFC 8259, sections 4, 6, 8)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(slots=True)
class ReadJson:
    """A JSON text as Python reads it."""

    value: Any = None
    error: str = ""
    """Why no parser reads it."""
    doubt: str = ""
    """Why parsers may differ."""
    is_unreadable: bool = False
    """This parser didn't read it, another one may."""
    is_ambiguous: bool = False
    """Another parser may read another value."""


def read_json(body: bytes) -> ReadJson:
    """Read a body as JSON; never raises."""
    read = ReadJson()
    text = _text(body, read)
    if text is None or read.error:
        return read
    _parse(text, read)
    if "\\u0000" in text:
        read.doubt = "a string holds NUL, which many servers refuse"
    if "\\ud" in text.lower() and not _is_encodable(read.value):
        read.doubt, read.is_ambiguous = "a string holds half of a surrogate pair", True
    return read


def _text(body: bytes, read: ReadJson) -> str | None:
    encoding = json.detect_encoding(body)
    if encoding != "utf-8":
        read.doubt = f"the JSON is in {encoding}"
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        as_latin = ReadJson()
        _parse(body.decode("latin-1"), as_latin)
        read.error = as_latin.error and "neither UTF-8 nor JSON in Latin-1"
        read.doubt, read.is_unreadable = "the JSON isn't UTF-8", not as_latin.error
        return None


def _parse(text: str, read: ReadJson) -> None:
    def constant(name: str) -> float:
        read.doubt = f"the JSON holds {name}"
        return float(name)

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            read.doubt, read.is_ambiguous = "the JSON holds a key twice", True
        return found

    try:
        read.value = json.loads(text, object_pairs_hook=members, parse_constant=constant)
    except json.JSONDecodeError as error:
        read.error = str(error)
    except (ValueError, RecursionError) as error:
        read.doubt, read.is_unreadable = f"the JSON is beyond this reader: {error}", True


def _is_encodable(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
