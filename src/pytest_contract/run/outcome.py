"""What one test came to, in a form that survives the way between processes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from pytest_contract.findings import Finding, OperationKey
from pytest_contract.reports.report import OperationSummary, StatusCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one test came to."""

    findings: tuple[Finding, ...] = ()
    """All of them, worst first, whatever their severity; ignored codes are already left out."""
    summary: OperationSummary | None = None
    """`None` for a test that isn't about one operation."""

    def to_builtins(self) -> dict[str, Any]:
        """As dict, list, str, int and float."""
        summary = None
        if self.summary is not None:
            summary = {
                **asdict(self.summary),
                "operation": list(self.summary.operation),
                "statuses": [
                    {**asdict(count), "declared_in": list(count.declared_in)} for count in self.summary.statuses
                ],
                "remarks": list(self.summary.remarks),
            }
        return {"findings": [finding.to_builtins() for finding in self.findings], "summary": summary}

    @classmethod
    def from_builtins(cls, raw: Mapping[str, Any]) -> Outcome:
        """The inverse of `to_builtins`."""
        summary = None
        if raw["summary"] is not None:
            fields = dict(raw["summary"])
            fields["operation"] = OperationKey(*fields["operation"])
            fields["statuses"] = tuple(
                StatusCount(**{**count, "declared_in": tuple(count["declared_in"])}) for count in fields["statuses"]
            )
            fields["remarks"] = tuple(fields["remarks"])
            summary = OperationSummary(**fields)
        return cls(findings=tuple(Finding.from_builtins(finding) for finding in raw["findings"]), summary=summary)
