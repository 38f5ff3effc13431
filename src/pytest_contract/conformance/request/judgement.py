"""Strict and lenient reading together: what one part of a request comes to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pytest_contract.conformance.request.fit import EXACT, Degree, Fit, all_of, lenient
from pytest_contract.conformance.request.keywords_of_structures import KEYWORDS
from pytest_contract.conformance.request.leniency import Leniency
from pytest_contract.conformance.request.scalars import FilePart, Text, strict_readings
from pytest_contract.conformance.request.shape import Shape
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.conformance.translate import UnverifiableError
from pytest_contract.spec import Document


class Judgement:
    """Holds values against schemas twice: by the strict checker, and by the most lenient reading."""

    def __init__(self, document: Document) -> None:
        self._strict = SchemaChecker(document)
        self._lenient = Leniency(document, KEYWORDS)
        self._document = document

    def shape(self, schema: Any) -> Shape:
        """The shape of a schema, made once."""
        return self._lenient.shape(schema)

    def of_value(self, schema: Any, value: Any) -> Fit:
        """A JSON value: exact where neither judge objects, broken where both do."""
        fit = self._lenient.fit(schema, value)
        if fit.degree is Degree.LENIENT:
            return fit
        objections = self._objections(schema, value)
        if fit.is_exact:
            return objections
        # The strict checker leaves some formats unchecked; that it is silent on those says nothing.
        is_by_format = all(breach.keyword == "format" for breach in fit.decisive)
        return fit.softened() if objections.is_exact and not is_by_format else fit

    def of_texts(self, schema: Any, declared: Iterable[Any], others: Iterable[Any]) -> Fit:
        """Readings that hold text: exact where a declared one is, spelled as the types of its schema ask;
        the other readings are asked only where none is, and make a lenient fit at best."""
        shape, fits = self.shape(schema), []
        for reading in declared:
            fits.append(self._of_reading(shape, reading))
            if fits[-1].is_exact:
                return EXACT
        fits.extend(_at_best_lenient(self._lenient.fit(shape.schema, reading)) for reading in others)
        return min(fits, key=_degree, default=lenient("style", "", "the value can't be read by its style"))

    def is_strictly_valid(self, schema: Any, value: Any) -> bool:
        """Whether the strict checker has nothing against it; no where it can't tell."""
        try:
            return self._strict.is_valid(schema, value, "request")
        except UnverifiableError:
            return False

    def _objections(self, schema: Any, value: Any) -> Fit:
        try:
            found = self._strict.errors(schema, value, direction="request")
        except UnverifiableError as error:
            return lenient("schema", "", str(error))
        return all_of(lenient(error.keyword, error.instance_pointer, error.reason) for error in found)

    def _of_reading(self, shape: Shape, reading: Any) -> Fit:
        """Exact where one of the strictly typed values is; else the best that they and the text come to leniently."""
        fits = []
        for value in self.typed(shape, reading):
            fit = self._lenient.fit(shape.schema, value)
            if fit.is_exact and self.is_strictly_valid(shape.schema, value):
                return EXACT
            fits.append(_at_best_lenient(fit))
        fits.append(_at_best_lenient(self._lenient.fit(shape.schema, reading)))
        return min(fits, key=_degree)

    def typed(self, shape: Shape, reading: Any) -> list[Any]:
        """The values that a reading strictly spells, by the types of its schema; a few at most.

        An empty text spells nothing, and stays as it is.
        """
        if isinstance(reading, Text):
            return list(strict_readings(reading, shape.types)) if reading else [reading]
        if isinstance(reading, list):
            return [[self._first_valid(shape.item(), item) for item in reading]]
        if isinstance(reading, dict):
            return [{name: self._first_valid(shape.member(name), value) for name, value in reading.items()}]
        return [reading.content.decode("latin-1") if isinstance(reading, FilePart) else reading]

    def _first_valid(self, shape: Shape, reading: Any) -> Any:
        values = self.typed(shape, reading)
        if len(values) == 1:
            return values[0]
        fitting = (value for value in values if self.is_strictly_valid(shape.schema, value))
        return next(fitting, str(reading) if isinstance(reading, Text) else reading)


def _at_best_lenient(fit: Fit) -> Fit:
    return lenient("spelling", "", "only a lenient reading fits") if fit.is_exact else fit


def _degree(fit: Fit) -> Degree:
    return fit.degree
