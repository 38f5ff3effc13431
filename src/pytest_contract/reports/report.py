"""The whole run as one frozen value: every format renders this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, OperationKey
from pytest_contract.rules.standing import Standing, Verdict

NOT_RUN = "not run"
"""The remark of an operation that a run left out: deselected, or not got to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCount:
    """One status of one operation."""

    status: str
    """As declared (`200`, `4XX`, `default`), or as observed where nothing declares it."""
    declared_in: tuple[str, ...]
    """`spec`, `design`; empty: nowhere."""
    observed: int
    tried: Mapping[str, int] = field(default_factory=dict)
    """What was sent to reach it where plain traffic didn't, in a few words, and how often."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationSummary:
    """One operation in numbers."""

    operation: OperationKey
    requests: int = 0
    statuses: tuple[StatusCount, ...] = ()
    duration_s: float = 0.0
    remarks: tuple[str, ...] = ()
    """What was cut short or could not be done: a spent time budget, a part that can't be generated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedFinding:
    """A finding, with all operations that the same cause shows at."""

    finding: Finding
    also: tuple[Finding, ...] = ()
    """The findings of other operations with the same code and cause, in the spec's order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedClaim:
    """A design document's claim, and how it stands after the run."""

    claim: Claim
    standing: Standing
    findings: tuple[str, ...] = ()
    """Fingerprints of the findings that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A requirement, threat or invariant of the documents, and the claims that it rests on."""

    id: str
    """`REQ-001`."""
    claims: tuple[str, ...]
    """Their ids, in the documents' order."""
    verdicts: tuple[tuple[Verdict, int], ...]
    """How many of them stand how."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Documentation:
    """How well design documents describe the API."""

    operations: tuple[int, int]
    """Described by a document, and declared by the spec."""
    with_examples: int
    """Operations that a document gives a JSON example of."""
    claims: int
    verified: int
    """Claims that are kept or broken."""
    contradicted: int
    """Claims that are broken."""
    unread: int
    """Lines that look like promises and can't be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One run."""

    seed: int
    requests: int
    duration_s: float
    workers: int
    exit_status: int
    spec_file: str
    spec_title: str
    spec_version: str
    openapi: str
    target_kind: Literal["asgi", "wsgi", "url", "none"]
    target_name: str
    framework: str | None
    operations: tuple[OperationSummary, ...] = ()
    findings: tuple[ReportedFinding, ...] = ()
    """Worst first, then by code, then in the spec's order."""
    coverage: dict[str, tuple[int, int]] = field(default_factory=dict)
    """`operations`, `statuses`, `success_statuses`, `claims`: reached and declared."""
    remarks: tuple[str, ...] = ()
    """What makes the whole run worth less than it looks: nothing was sent, every answer was 401."""
    designs: tuple[str, ...] = ()
    """The design documents, as displayed."""
    claims: tuple[ReportedClaim, ...] = ()
    """In the documents' order."""
    requirements: tuple[Requirement, ...] = ()
    """In the order in which the documents name them."""
    documentation: Documentation | None = None
    """`None` where there are no design documents."""

    @property
    def is_design_alone(self) -> bool:
        """Whether there was no app, so that the design was held against the spec and nothing was sent."""
        return bool(self.designs) and self.target_kind == "none"
