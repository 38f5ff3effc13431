"""Whether any lenient reading makes a value fit a schema.

A scalar is tried as what it is and as all that a lenient server may take it for; arrays, objects and null are only
what they are. Keywords that aren't known here are no objection, so that `broken` means: nobody takes this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pytest_contract.conformance.request.fit import EXACT, Degree, Fit, all_of, broken, lenient
from pytest_contract.conformance.request.scalars import FilePart, Text, other_readings
from pytest_contract.conformance.request.shape import Shape
from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document

_DEEPEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in the value and in the schema the walk is."""

    pointer: str = ""
    """JSON pointer into the value."""
    depth: int = 0
    """How many schemas enclose this one; bounds schemas that refer to themselves."""
    whole: Any = True
    """The outermost schema for this part of the value; others are composed into it."""
    is_composed: bool = False
    """Whether the schema at hand is one of several that apply together."""

    def deeper(self, *, composed: bool) -> Place:
        """The same part of the value, one schema further in."""
        return replace(self, depth=self.depth + 1, is_composed=self.is_composed or composed)

    def member(self, name: str | int, schema: Any) -> Place:
        """The part of the value below that key or index."""
        token = str(name).replace("~", "~0").replace("/", "~1")
        return Place(pointer=f"{self.pointer}/{token}", depth=self.depth + 1, whole=schema)


Keyword = Callable[["Leniency", Mapping[str, Any], Any, Any, Place], Fit]
"""Called with the walk, the schema, the keyword's argument, the value, and the place."""


class Leniency:
    """The walk over a schema and a value; `keywords` is the table of those it knows."""

    def __init__(self, document: Document, keywords: Mapping[str, Keyword]) -> None:
        self._document = document
        self._keywords = keywords
        self._shapes: dict[int, tuple[Any, Shape]] = {}
        self._references_stand_alone = document.dialect == "3.0"

    def fit(self, schema: Any, value: Any) -> Fit:
        """How well the value fits, by its best reading; never raises."""
        return self.best(schema, value, Place(whole=schema))

    def best(self, schema: Any, value: Any, place: Place) -> Fit:
        """The best that any reading of the value comes to at this place."""
        if isinstance(value, FilePart):
            return EXACT
        if isinstance(value, Text) and not value:
            return lenient("empty", place.pointer, "an empty value, which servers read in different ways")
        as_it_is = self.exactly(schema, value, place)
        if not as_it_is.is_broken:
            return as_it_is
        others = [self.exactly(schema, other, place) for other in other_readings(value)]
        if any(not fit.is_broken for fit in others):
            return as_it_is.softened()
        return _most_telling([as_it_is, *others], place)

    def exactly(self, schema: Any, value: Any, place: Place) -> Fit:
        """How well this very value fits; its members and items may still be read leniently."""
        if isinstance(schema, bool):
            return EXACT if schema else broken("false schema", place.pointer, "nothing is allowed here")
        if not isinstance(schema, dict):
            return lenient("schema", place.pointer, "the schema can't be used")
        if place.depth > _DEEPEST:
            return lenient("depth", place.pointer, "the schema is nested too deeply to be followed")
        if "$ref" in schema:
            return self._referenced(schema, value, place)
        if value is None and schema.get("nullable") is True:
            return EXACT if self._references_stand_alone else lenient("nullable", place.pointer, "null, by `nullable`")
        return self._each_keyword(schema, value, place)

    def shape(self, schema: Any) -> Shape:
        """The shape of a schema, made once."""
        known = self._shapes.get(id(schema))
        if known is None:
            known = self._shapes[id(schema)] = (schema, Shape(self._document, (schema,)))
        return known[1]

    def resolve(self, schema: Any) -> Any:
        """The schema behind a reference, or `None` if there is none."""
        try:
            return self._document.resolve(schema)
        except UnusableOperationError:
            return None

    def _referenced(self, schema: Mapping[str, Any], value: Any, place: Place) -> Fit:
        target = self.resolve({"$ref": schema["$ref"]})
        if target is None:
            return lenient("$ref", place.pointer, f"{schema['$ref']} can't be resolved")
        siblings = {} if self._references_stand_alone else {k: v for k, v in schema.items() if k != "$ref"}
        below = place.deeper(composed=bool(siblings))
        fits = [self.exactly(target, value, below)]
        return all_of([*fits, self.exactly(siblings, value, below)]) if siblings else fits[0]

    def _each_keyword(self, schema: Mapping[str, Any], value: Any, place: Place) -> Fit:
        fits = []
        for name, argument in schema.items():
            keyword = self._keywords.get(name)
            if keyword is not None:
                fit = keyword(self, schema, argument, value, place)
                if fit is not EXACT:
                    fits.append(fit)
        return all_of(fits)


def _most_telling(fits: list[Fit], place: Place) -> Fit:
    """The reading whose type is right and whose value isn't says more than `is not an integer`."""
    for fit in fits:
        if not any(breach.keyword == "type" and breach.pointer == place.pointer for breach in fit.decisive):
            return fit
    return fits[0]


def flaw(degree: Degree, keyword: str, place: Place, description: str) -> Fit:
    """A fit of that degree for one reason."""
    if degree is Degree.EXACT:
        return EXACT
    make = broken if degree is Degree.BROKEN else lenient
    return make(keyword, place.pointer, description)
