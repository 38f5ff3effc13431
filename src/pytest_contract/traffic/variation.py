"""A body with other texts where they are free: like what the app took, and not what it has already."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document

At = tuple[str | int, ...]

_EMAIL = re.compile(r"[^@\s]+@([A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+)")
_UUID = re.compile(r"[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_FREE_FORMATS = {None, "email", "uuid", "password", "date", "date-time"}
_TIES = {"enum", "const", "pattern", "not", "if"}
# What lies ahead stays ahead, and what is over stays over; not by a clock that a probe has moved.
_TODAY = date.today().isoformat()
_MOST_DAYS = 20_000
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST_STEM = 16
_FEWEST_SHARED = 3
_MOST_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeText:
    """A text in a body that may as well be another one."""

    at: At
    """Names and positions that lead to it."""
    kind: Literal["plain", "digits", "email", "uuid", "day"]
    """`day`: a date, alone or with a time."""
    shortest: int
    longest: int


def free_texts(document: Document, schema: Any, body: Any, taken: Sequence[Any] = ()) -> tuple[FreeText, ...]:
    """The texts of a body that its schema leaves free: no pattern, no list of values, no format but those known here.

    What is the same in all of the accepted bodies in `taken`, where there are a few, may be so for a reason that the
    schema doesn't tell, and isn't free.
    """
    try:
        found = list(_found(document, schema, body, ()))
    except UnusableOperationError:
        return ()
    return tuple(text for text in found if not _is_fixed(text.at, taken))


def varied(body: Any, texts: Sequence[FreeText], number: int) -> Any:
    """The body with another text in each of these places, a different one for each number."""
    days = [str(_at(body, text.at)) for text in texts if text.kind == "day"]
    for text in texts:
        old = _at(body, text.at)
        if text.kind == "day":
            by = number % _MOST_DAYS
            body = _with(body, text.at, _moved(str(old), by if max(days) >= _TODAY else -by))
        elif isinstance(old, str):
            body = _with(body, text.at, other_text(old, text, number))
    return body


def _moved(day: str, by: int) -> str:
    """So many days later, or earlier; the days of one body go together, so that what lies between them stays."""
    try:
        return (date.fromisoformat(day[:10]) + timedelta(days=by)).isoformat() + day[10:]
    except (ValueError, OverflowError):
        return day


def other_text(old: str, text: FreeText, number: int) -> str:
    """A text of the same kind, within its limits."""
    if text.kind == "uuid":
        digest = hashlib.sha256(f"{old} {number}".encode()).digest()
        return str(uuid.UUID(bytes=digest[:16], version=4))
    if text.kind == "email":
        return f"c{_spelt(number)}@{old.rpartition('@')[2]}"[-text.longest :]
    mark = f"{number:04d}" if text.kind == "digits" else f"-{_spelt(number)}"
    stem = re.sub(r"[^0-9]" if text.kind == "digits" else r"[^A-Za-z0-9]", "", old)[:_LONGEST_STEM] or "1"
    room = max(text.longest - len(mark), 0)
    return (stem[:room].ljust(text.shortest - len(mark), "0") + mark)[-text.longest :]


def _spelt(number: int) -> str:
    """At least three letters and digits."""
    spelt = ""
    while number or len(spelt) < 3:
        number, digit = divmod(number, len(_DIGITS))
        spelt = _DIGITS[digit] + spelt
    return spelt


def _found(document: Document, schema: Any, value: Any, at: At) -> Iterator[FreeText]:
    parts = list(_parts(document, schema))
    if isinstance(value, str):
        yield from _text(parts, value, at)
    elif isinstance(value, Mapping):
        for name, member in value.items():
            declared = [part["properties"][name] for part in parts if name in _members(part)]
            if declared and len(at) < _MOST_DEPTH and not any(_is_tag(part, name) for part in parts):
                yield from _found(document, {"allOf": declared}, member, (*at, name))
    elif isinstance(value, list) and len(at) < _MOST_DEPTH:
        items = [part["items"] for part in parts if isinstance(part.get("items"), Mapping)]
        for position, item in enumerate(value if items else ()):
            yield from _found(document, {"allOf": items}, item, (*at, position))


def _text(parts: list[Mapping[str, Any]], value: str, at: At) -> Iterator[FreeText]:
    if any(_TIES & part.keys() or part.get("format") not in _FREE_FORMATS for part in parts):
        return
    shortest = max([part.get("minLength", 0) for part in parts], default=0)
    longest = min([part.get("maxLength", 10_000) for part in parts], default=10_000)
    if not isinstance(shortest, int) or not isinstance(longest, int) or longest < 4:
        return
    formats = {part.get("format") for part in parts}
    kind: Literal["plain", "digits", "email", "uuid", "day"] = "plain"
    if formats & {"date", "date-time"}:
        kind = "day"
    elif "uuid" in formats or _UUID.fullmatch(value):
        kind = "uuid"
    elif "email" in formats or _EMAIL.fullmatch(value):
        kind = "email"
        if longest < 20:
            return
    elif value.isdecimal():
        kind = "digits"
    yield FreeText(at=at, kind=kind, shortest=shortest, longest=longest)


def _parts(document: Document, schema: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """The schemas that a value keeps at once: the schema, what it is made of, and the one choice beside null."""
    schema = document.resolve(schema)
    if not isinstance(schema, Mapping) or depth > _MOST_DEPTH:
        return
    yield schema
    for part in schema.get("allOf") or ():
        yield from _parts(document, part, depth + 1)
    for choice in ("anyOf", "oneOf"):
        branches = [document.resolve(branch) for branch in schema.get(choice) or ()]
        beside_null = [branch for branch in branches if isinstance(branch, Mapping) and branch.get("type") != "null"]
        if len(beside_null) == 1:
            yield from _parts(document, beside_null[0], depth + 1)
        elif beside_null:
            # Which of them holds isn't known: nothing in it is free.
            yield {"not": {}}


def _members(part: Mapping[str, Any]) -> Mapping[str, Any]:
    properties = part.get("properties")
    return properties if isinstance(properties, Mapping) else {}


def _is_tag(part: Mapping[str, Any], name: str) -> bool:
    discriminator = part.get("discriminator")
    return isinstance(discriminator, Mapping) and discriminator.get("propertyName") == name


def _is_fixed(at: At, taken: Sequence[Any]) -> bool:
    values = [value for body in taken if (value := _at(body, at)) is not None]
    return len(values) >= _FEWEST_SHARED and len({repr(value) for value in values}) == 1


def _at(body: Any, at: At) -> Any:
    for step in at:
        try:
            body = body[step]
        except (KeyError, IndexError, TypeError):
            return None
    return body


def _with(body: Any, at: At, value: Any) -> Any:
    if not at:
        return value
    first, *rest = at
    changed: Any = dict(body) if isinstance(body, Mapping) else list(body)
    changed[first] = _with(changed[first], tuple(rest), value)
    return changed
