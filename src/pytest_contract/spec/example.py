"""The examples that a spec gives for an operation, collected and not judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.operation import MediaType, Operation, Parameter
from pytest_contract.spec.scope import Placed, Scope

Part = Literal["request", "response", "parameter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One example and the schema that it claims to keep."""

    pointer: str
    """JSON pointer of the value, behind a reference."""
    schema: Any
    """As written, references inside it not followed."""
    value: Any = field(repr=False)
    media_type: str | None
    """The key of the `content` map that it stands in; `None` for a parameter with a `schema`."""
    part: Part


class ExampleCollector:
    """Collects the examples of one document's operations."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def of(self, operation: Operation) -> Iterator[Example]:
        """Those of parameters, of the request body, then of responses, each in the document's order."""
        for parameter in operation.parameters:
            yield from self._of_parameter(parameter)
        for entry in operation.body.content if operation.body else ():
            yield from self._of_media_type(entry, "request")
        for response in operation.responses:
            for entry in response.content:
                yield from self._of_media_type(entry, "response")

    def _of_parameter(self, parameter: Parameter) -> Iterator[Example]:
        node = pointers.descend(self._scope.document, pointers.tokens(parameter.pointer))
        if parameter.media_type is not None:
            where = pointers.join(parameter.pointer, "content", parameter.media_type)
            node = node["content"][parameter.media_type]
            yield from self._values(node, where, parameter.schema, parameter.media_type, "parameter")
        elif "schema" in node:
            yield from self._values(node, parameter.pointer, parameter.schema, None, "parameter")

    def _of_media_type(self, entry: MediaType, part: Part) -> Iterator[Example]:
        if entry.schema is not None:
            yield from self._values(entry.raw, entry.pointer, entry.schema, entry.key, part)

    def _values(self, holder: Any, where: str, schema: Any, media_type: str | None, part: Part) -> Iterator[Example]:
        for placed in self._placed_values(holder, where):
            yield Example(pointer=placed.pointer, schema=schema, value=placed.node, media_type=media_type, part=part)

    def _placed_values(self, holder: Any, where: str) -> Iterator[Placed]:
        if not isinstance(holder, Mapping):
            return
        if "example" in holder:
            yield Placed(holder["example"], f"{where}/example")
        named = holder.get("examples")
        for name, node in named.items() if isinstance(named, Mapping) else ():
            placed = self._followed(Placed(node, pointers.join(where, "examples", name)))
            for key in ("dataValue", "value"):
                if placed is not None and key in placed.node:
                    yield Placed(placed.node[key], f"{placed.pointer}/{key}")
                    break

    def _followed(self, placed: Placed) -> Placed | None:
        try:
            followed = self._scope.follow(placed)
        except UnusableOperationError:
            return None
        return followed if isinstance(followed.node, Mapping) else None
