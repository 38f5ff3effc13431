"""The structures that a parameter's text may stand for, by its style and by what servers make of other styles.

OpenAPI 3.1.1, section 4.8.12.3 (style values). A reading holds `Text` where the wire had text; the schema's types
come later.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pytest_contract.conformance.request.scalars import Text
from pytest_contract.conformance.request.shape import Shape
from pytest_contract.conformance.request.wire import Pairs
from pytest_contract.spec import Parameter

_DELIMITERS = {"form": ",", "simple": ",", "spaceDelimited": " ", "pipeDelimited": "|", "label": ".", "matrix": ","}


def of_text(parameter: Parameter, text: str, shape: Shape) -> Iterator[Any]:
    """Readings of a parameter that is one text (path, header, cookie), the declared one first for each type."""
    body = _undressed(parameter, text)
    if body is None:
        return
    if shape.takes("array"):
        yield _split(body, _delimiter(parameter))
    if shape.takes("object"):
        yield from _object_of(parameter, body)
    if not shape.takes("array", "object") or len(shape.types - {"array", "object", "null"}):
        yield Text(body)


def of_text_leniently(text: str, shape: Shape) -> Iterator[Any]:
    """Readings beside the declared one: other delimiters, JSON, one item."""
    yield Text(text)
    if shape.takes("array"):
        yield from (_split(text, delimiter) for delimiter in ",|; ")
        yield [Text(text)]
    if shape.takes("array", "object") and text[:1] in ("[", "{"):
        yield from _json(text)


def of_query(parameter: Parameter, query: Pairs, shape: Shape, others: frozenset[str]) -> Iterator[Any]:
    """Declared readings of a query parameter; none if it isn't there. `others` are the names of its neighbours."""
    texts = query.get(parameter.name)
    if shape.takes("object"):
        yield from _query_object(parameter, query, shape, others)
    if not texts:
        return
    if shape.takes("array"):
        yield from _query_array(parameter, texts)
    if not shape.takes("array", "object") or len(shape.types - {"array", "object", "null"}):
        yield from (Text(text) for text in texts)


def of_query_leniently(parameter: Parameter, query: Pairs, shape: Shape) -> Iterator[Any]:
    """Readings beside the declared ones: repeated, `name[]`, `name[0]`, other delimiters, JSON, nested objects."""
    texts = [text for name in _aliases(parameter.name, query) for text in query[name]]
    for text in texts:
        yield from of_text_leniently(text, shape)
    if texts and shape.takes("array"):
        yield [Text(text) for text in texts]
        yield [item for text in texts for item in _split(text, ",")]
    if shape.takes("object"):
        nested = nested_object(parameter.name, query)
        if nested:
            yield nested


def is_mentioned(parameter: Parameter, query: Pairs) -> bool:
    """Whether any pair may be about that parameter."""
    name = parameter.name
    return name in query or any(key.startswith((name + "[", name + ".")) for key in query)


def nested_object(name: str, query: Pairs) -> dict[str, Any]:
    """The object that `name[a][b]=1` spells, by its keys in brackets; the last of repeated ones counts."""
    found: dict[str, Any] = {}
    for key, texts in query.items():
        keys = re.findall(r"\[([^\[\]]*)\]", key[len(name) :]) if key.startswith(name + "[") else []
        level: Any = found
        for inner in keys[:-1]:
            level = level.setdefault(inner, {}) if isinstance(level, dict) else {}
        if keys and isinstance(level, dict):
            level[keys[-1]] = Text(texts[-1]) if len(texts) == 1 else [Text(text) for text in texts]
    return found


def _query_array(parameter: Parameter, texts: list[str]) -> Iterator[Any]:
    if parameter.explode:
        yield [Text(text) for text in texts]
    elif len(texts) == 1:
        yield _split(texts[0], _delimiter(parameter))


def _query_object(parameter: Parameter, query: Pairs, shape: Shape, others: frozenset[str]) -> Iterator[Any]:
    if parameter.style == "deepObject":
        found = {key: query[f"{parameter.name}[{key}]"] for key in _bracketed(parameter.name, query)}
        yield from [_members(found, shape)] if found else []
    elif parameter.explode:
        names = shape.names if not shape.is_open else frozenset(query) - others
        present = {name: query[name] for name in query if name in names}
        yield from [_members(present, shape)] if present else []
    elif parameter.name in query:
        yield from _object_of(parameter, query[parameter.name][0])


def _members(found: Pairs, shape: Shape) -> dict[str, Any]:
    return {name: _member(texts, shape.member(name)) for name, texts in found.items()}


def _member(texts: list[str], shape: Shape) -> Any:
    many = len(texts) > 1 or (shape.takes("array") and not shape.takes("string"))
    return [Text(text) for text in texts] if many else Text(texts[0])


def _bracketed(name: str, query: Pairs) -> list[str]:
    form = re.compile(re.escape(name) + r"\[([^\[\]]+)\]\Z")
    return [match[1] for match in map(form.match, query) if match]


def _aliases(name: str, query: Pairs) -> list[str]:
    form = re.compile(re.escape(name) + r"(\[[0-9]*\])?\Z")
    return [key for key in query if form.match(key)]


def _undressed(parameter: Parameter, text: str) -> str | None:
    """The text without the prefix that `label` and `matrix` add; `None` where that is missing."""
    prefix = {"label": ".", "matrix": f";{parameter.name}="}.get(parameter.style, "")
    if parameter.style == "matrix" and parameter.explode and text.startswith(";") and not text.startswith(prefix):
        prefix = ";"  # an exploded object spells its own names
    return text[len(prefix) :] if text.startswith(prefix) else None


def _delimiter(parameter: Parameter) -> str:
    if parameter.style == "matrix" and parameter.explode:
        return f";{parameter.name}="
    return "," if parameter.style == "label" and not parameter.explode else _DELIMITERS.get(parameter.style, ",")


def _split(text: str, delimiter: str) -> list[Any]:
    return [Text(item) for item in text.split(delimiter)]


def _object_of(parameter: Parameter, text: str) -> Iterator[Any]:
    """An object in one text: `a,1,b,2`, or exploded `a=1,b=2`."""
    delimiter = ";" if parameter.style == "matrix" and parameter.explode else _delimiter(parameter)
    pieces = text.split(delimiter)
    if parameter.explode:
        if all("=" in piece for piece in pieces):
            yield {piece.partition("=")[0]: Text(piece.partition("=")[2]) for piece in pieces}
    elif len(pieces) % 2 == 0:
        yield dict(zip(pieces[::2], map(Text, pieces[1::2]), strict=True))


def _json(text: str) -> Iterator[Any]:
    try:
        yield json.loads(text)
    except (ValueError, RecursionError):
        return
