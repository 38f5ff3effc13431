"""The values that one scalar may stand for: text as numbers, numbers as text, words as booleans."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any


class Text(str):
    """A value that came as text outside JSON; when it is empty, servers differ on what it stands for."""

    __slots__ = ()


class FilePart:
    """The content of an uploaded file: any schema is satisfied."""

    __slots__ = ("content",)

    def __init__(self, content: bytes) -> None:
        self.content = content


INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)\Z")
NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
TRUE_WORDS = frozenset({"true", "t", "1", "yes", "y", "on"})
FALSE_WORDS = frozenset({"false", "f", "0", "no", "n", "off"})
NULL_WORDS = frozenset({"", "null", "none", "nil", "undefined"})
LONGEST_NUMBER = 4000
"""Characters; Python reads no longer integers from text."""


def other_readings(value: Any) -> Iterator[Any]:
    """What a lenient reader may take a scalar for, besides what it is; nothing for arrays, objects and null."""
    if isinstance(value, str):
        yield from _of_text(value)
    elif isinstance(value, bool):
        yield from (int(value), str(value).lower(), str(value))
    elif isinstance(value, (int, float)):
        yield from _of_number(value)


def strict_readings(text: str, types: frozenset[str]) -> Iterator[Any]:
    """The values that a text spells canonically, of the given JSON types; of any type where none is given.

    Never null: OpenAPI 3.1.1, section 4.8.12.3, leaves open how null is spelled, and few servers read `null` as it.
    """
    if INTEGER.match(text) and len(text) < LONGEST_NUMBER and _wants(types, "integer", "number"):
        yield int(text)
    elif NUMBER.match(text) and _wants(types, "number") and math.isfinite(float(text)):
        yield float(text)
    if text in {"true", "false"} and _wants(types, "boolean"):
        yield text == "true"
    if _wants(types, "string"):
        yield str(text)


def _wants(types: frozenset[str], *names: str) -> bool:
    return not types or any(name in types for name in names)


def _of_text(text: str) -> Iterator[Any]:
    stripped = text.strip()
    word = stripped.lower()
    number = _number(stripped)
    if number is not None:
        yield number
    if word in TRUE_WORDS:
        yield True
    if word in FALSE_WORDS:
        yield False
    if word in NULL_WORDS:
        yield None
    if stripped != text:
        yield stripped


def _of_number(number: int | float) -> Iterator[Any]:
    if isinstance(number, float) and number.is_integer():
        yield int(number)
    if number in (0, 1):
        yield bool(number)
    if abs(number) < 1e300:
        yield str(number)


def _number(text: str) -> int | float | None:
    for read in (int, float, _hexadecimal):
        try:
            number = read(text[:LONGEST_NUMBER])
        except ValueError:
            continue
        whole = isinstance(number, float) and number.is_integer()
        return int(number) if whole else number
    return None


def _hexadecimal(text: str) -> int:
    if not text.lower().startswith("0x"):
        raise ValueError(text)
    return int(text, 16)
