"""INTERFACE ONLY: to be built.  What others may rely on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pytest_contract.findings import Location
from pytest_contract.spec.operation import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the spec that can't be used as it stands."""

    kind: Literal["reference", "pattern", "schema", "structure", "example"]
    reason: str
    """One line, under 300 characters."""
    pointer: str
    """JSON pointer of the place in the document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Untested:
    """A declaration that is seen and not tested, with the reason."""

    label: str
    """`COPY /files/{id}`."""
    reason: str
    pointer: str


class Document:
    """An OpenAPI document of version 3.0, 3.1 or 3.2, all local files bundled into one."""

    source: str
    """As the user gave it: a path or a URL."""
    file: Path | None
    """The absolute path of the entry file; `None` for a URL."""
    display: str
    """How reports name it: relative to the working directory where below it."""
    raw: Mapping[str, Any]
    """The one document that both libraries get: pure JSON types, string keys, and only `#/…` references
    (references into other files are bundled below `/x-contract-files/N`; operations and path items given as
    `$ref` are replaced by what they point at; what is refused or can't be resolved stays as it is)."""
    openapi: str
    """The version string as written: `3.0.3`."""
    dialect: Literal["3.0", "3.1", "3.2"]
    title: str
    version: str
    base_paths: tuple[str, ...]
    """Path part of each of `servers`, templated variables filled with their defaults, without a trailing slash;
    `("",)` where there is none. Without duplicates, in the document's order."""
    untested: tuple[Untested, ...]

    @property
    def operations(self) -> tuple[Operation, ...]:
        """Every operation in the document's order, listed without building request or response schemas."""
        raise NotImplementedError

    def locate(self, pointer: str) -> Location:
        """File and line of a JSON pointer (RFC 6901) into `raw`; the nearest parent's where it is absent."""
        raise NotImplementedError

    def resolve(self, node: Any) -> Any:
        """The node with its `$ref`, if it is one, followed until it isn't; raises UnusableOperationError if it can't."""
        raise NotImplementedError

    def faults(self, operation: Operation) -> tuple[Fault, ...]:
        """What makes this operation unusable, looking at all it reaches: an unresolvable or refused reference,
        a broken regular expression, a schema no validator takes."""
        raise NotImplementedError

    def structural_warnings(self) -> tuple[Fault, ...]:
        """The quick check against the meta-schema of the OpenAPI version: milliseconds, never raises."""
        raise NotImplementedError
