"""What one test came to, in a form that survives the way between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pytest_contract.findings import Finding, OperationKey
from pytest_contract.reports.report import OperationSummary, StatusCount
from pytest_contract.rules.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one test came to."""

    findings: tuple[Finding, ...] = ()
    """All of them, worst first, whatever their severity; ignored codes are already left out."""
    summary: OperationSummary | None = None
    """`None` for a test that isn't about one operation."""
    examined: tuple[OperationSummary, ...] = ()
    """The operations that a claim's test examined on its way."""
    standings: Mapping[str, tuple[Standing, ...]] = field(default_factory=dict)
    """How claims stand, by the label of the operation that says so; empty label: what the documents alone say."""

    @property
    def summaries(self) -> tuple[OperationSummary, ...]:
        """All operations that this test sent requests to."""
        return self.examined if self.summary is None else (self.summary, *self.examined)

    def to_builtins(self) -> dict[str, Any]:
        """As dict, list, str, int and float."""
        return {
            "findings": [finding.to_builtins() for finding in self.findings],
            "summary": None if self.summary is None else _summary_to_builtins(self.summary),
            "examined": [_summary_to_builtins(summary) for summary in self.examined],
            "standings": {label: [each.to_builtins() for each in of] for label, of in self.standings.items()},
        }

    @classmethod
    def from_builtins(cls, raw: Mapping[str, Any]) -> Outcome:
        """The inverse of `to_builtins`."""
        return cls(
            findings=tuple(Finding.from_builtins(finding) for finding in raw["findings"]),
            summary=None if raw["summary"] is None else _summary_from_builtins(raw["summary"]),
            examined=tuple(map(_summary_from_builtins, raw["examined"])),
            standings={label: tuple(map(Standing.from_builtins, of)) for label, of in raw["standings"].items()},
        )


def _summary_to_builtins(summary: OperationSummary) -> dict[str, Any]:
    return {
        **asdict(summary),
        "operation": list(summary.operation),
        "statuses": [{**asdict(count), "declared_in": list(count.declared_in)} for count in summary.statuses],
        "remarks": list(summary.remarks),
    }


def _summary_from_builtins(raw: Mapping[str, Any]) -> OperationSummary:
    statuses = [StatusCount(**{**count, "declared_in": tuple(count["declared_in"])}) for count in raw["statuses"]]
    fields = {
        **raw,
        "operation": OperationKey(*raw["operation"]),
        "statuses": tuple(statuses),
        "remarks": tuple(raw["remarks"]),
    }
    return OperationSummary(**fields)
