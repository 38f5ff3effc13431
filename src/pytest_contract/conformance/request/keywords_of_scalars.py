"""Keywords about one scalar: its type, its values, its length, its range (JSON Schema Validation, section 6)."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from pytest_contract.conformance.request.fit import EXACT, Degree, Fit, broken, lenient
from pytest_contract.conformance.request.formats import format_degree
from pytest_contract.conformance.request.leniency import Keyword, Leniency, Place, flaw
from pytest_contract.conformance.runaway import is_found, may_run_away

_NEAR = 1e-9
_WIDEST = 2**63
"""What most servers and stores hold as an integer."""
_LONGEST_SHOWN = 60
_NOT_PORTABLE = re.compile(r"\\[AZzGhHRXK]|\[\[|&&|\{,|\(\?[a-zA-Z#]|\(\?<[^=!]")
"""What means one thing to Python and another, or nothing, to ECMA 262."""
_BY_ALPHABET = re.compile(r"\\[dDwWsSbBpPcux]")
"""What engines read differently for characters beyond ASCII."""
_BY_LINE = re.compile(r"\\[dDwWsSbBpPcux]|\$|\.|\[\^")
"""What engines read differently for line ends, control characters, and characters beyond 16 bits."""


def shown(value: Any) -> str:
    """A value for a reader, cut where it is long."""
    text = repr(str(value)) if isinstance(value, str) else repr(value)
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def is_number(value: Any) -> bool:
    """Whether JSON calls it a number; booleans aren't."""
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def same(one: Any, other: Any) -> bool:
    """Whether JSON Schema calls two values equal: 1 equals 1.0, and neither equals true."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def _type(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    names = [argument] if isinstance(argument, str) else list(argument) if isinstance(argument, list) else []
    if not names:
        return EXACT
    degree = min(_type_degree(name, value) for name in names)
    if degree is Degree.EXACT:
        return EXACT
    if degree is Degree.LENIENT and isinstance(value, int):
        return lenient("type", place.pointer, f"{shown(value)} is more than most servers hold as an integer")
    return flaw(degree, "type", place, f"{shown(value)} is not of type {' or '.join(map(str, names))}")


def _type_degree(name: Any, value: Any) -> Degree:
    if name == "integer" and isinstance(value, float):
        return Degree.LENIENT if value.is_integer() else Degree.BROKEN
    if name == "integer" and isinstance(value, int) and abs(value) >= _WIDEST:
        return Degree.LENIENT
    if name == "number" and isinstance(value, float) and not math.isfinite(value):
        return Degree.LENIENT
    fits = _TYPES.get(name)
    if fits is None:
        return Degree.LENIENT
    return Degree.EXACT if fits(value) else Degree.BROKEN


_TYPES: dict[Any, Callable[[Any], bool]] = {
    "string": lambda value: isinstance(value, str),
    "integer": lambda value: is_number(value) and not isinstance(value, float),
    "number": is_number,
    "boolean": lambda value: isinstance(value, bool),
    "null": lambda value: value is None,
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _enum(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(argument, list) or any(same(value, member) for member in argument):
        return EXACT
    spelling = _spelling(value)
    alike = spelling is not None and any(_spelling(member) == spelling for member in argument)
    options = ", ".join(shown(member) for member in argument[:8])
    degree = Degree.LENIENT if alike else Degree.BROKEN
    return flaw(degree, "enum", place, f"{shown(value)} is not one of {options}")


def _const(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    fit = _enum(walk, schema, [argument], value, place)
    return fit if fit.is_exact else flaw(fit.degree, "const", place, f"{shown(value)} is not {shown(argument)}")


def _spelling(value: Any) -> str | None:
    return None if value is None or isinstance(value, (list, dict)) else str(value).strip().casefold()


def _min_length(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, str) or not is_number(argument):
        return EXACT
    least, most = _lengths(value)
    degree = _within(least >= argument, most >= argument)
    return flaw(degree, "minLength", place, f"{shown(value)} is shorter than {argument}")


def _max_length(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, str) or not is_number(argument):
        return EXACT
    least, most = _lengths(value)
    degree = _within(most <= argument, least <= argument)
    return flaw(degree, "maxLength", place, f"{shown(value)} is longer than {argument}")


def _lengths(text: str) -> tuple[int, int]:
    """The least and the most that servers count: stripped code points; UTF-16 units."""
    beyond = 0 if text.isascii() else sum(character > "\uffff" for character in text)
    return len(text.strip()), len(text) + beyond


def _within(is_exact: bool, is_lenient: bool) -> Degree:
    if is_exact:
        return Degree.EXACT
    return Degree.LENIENT if is_lenient else Degree.BROKEN


def _pattern(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, str) or not isinstance(argument, str):
        return EXACT
    found = pattern_matches(argument, value)
    if found is None:
        return lenient("pattern", place.pointer, f"{argument} reads differently from one engine to the next")
    return EXACT if found else broken("pattern", place.pointer, f"{shown(value)} doesn't match {argument}")


def pattern_matches(pattern: str, text: str) -> bool | None:
    """Whether a pattern is found in a text; `None` where engines differ on that."""
    compiled = _compiled(pattern)
    if compiled is None or _is_disputed(pattern, text):
        return None
    return is_found(pattern, text) if may_run_away(pattern) else compiled.search(text) is not None


def _is_disputed(pattern: str, text: str) -> bool:
    if not text.isascii() and _BY_ALPHABET.search(pattern):
        return True
    is_wide = not text.isprintable() or (not text.isascii() and max(text) > "\uffff")
    return is_wide and bool(_BY_LINE.search(pattern))


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    if _NOT_PORTABLE.search(pattern):
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return re.compile(pattern)
        except (re.error, RecursionError, OverflowError):
            return None


def _format(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(argument, str):
        return EXACT
    degree = format_degree(argument, value)
    if degree is Degree.EXACT:
        return EXACT
    return flaw(degree, "format", place, f"{shown(value)} is not a {argument}")


def _minimum(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    return _bound("minimum", argument, value, place, sign=1, exclusive=schema.get("exclusiveMinimum") is True)


def _maximum(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    return _bound("maximum", argument, value, place, sign=-1, exclusive=schema.get("exclusiveMaximum") is True)


def _exclusive_minimum(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    return _bound("exclusiveMinimum", argument, value, place, sign=1, exclusive=True)


def _exclusive_maximum(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    return _bound("exclusiveMaximum", argument, value, place, sign=-1, exclusive=True)


def _bound(name: str, limit: Any, value: Any, place: Place, *, sign: int, exclusive: bool) -> Fit:
    """`sign` is 1 for a lower bound and -1 for an upper one."""
    if not is_number(limit) or not is_number(value):
        return EXACT
    beyond = value < limit if sign > 0 else value > limit
    if not beyond and not (exclusive and value == limit):
        return EXACT
    degree = Degree.LENIENT if _rounds_to(value, limit) else Degree.BROKEN
    side = "below" if sign > 0 else "above"
    return flaw(degree, name, place, f"{shown(value)} is {side} the limit of {limit}")


def _rounds_to(value: int | float, limit: int | float) -> bool:
    if isinstance(value, int) and abs(value) < 2**53:
        return False
    return value != limit and abs(value - limit) <= _NEAR * max(1, abs(limit))


def _multiple_of(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not is_number(argument) or not is_number(value) or argument <= 0:
        return EXACT
    degree = _multiple_degree(value, argument)
    return flaw(degree, "multipleOf", place, f"{shown(value)} is not a multiple of {argument}")


def _multiple_degree(value: int | float, step: int | float) -> Degree:
    if isinstance(value, int) and isinstance(step, int):
        return Degree.BROKEN if value % step else Degree.EXACT
    try:
        quotient = Decimal(repr(value)) / Decimal(repr(step))
        distance = abs(quotient - round(quotient))
    except (InvalidOperation, ValueError, OverflowError):
        return Degree.LENIENT
    near = distance <= Decimal(_NEAR) * max(Decimal(1), abs(quotient))
    return _within(distance == 0, near)


SCALAR_KEYWORDS: dict[str, Keyword] = {
    "type": _type,
    "enum": _enum,
    "const": _const,
    "minLength": _min_length,
    "maxLength": _max_length,
    "pattern": _pattern,
    "format": _format,
    "minimum": _minimum,
    "maximum": _maximum,
    "exclusiveMinimum": _exclusive_minimum,
    "exclusiveMaximum": _exclusive_maximum,
    "multipleOf": _multiple_of,
}
