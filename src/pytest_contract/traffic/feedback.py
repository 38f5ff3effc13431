"""What an app says when it rejects a request, read as hints for the next attempt.

The general case is a field's name in a 4xx body, in a text or as a key; the common forms are read more closely:
FastAPI's `detail[].loc`, Django REST framework's `{"field": ["…"]}`, RFC 9457's and JSON:API's `errors[]`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pytest_contract.exchange import Response
from pytest_contract.spec.media_type import is_json
from pytest_contract.traffic.fields import ITEMS
from pytest_contract.traffic.json_body import decoded_body

HintKind = Literal["missing", "surplus", "allowed", "format", "range", "length", "taken", "unknown-resource"]

_LOCATIONS = {"body", "query", "path", "header", "cookie", "data", "attributes", "__root__"}
_WHERE = ("loc", "pointer", "field", "path", "param", "parameter", "property", "name", "source", "attribute")
_SAID = ("msg", "message", "detail", "title", "description", "error", "reason", "errors")
_MOST_TEXT = 500
_MOST_HINTS = 20

_VALUES = r"\s*:?\s*[\[({]?(?P<words>[^\])}]+)"
_LISTED = re.compile(
    r"(?:one of|any of|either|allowed(?: values)?(?: are| is)?|valid [a-z ]{1,40}?(?: are| is|:)|"
    r"permitted(?: values)?(?: are| is)?|choose from)" + _VALUES,
    re.IGNORECASE,
)
_EXPECTED = re.compile(r"(?:should be|must be|expected)" + _VALUES, re.IGNORECASE)
_WORD = re.compile(r"""'([^']{1,60})'|"([^"]{1,60})"|`([^`]{1,60})`|([A-Za-z0-9_.-]{1,60})""")
_BETWEEN = re.compile(r"between (-?[\d.]+) and (-?[\d.]+)|from (-?[\d.]+) to (-?[\d.]+)", re.IGNORECASE)
_LEAST = re.compile(
    r"(?:at least|(?:greater|more|larger|longer) than(?: or equal(?: to)?)?|min(?:imum)?(?: \w+)?(?: of| is|:)?|>=?)\s*"
    r"(-?\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"(?:at most|no (?:more|longer|larger|greater) than|(?:less|fewer|smaller|shorter) than(?: or equal(?: to)?)?|"
    r"max(?:imum)?(?: \w+)?(?: of| is|:)?|up to|<=?)\s*(-?\d+(?:\.\d+)?)",
    re.IGNORECASE,
)
_EXCLUSIVE = re.compile(r"(?:greater|more|larger|longer|less|fewer|smaller|shorter) than (?!or equal)", re.IGNORECASE)
_OF_LENGTH = re.compile(r"charact|length|\blong|items?\b|elements?\b|\bchars?\b|digits", re.IGNORECASE)
_TAKEN = re.compile(r"\b(taken|already|in use|duplicate|unique|registered)\b", re.IGNORECASE)
_NOWHERE = re.compile(
    r"no such|not found|n[o']t exist|there is no|unknown \w+|can ?not find|could ?n[o']t find|non-?existent|invalid pk",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"required|missing|(?:can ?not|can't|may not|must not) be (?:blank|null|empty)|"
    r"must be (?:given|provided|present|set)",
    re.IGNORECASE,
)
_SURPLUS = re.compile(
    r"(?:unknown|unexpected|extra|unrecogni[sz]ed|additional) (?:field|key|property|properties|input|param|member)s?|"
    r"(?:is|are|inputs) not (?:permitted|expected)|field is unknown",
    re.IGNORECASE,
)
FORMATS: dict[str, Any] = {
    "e-?mail": "contract@example.com",
    "uuid": "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "date-?time|timestamp|iso ?8601": "2030-01-31T12:00:00Z",
    "date": "2030-01-31",
    "url|uri": "https://example.com/contract",
    "ipv?4|ip address": "192.0.2.7",
    "phone": "+12025550123",
    "time": "12:00:00",
    "slug": "contract-1",
    "hex": "00ff00",
    "digits": "12345",
    "alphanumeric|letters": "Contract1",
    "upper-?case": "CONTRACT",
    "lower-?case": "contract",
}
"""What a text may have to be → one that is."""
_FORMAT = {name: re.compile(rf"\b({name})\b", re.IGNORECASE) for name in FORMATS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """What one field of the next attempt should be like."""

    steps: tuple[str, ...]
    """Member names from the body's root, `*` for the items of a list; a query parameter is one name."""
    kind: HintKind
    values: tuple[Any, ...] = ()
    """For `allowed`: the values; for `format`: one that has it."""
    least: float | None = None
    most: float | None = None
    """For `range` and `length`, inclusive."""
    text: str = ""
    """What was said, at most 500 characters."""


def hints(response: Response, names: Collection[str]) -> tuple[Hint, ...]:
    """What a rejection says of the fields of these names; nothing for an answer that is none."""
    if not 400 <= response.status < 500 or response.status in (401, 403, 405, 429):
        return ()
    found: dict[tuple[tuple[str, ...], str], Hint] = {}
    for steps, text in complaints(_said(response), names):
        for hint in _read(steps, text[:_MOST_TEXT]):
            found.setdefault((hint.steps, hint.kind), hint)
    return tuple(found.values())[:_MOST_HINTS]


def complaints(said: Any, names: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Each field that is spoken of, with what is said of it."""
    if isinstance(said, str):
        yield from _in_text(said, names)
    elif isinstance(said, list):
        for item in said:
            yield from complaints(item, names)
    elif isinstance(said, Mapping):
        where = next((steps for key in _WHERE if key in said and (steps := _steps(said[key], names))), ())
        if where:
            yield where, " ".join(_texts([said.get(key) for key in (*_SAID, "ctx", "type")]))
            return
        for key, value in said.items():
            if key in names and key not in _SAID:
                yield from _below(key, value, names)
            else:
                yield from complaints(value, names)


def _said(response: Response) -> Any:
    if is_json(response.content_type or ""):
        return decoded_body(response)
    is_text = (response.content_type or "").startswith("text/plain")
    return response.body[:_MOST_TEXT].decode("utf-8", "replace") if is_text else None


def _below(key: str, value: Any, names: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Django REST framework: a field's texts below its name, nested as the body is."""
    inner = list(complaints(value, names)) if isinstance(value, Mapping) else []
    if isinstance(value, list) and any(isinstance(item, Mapping) and item for item in value):
        inner = [((ITEMS, *steps), text) for item in value for steps, text in complaints(item, names)]
    if inner:
        yield from (((key, *steps), text) for steps, text in inner)
    else:
        yield (key,), " ".join(_texts(value))


def _in_text(text: str, names: Collection[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """A text that names a field: `placedBy: there is no such buyer`; each clause for itself."""
    for clause in re.split(r"[;\n]|\. ", text[:_MOST_TEXT]):
        spoken = [word for word in re.findall(r"[A-Za-z_$][\w$-]*", clause) if word in names]
        if spoken:
            yield (spoken[0],), clause


def _steps(where: Any, names: Collection[str]) -> tuple[str, ...]:
    """The way to a field, from a list, a JSON pointer, or a dotted name; without the part of the request."""
    if isinstance(where, Mapping):
        return next((_steps(where[key], names) for key in ("pointer", "parameter") if key in where), ())
    if isinstance(where, str):
        where = where.lstrip("#/$.").split("/" if "/" in where else ".") if where else []
    if not isinstance(where, list):
        return ()
    steps = [ITEMS if isinstance(step, int) or str(step).isdigit() else str(step) for step in where]
    while len(steps) > 1 and steps[0] in _LOCATIONS and steps[0] not in names:
        steps = steps[1:]
    return tuple(steps) if steps and (steps[-1] in names or steps[-1] == ITEMS) else ()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, Mapping):
        for key, member in value.items():
            yield from (f"{key} {text}" if key in ("expected", "permitted") else text for text in _texts(member))
    elif isinstance(value, Sequence):
        for item in value:
            yield from _texts(item)


def _read(steps: tuple[str, ...], text: str) -> Iterator[Hint]:
    """What one complaint asks for; the first reading that fits is the one."""
    if _SURPLUS.search(text):
        yield Hint(steps=steps, kind="surplus", text=text)
    elif _NOWHERE.search(text) and _LISTED.search(text) and len(values := _allowed(text)) > 1:
        yield Hint(steps=steps, kind="allowed", values=values, text=text)
    elif _NOWHERE.search(text):
        yield Hint(steps=steps, kind="unknown-resource", text=text)
    elif _TAKEN.search(text):
        yield Hint(steps=steps, kind="taken", text=text)
    elif (limits := _limits(text)) != (None, None):
        kind: HintKind = "length" if _OF_LENGTH.search(text) else "range"
        yield Hint(steps=steps, kind=kind, least=limits[0], most=limits[1], text=text)
    elif (format_ := next((name for name, pattern in _FORMAT.items() if pattern.search(text)), None)) is not None:
        yield Hint(steps=steps, kind="format", values=(FORMATS[format_],), text=text)
    elif len(values := _allowed(text)) > 1 or (values and re.search(r"one of|allowed|choices", text, re.IGNORECASE)):
        yield Hint(steps=steps, kind="allowed", values=values, text=text)
    elif _MISSING.search(text):
        yield Hint(steps=steps, kind="missing", text=text)


def _limits(text: str) -> tuple[float | None, float | None]:
    if between := _BETWEEN.search(text):
        low, high = (float(number.rstrip(".")) for number in between.groups() if number is not None)
        return low, high
    least, most = _LEAST.search(text), _MOST.search(text)
    beyond = 1 if _EXCLUSIVE.search(text) else 0
    return (
        float(least[1]) + beyond if least is not None else None,
        float(most[1]) - beyond if most is not None else None,
    )


def _allowed(text: str) -> tuple[str, ...]:
    """The values that a text lists: `must be one of: draft, final`, `Input should be 'a' or 'b'`."""
    match = _LISTED.search(text) or _EXPECTED.search(text)
    if match is None:
        return ()
    words = match["words"]
    found = ["".join(groups) for groups in _WORD.findall(words)]
    if any(quote in words for quote in "'\"`"):
        quoted = (next(filter(None, groups[:3]), "") for groups in _WORD.findall(words))
        return tuple(dict.fromkeys(filter(None, quoted)))
    has_list = "," in words or " or " in words or "|" in words
    listed = [word.strip(".") for word in found if word.lower() not in {"or", "and", "a", "an", "the"}]
    return tuple(dict.fromkeys(filter(None, listed))) if has_list and len(listed) < 30 else ()
