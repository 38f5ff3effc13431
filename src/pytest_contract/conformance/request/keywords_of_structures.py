"""Keywords about arrays, objects and compositions (JSON Schema Core, section 10; OpenAPI 3.1.1, section 4.8.25)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_contract.conformance.request.fit import EXACT, Degree, Fit, all_of, broken, lenient
from pytest_contract.conformance.request.keywords_of_scalars import (
    SCALAR_KEYWORDS,
    is_number,
    pattern_matches,
    shown,
)
from pytest_contract.conformance.request.leniency import Keyword, Leniency, Place, flaw

_COMPOSITIONS = ("allOf", "anyOf", "oneOf")


def _properties(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, dict) or not isinstance(argument, dict):
        return EXACT
    present = [name for name in argument if name in value]
    fits = [_property(walk, schema, name, argument[name], value[name], place) for name in present]
    return all_of([*fits, _undeclared(walk, value, place)] if len(present) < len(value) else fits)


def _undeclared(walk: Leniency, value: Mapping[str, Any], place: Place) -> Fit:
    """Valid for the schema, and refused by many servers all the same, where the schema doesn't speak of it."""
    shape = walk.shape(place.whole)
    extra = next((name for name in value if name not in shape.names), None) if shape.is_silent else None
    if extra is None:
        return EXACT
    description = f"{shown(extra)} isn't declared, and the schema doesn't say whether it may be there"
    return lenient("additionalProperties", place.member(extra, True).pointer, description)


def _property(walk: Leniency, schema: Mapping[str, Any], name: str, sub: Any, value: Any, place: Place) -> Fit:
    fit = walk.best(sub, value, place.member(name, sub))
    if value is None and fit.is_broken and name not in _listed(schema, "required"):
        return fit.softened()  # many servers read null like an absent property
    if isinstance(sub, dict) and fit.is_exact and walk.shape(sub).has("readOnly"):
        return lenient("readOnly", place.member(name, sub).pointer, "a property that only responses should hold")
    return fit


def _required(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, dict) or not isinstance(argument, list):
        return EXACT
    return all_of(_missing(walk, name, place) for name in argument if name not in value)


def _missing(walk: Leniency, name: Any, place: Place) -> Fit:
    shape = walk.shape(place.whole).member(str(name))
    if shape.has("readOnly"):
        return EXACT
    has_default = any("default" in layer for layer in shape.layers)
    degree = Degree.LENIENT if has_default else Degree.BROKEN
    return flaw(degree, "required", place.member(str(name), True), f"{shown(name)} is required and missing")


def _additional(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, dict) or not isinstance(argument, (dict, bool)):
        return EXACT
    named, patterns = _mapped(schema, "properties"), _mapped(schema, "patternProperties")
    extra = [name for name in value if name not in named and not _is_covered(patterns, name)]
    return all_of(_extra(walk, schema, argument, name, value[name], place) for name in extra)


def _is_covered(patterns: Mapping[str, Any], name: str) -> bool:
    return any(pattern_matches(pattern, name) is not False for pattern in patterns)


def _extra(walk: Leniency, schema: Mapping[str, Any], sub: Any, name: str, value: Any, place: Place) -> Fit:
    fit = walk.best(sub, value, place.member(name, sub))
    if sub is False:
        fit = broken("additionalProperties", place.member(name, sub).pointer, f"{shown(name)} is not allowed here")
    # Nobody enforces a closed schema on the properties that its siblings in a composition declare.
    return fit.softened() if name in walk.shape(place.whole).names else fit


def _pattern_properties(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, dict) or not isinstance(argument, dict):
        return EXACT
    return all_of(
        walk.best(sub, value[name], place.member(name, sub))
        for pattern, sub in argument.items()
        for name in value
        if pattern_matches(pattern, name)
    )


def _min_properties(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, dict) or not is_number(argument) or len(value) >= argument:
        return EXACT
    return broken("minProperties", place.pointer, f"{len(value)} properties, fewer than {argument}")


def _max_properties(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, dict) or not is_number(argument) or len(value) <= argument:
        return EXACT
    return broken("maxProperties", place.pointer, f"{len(value)} properties, more than {argument}")


def _items(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, list) or not isinstance(argument, (dict, bool)):
        return EXACT
    start = len(_listed(schema, "prefixItems"))
    rest = enumerate(value[start:], start)
    return all_of(walk.best(argument, item, place.member(index, argument)) for index, item in rest)


def _prefix_items(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, list) or not isinstance(argument, list):
        return EXACT
    pairs = enumerate(zip(argument, value, strict=False))
    return all_of(walk.best(sub, item, place.member(index, sub)) for index, (sub, item) in pairs)


def _min_items(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, list) or not is_number(argument) or len(value) >= argument:
        return EXACT
    return broken("minItems", place.pointer, f"{len(value)} items, fewer than {argument}")


def _max_items(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, list) or not is_number(argument) or len(value) <= argument:
        return EXACT
    return broken("maxItems", place.pointer, f"{len(value)} items, more than {argument}")


def _unique_items(_: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(value, list) or argument is not True:
        return EXACT
    # A reader that keeps a set takes the same item twice and loses nothing by it.
    is_repeated = any(_is_alike(one, other) for index, one in enumerate(value) for other in value[:index])
    return flaw(Degree.LENIENT if is_repeated else Degree.EXACT, "uniqueItems", place, "two items are the same")


def _is_alike(one: Any, other: Any) -> bool:
    return bool(one == other)


def _all_of(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(argument, list):
        return EXACT
    return all_of(walk.exactly(sub, value, place.deeper(composed=True)) for sub in argument)


def _any_of(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    return _choice("anyOf", walk, schema, argument, value, place)


def _one_of(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    return _choice("oneOf", walk, schema, argument, value, place)


def _choice(name: str, walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    if not isinstance(argument, list) or not argument:
        return EXACT
    fits = [walk.exactly(sub, value, place.deeper(composed=True)) for sub in argument]
    if name == "oneOf" and sum(fit.is_exact for fit in fits) > 1:
        return lenient(name, place.pointer, "more than one of the alternatives fits")
    best = min(fits, key=lambda fit: fit.degree)
    if not best.is_broken:
        return best
    close = [fit for fit in fits if not _is_of_another_type(fit, place)]
    return close[0] if len(close) == 1 else broken(name, place.pointer, f"{shown(value)} fits none of the alternatives")


def _is_of_another_type(fit: Fit, place: Place) -> bool:
    return any(breach.keyword == "type" and breach.pointer == place.pointer for breach in fit.decisive)


def _discriminator(walk: Leniency, schema: Mapping[str, Any], argument: Any, value: Any, place: Place) -> Fit:
    """Its value must name the alternative that fits; elsewhere than beside alternatives it can't be followed."""
    if not isinstance(value, dict) or not isinstance(argument, dict):
        return EXACT
    named = value.get(argument.get("propertyName", ""))
    target = _named_alternative(schema, argument, named)
    if target is None:
        is_base = not any(name in schema for name in _COMPOSITIONS) and place.is_composed
        return EXACT if is_base else lenient("discriminator", place.pointer, f"{shown(named)} names no alternative")
    return walk.exactly({"$ref": target}, value, place.deeper(composed=True)).softened()


def _named_alternative(schema: Mapping[str, Any], argument: Mapping[str, Any], named: Any) -> str | None:
    alternatives = [sub for key in ("oneOf", "anyOf") for sub in _listed(schema, key) if isinstance(sub, dict)]
    references = [sub["$ref"] for sub in alternatives if isinstance(sub.get("$ref"), str)]
    mapping = argument.get("mapping")
    mapped = mapping.get(named) if isinstance(mapping, dict) and isinstance(named, str) else None
    return next((ref for ref in references if ref == mapped or ref.rpartition("/")[2] in (mapped, named)), None)


def _listed(schema: Mapping[str, Any], name: str) -> list[Any]:
    """The keyword's argument where it is a list, as it should be."""
    found = schema.get(name)
    return found if isinstance(found, list) else []


def _mapped(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The keyword's argument where it is a mapping, as it should be."""
    found = schema.get(name)
    return found if isinstance(found, dict) else {}


KEYWORDS: dict[str, Keyword] = {
    **SCALAR_KEYWORDS,
    "properties": _properties,
    "required": _required,
    "additionalProperties": _additional,
    "patternProperties": _pattern_properties,
    "minProperties": _min_properties,
    "maxProperties": _max_properties,
    "items": _items,
    "prefixItems": _prefix_items,
    "minItems": _min_items,
    "maxItems": _max_items,
    "uniqueItems": _unique_items,
    "allOf": _all_of,
    "anyOf": _any_of,
    "oneOf": _one_of,
    "discriminator": _discriminator,
}
