"""Values held against the schemas of one document."""

from __future__ import annotations

from itertools import islice
from typing import Any

from jsonschema.protocols import Validator  # type: ignore[import-untyped]

from pytest_contract.conformance.engine import Direction, Engine
from pytest_contract.conformance.mismatches import mismatches, unreadable_pattern
from pytest_contract.conformance.translate import LIMIT, reason_of
from pytest_contract.conformance.verdict import Mismatch
from pytest_contract.errors import UnverifiableError
from pytest_contract.spec import Document

_LONGEST_CHAIN = 16
_MOST = 2_000


class SchemaChecker:
    """openapi-core's schema validation for one document, validators kept.

    References are resolved against the document; `readOnly` properties aren't missed in a request and their
    values aren't judged there, `writeOnly` ones aren't missed in a response.
    """

    def __init__(self, document: Document) -> None:
        self._engine = Engine(document.raw)
        self._kept: dict[tuple[int, Direction], tuple[Any, Validator]] = {}

    def errors(self, schema: Any, value: Any, *, direction: Direction, pointer: str = "") -> list[Mismatch]:
        """Every way in which a decoded JSON value breaks a schema, as mismatches of kind `body`.

        `schema` is as the document has it (a dict or a boolean), the same object each time; `pointer` is where it
        stands. Raises UnverifiableError where no verdict can be had.
        """
        try:
            found = list(islice(self._validator(schema, direction).iter_errors(value), _MOST))
        except Exception as error:
            raise UnverifiableError(f"can't be validated: {reason_of(error)}"[:LIMIT]) from error
        if not found:
            return []
        for reason in filter(None, map(unreadable_pattern, found)):
            raise UnverifiableError(f"can't be validated: {reason}")
        return mismatches(found, pointer)

    def is_valid(self, schema: Any, value: Any, direction: Direction) -> bool:
        """Whether `errors` would be empty; raises UnverifiableError as it does."""
        return not self.errors(schema, value, direction=direction)

    def follow(self, schema: Any) -> Any:
        """The schema behind its `$ref`, if it is one; raises UnverifiableError where the reference leads nowhere."""
        try:
            for _ in range(_LONGEST_CHAIN):
                if not isinstance(schema, dict) or not isinstance(schema.get("$ref"), str):
                    break
                schema = self._engine.follow(schema["$ref"])
        except Exception as error:
            raise UnverifiableError(f"can't be validated: {reason_of(error)}"[:LIMIT]) from error
        return schema

    def _validator(self, schema: Any, direction: Direction) -> Validator:
        if schema is None or isinstance(schema, bool):
            return self._engine.validator(schema is not False, direction)
        key = (id(schema), direction)
        if key not in self._kept:
            # The schema is kept beside its validator, so that its id isn't given to another object.
            self._kept[key] = (schema, self._engine.validator(schema, direction))
        return self._kept[key][1]
