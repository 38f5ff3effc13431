"""Examples of the spec held against their own schemas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from pytest_contract.conformance.decode import family
from pytest_contract.conformance.engine import Direction
from pytest_contract.conformance.headers import readings
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.conformance.translate import LIMIT, cut
from pytest_contract.conformance.verdict import Mismatch
from pytest_contract.errors import UnverifiableError
from pytest_contract.spec import Document, Example, Fault, MediaType, Operation
from pytest_contract.spec.media_type import best_match

_LOOKS_SERIALISED = re.compile(r"\s*[{\[]")


def example_faults(document: Document, operation: Operation, checker: SchemaChecker | None = None) -> tuple[Fault, ...]:
    """The examples of an operation that break their own schema, each with its first mismatch; never raises.

    Bodies are judged where their media type is JSON. A text that holds the JSON or YAML of a fitting value is no
    fault. What can't be validated isn't one either: the operation's own faults name it.
    """
    checker = checker or SchemaChecker(document)
    return tuple(_faults(checker, document.examples(operation)))


def body_mismatches(
    checker: SchemaChecker, content: Sequence[MediaType], media_type: str, body: Any, direction: Direction
) -> tuple[Mismatch, ...] | None:
    """How a JSON value breaks the schema that is declared for its media type; `None` where none is, or where it can't
    be told. Never raises."""
    key = best_match(media_type, [entry.key for entry in content])
    entry = next((entry for entry in content if entry.key == key), None)
    if entry is None or entry.schema is None or family(entry.key) != "json":
        return None
    try:
        return tuple(checker.errors(entry.schema, body, direction=direction, pointer=f"{entry.pointer}/schema"))
    except UnverifiableError:
        return None


def _faults(checker: SchemaChecker, examples: tuple[Example, ...]) -> Iterator[Fault]:
    seen: set[str] = set()
    for example in examples:
        if example.pointer in seen or not _is_judged(example):
            continue
        seen.add(example.pointer)
        reason = _reason(checker, example)
        if reason is not None:
            yield Fault(kind="example", reason=cut(reason, LIMIT), pointer=example.pointer)


def _is_judged(example: Example) -> bool:
    return example.media_type is None or family(example.media_type) == "json" or example.media_type == "*/*"


def _reason(checker: SchemaChecker, example: Example) -> str | None:
    direction: Direction = "response" if example.part == "response" else "request"
    try:
        found = checker.errors(example.schema, example.value, direction=direction)
        if not found or _is_serialised(checker, example, found[0], direction):
            return None
    except UnverifiableError:
        return None
    where = found[0].instance_pointer
    return f"{where}: {found[0].reason}" if where else found[0].reason


def _is_serialised(checker: SchemaChecker, example: Example, found: Mismatch, direction: Direction) -> bool:
    """Whether a text stands for a value of another type: a parameter as sent, a body as JSON, YAML, or lines."""
    if not isinstance(example.value, str) or found.keyword != "type" or found.instance_pointer:
        return False
    if example.part != "parameter" and (_LOOKS_SERIALISED.match(example.value) or "\n" in example.value):
        return True
    return any(checker.is_valid(example.schema, value, direction) for value in readings(example.value))
