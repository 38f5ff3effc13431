"""One cause, one finding: what another finding already explains is left out."""

from __future__ import annotations

from collections.abc import Iterable

from pytest_contract.findings import Finding, Severity

_SUCCESSES = ("2", "3")

EXPLAINED_BY: dict[str, frozenset[str]] = {
    "CT101": frozenset({"CT301"}),
    "CT102": frozenset({"CT301"}),
    "CT103": frozenset({"CT301"}),
    "CT104": frozenset({"CT301"}),
    "CT105": frozenset({"CT301"}),
    "CT106": frozenset({"CT301"}),
    "CT107": frozenset({"CT301"}),
    "CT201": frozenset({"CT301"}),
    "CT202": frozenset({"CT301"}),
    "CT401": frozenset({"CT301"}),
    "CT402": frozenset({"CT301", "CT401"}),
    "CT502": frozenset({"CT606"}),
    "CT503": frozenset({"CT606"}),
    "CT701": frozenset({"CT301"}),
    "CT702": frozenset({"CT301"}),
    "CT703": frozenset({"CT301"}),
    "CT704": frozenset({"CT301"}),
    "CT708": frozenset({"CT301"}),
    "CT901": frozenset({"CT105", "CT202", "CT301", "CT905"}),
    "CT902": frozenset({"CT301", "CT905"}),
}
"""For one operation: a finding of the left code goes where there is one of the right codes."""

OF_ONE_STATUS = frozenset(
    {
        ("CT101", "CT603"),
        ("CT703", "CT603"),
        ("CT701", "CT101"),
        ("CT702", "CT101"),
        ("CT704", "CT101"),
        ("CT701", "CT103"),
        ("CT103", "CT702"),
    }
)
"""The same, where both speak of one status, with which the keys of both begin."""


def settled(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of one operation, worst first, without those that another one explains."""
    everything = list(findings)
    codes = {finding.code for finding in everything if finding.severity > Severity.NOTE}
    on_status = {(finding.code, _status(finding)) for finding in everything if finding.severity > Severity.NOTE}
    kept = [
        finding
        for finding in everything
        if not _is_explained(finding, codes)
        and not any((code, _status(finding)) in on_status for mine, code in OF_ONE_STATUS if mine == finding.code)
    ]
    return tuple(sorted(kept, key=lambda finding: (-finding.severity, finding.code, finding.key)))


def _is_explained(finding: Finding, codes: set[str]) -> bool:
    if EXPLAINED_BY.get(finding.code, frozenset()) & codes:
        return True
    # An operation that never succeeded needs no line for each of its successes.
    if finding.code == "CT902" and "CT401" in codes and finding.key in ("401", "403"):
        return True
    return finding.code == "CT902" and "CT901" in codes and finding.key.startswith(_SUCCESSES)


def _status(finding: Finding) -> str:
    return finding.key.partition(":")[0]
