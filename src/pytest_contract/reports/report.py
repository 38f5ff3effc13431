"""The whole run as one frozen value: every format renders this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pytest_contract.findings import Finding, OperationKey

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
    """`operations`, `statuses`, `success_statuses`: reached and declared."""
    remarks: tuple[str, ...] = ()
    """What makes the whole run worth less than it looks: nothing was sent, every answer was 401."""
