"""Plain scalars by YAML 1.2's core schema (section 10.3.2), kept to what JSON can say."""

from __future__ import annotations

import re
import sys
from typing import Any

_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = re.compile(r"[-+]?[0-9]+\Z|0o[0-7]+\Z|0x[0-9a-fA-F]+\Z")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z")
_INFINITY = re.compile(r"([-+]?)\.(?:inf|Inf|INF)\Z")
MAY_BE_OTHER_THAN_TEXT = frozenset("-+.0123456789~nNtTfF")
"""First characters of plain scalars that may be something else than text."""


def scalar(text: str) -> Any:
    """A plain scalar's value by YAML 1.2's core schema (section 10.3.2), kept to what JSON can say."""
    if text in _NULLS:
        return None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if _INTEGER.match(text):
        return _integer(text)
    if _FLOAT.match(text):
        return finite(float(text))
    infinity = _INFINITY.match(text)
    if infinity:
        return -sys.float_info.max if infinity[1] == "-" else sys.float_info.max
    return None if text in {".nan", ".NaN", ".NAN"} else text


def finite(number: float) -> float | None:
    """The number as JSON can hold it: the largest for an infinity, `None` for what is no number."""
    if number != number:
        return None
    return max(-sys.float_info.max, min(sys.float_info.max, number))


def _integer(text: str) -> Any:
    try:
        return int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    except ValueError:  # more digits than Python converts
        return text
