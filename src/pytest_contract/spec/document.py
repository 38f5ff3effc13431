"""The one document that a run holds an app against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pytest_contract.findings import Location
from pytest_contract.spec.example import Example, ExampleCollector
from pytest_contract.spec.fault import Fault
from pytest_contract.spec.faults import FaultFinder
from pytest_contract.spec.listing import Listing
from pytest_contract.spec.operation import Operation
from pytest_contract.spec.scope import Placed, Scope
from pytest_contract.spec.source_map import SourceMap
from pytest_contract.spec.structure import path_flaws
from pytest_contract.spec.untested import Untested, untested_in
from pytest_contract.spec.version import Dialect

__all__ = ["Document", "Example", "Fault", "Untested"]


@dataclass(frozen=True, eq=False, kw_only=True)
class Document:
    """An OpenAPI document of version 3.0, 3.1 or 3.2, all local files bundled into one."""

    source: str
    """As the user gave it: a path or a URL."""
    file: Path | None
    """The absolute path of the entry file; `None` for a URL."""
    display: str
    """How reports name it: relative to the working directory where below it."""
    raw: Mapping[str, Any] = field(repr=False)
    """The one document that both libraries get: pure JSON types, string keys, and only `#/…` references
    (references into other files are bundled below `/x-contract-files/N`; operations and path items given as
    `$ref` are replaced by what they point at; what is refused or can't be resolved stays as it is)."""
    openapi: str
    """The version string as written: `3.0.3`."""
    dialect: Dialect
    title: str
    version: str
    base_paths: tuple[str, ...]
    """Path part of each of `servers`, templated variables filled with their defaults, without a trailing slash;
    `("",)` where there is none. Without duplicates, in the document's order."""
    source_map: SourceMap = field(repr=False)
    scope: Scope = field(repr=False)

    @cached_property
    def untested(self) -> tuple[Untested, ...]:
        """What the document declares and no test sends."""
        return tuple(untested_in(self.raw))

    @cached_property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation in the document's order, listed without building request or response schemas."""
        return tuple(Listing(self.scope, self.dialect).operations())

    def locate(self, pointer: str) -> Location:
        """File and line of a JSON pointer (RFC 6901) into `raw`; the nearest parent's where it is absent."""
        return self.source_map.locate(pointer)

    def resolve(self, node: Any) -> Any:
        """The node behind its `$ref`, if it has one, followed to the end; raises UnusableOperationError if it can't."""
        reference = node.get("$ref") if isinstance(node, Mapping) else None
        where = reference.removeprefix("#") if isinstance(reference, str) else ""
        return self.scope.follow(Placed(node, where)).node

    def faults(self, operation: Operation) -> tuple[Fault, ...]:
        """What makes this operation unusable, looking at all it reaches: an unresolvable or refused reference,
        a broken regular expression, a parameter or body that nothing satisfies, a malformed declaration."""
        return self._fault_finder.of(operation)

    def flaws(self, operation: Operation) -> tuple[Fault, ...]:
        """What the specification forbids in this operation, and a test can do with."""
        return tuple(path_flaws(operation))

    def examples(self, operation: Operation) -> tuple[Example, ...]:
        """The examples of this operation's parameters, body and responses, each with the schema it claims to keep."""
        return tuple(self._example_collector.of(operation))

    @cached_property
    def _fault_finder(self) -> FaultFinder:
        return FaultFinder(self.scope, self.dialect)

    @cached_property
    def _example_collector(self) -> ExampleCollector:
        return ExampleCollector(self.scope)
