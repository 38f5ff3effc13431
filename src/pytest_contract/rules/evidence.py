"""All that a run learned, in the form in which rules read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from pytest_contract.conformance import RequestVerdict, ResponseVerdict
from pytest_contract.exchange import Exchange
from pytest_contract.findings import Location
from pytest_contract.spec import Document, Fault, Operation
from pytest_contract.target import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An exchange with what conformance says of both of its messages."""

    exchange: Exchange
    request: RequestVerdict
    response: ResponseVerdict


@dataclass(frozen=True, kw_only=True)
class OperationEvidence:
    """What was learned about one operation."""

    document: Document
    operation: Operation
    judged: tuple[Judged, ...] = ()
    """In the order in which they were sent."""
    faults: tuple[Fault, ...] = ()
    """What makes the operation unusable; nothing was sent then."""
    example_faults: tuple[Fault, ...] = ()
    """Examples that break their own schema."""
    gaps: tuple[str, ...] = ()
    """What could not be generated or sent, each with its reason."""
    route: Literal["found", "absent", "unknown"] = "unknown"
    """Whether the app's own route table holds the operation."""
    handler: Location | None = None
    """Where the app handles it."""

    @cached_property
    def answered(self) -> tuple[Judged, ...]:
        """Those exchanges that a response came back for."""
        return tuple(judged for judged in self.judged if judged.exchange.status is not None)


@dataclass(frozen=True, kw_only=True)
class ApiEvidence:
    """What was learned about the API as a whole."""

    document: Document
    undocumented: tuple[Route, ...] = ()
    """Routes of the app that no operation of the spec covers."""
    served_operations: tuple[tuple[str, str], ...] = ()
    """`(method, path)` of a document that the server itself serves and the spec lacks."""
    served_at: str = ""
    """The URL of that document."""
