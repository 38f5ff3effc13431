"""Many outcomes, one report: causes merged, operations in order, coverage counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pytest_contract.findings import Finding, OperationKey
from pytest_contract.reports.lines import counted
from pytest_contract.reports.report import (
    NOT_RUN,
    OperationSummary,
    Report,
    ReportedClaim,
    ReportedFinding,
    StatusCount,
)
from pytest_contract.run.claim_summary import documentation_of, reported_claims, requirements_of
from pytest_contract.run.designs import DesignDocument
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.settings import Settings
from pytest_contract.spec import Document, Operation

_SET_UP = {
    "401": "give credentials with --contract-header, --contract-auth or the fixture contract_identities",
    "403": "give credentials that are allowed to do something, with --contract-auth or the fixture contract_identities",
    "404": "the app seems to serve another path: compare `servers` in the spec, the base URL and the app's own prefix",
    "429": "a rate limit stands before the app: raise it for the tests",
    "503": "the app is not ready to be tested",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetName:
    """What the target called itself when it was opened."""

    kind: Literal["asgi", "wsgi", "url", "none"] = "none"
    name: str = ""
    framework: str | None = None


def summarise(
    outcomes: Iterable[Outcome],
    *,
    settings: Settings,
    document: Document,
    target: TargetName,
    duration_s: float,
    workers: int,
    exit_status: int,
    designs: Sequence[DesignDocument] = (),
) -> Report:
    """The whole run, whatever the order in which its outcomes came in."""
    outcomes = tuple(outcomes)
    operations = _operations(outcomes, document.operations)
    findings = _distinct(finding for outcome in outcomes for finding in outcome.findings)
    claims = reported_claims([claim for design in designs for claim in design.claims], outcomes, findings)
    unread = sum(len(design.unread) for design in designs)
    is_design_alone = bool(designs) and target.kind == "none"
    return Report(
        seed=settings.seed,
        requests=sum(summary.requests for summary in operations),
        duration_s=round(duration_s, 3),
        workers=workers,
        exit_status=exit_status,
        spec_file=document.display,
        spec_title=document.title,
        spec_version=document.version,
        openapi=document.openapi,
        target_kind=target.kind,
        target_name=target.name,
        framework=target.framework,
        operations=operations,
        findings=merge(findings, order_of(document)),
        coverage={**coverage(operations), **_claims_covered(claims)},
        remarks=() if is_design_alone else set_up_remarks(operations),
        designs=tuple(design.file for design in designs),
        claims=claims,
        requirements=requirements_of(claims),
        documentation=documentation_of(document, claims, unread) if designs else None,
    )


def _distinct(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once: an operation may have been examined for its own test and for a claim's."""
    found: dict[str, Finding] = {}
    for finding in findings:
        known = found.get(finding.fingerprint)
        if known is None or (known.evidence is None and finding.evidence is not None):
            found[finding.fingerprint] = finding
    return list(found.values())


def _claims_covered(claims: Sequence[ReportedClaim]) -> dict[str, tuple[int, int]]:
    verified = [each for each in claims if each.standing.verdict in ("kept", "broken")]
    return {"claims": (len(verified), len(claims))} if claims else {}


def order_of(document: Document) -> dict[OperationKey, int]:
    """Where each operation stands in the spec."""
    return {OperationKey(each.method, each.path): at for at, each in enumerate(document.operations)}


def _operations(outcomes: Sequence[Outcome], declared: Iterable[Operation]) -> tuple[OperationSummary, ...]:
    ran = {summary.operation: summary for outcome in outcomes for summary in outcome.summaries}
    return tuple(ran.get(OperationKey(each.method, each.path)) or _left_out(each) for each in declared)


def _left_out(operation: Operation) -> OperationSummary:
    return OperationSummary(
        operation=OperationKey(operation.method, operation.path),
        statuses=tuple(
            StatusCount(status=response.status, declared_in=("spec",), observed=0) for response in operation.responses
        ),
        remarks=(NOT_RUN,),
    )


def merge(findings: Iterable[Finding], order: dict[OperationKey, int]) -> tuple[ReportedFinding, ...]:
    """Findings that one change would mend become one; worst first, then by code, then in the spec's order."""

    def rank(finding: Finding) -> tuple[int, str, int, str]:
        at = -1 if finding.operation is None else order.get(finding.operation, len(order))
        return -finding.severity, finding.code, at, finding.key

    groups: dict[tuple[str, ...], list[Finding]] = {}
    for finding in sorted(findings, key=rank):
        groups.setdefault(_group(finding), []).append(finding)
    return tuple(ReportedFinding(finding=first, also=tuple(also)) for first, *also in groups.values())


def _group(finding: Finding) -> tuple[str, ...]:
    return (finding.code, "cause", finding.cause) if finding.cause else (finding.code, "alone", finding.fingerprint)


def coverage(operations: Iterable[OperationSummary]) -> dict[str, tuple[int, int]]:
    """Reached and declared: operations with an answer below 400, declared statuses, declared ones below 400."""
    operations = tuple(operations)
    declared = [count for each in operations for count in each.statuses if count.declared_in]
    succeeding = [count for count in declared if _is_success(count.status)]
    return {
        "operations": (sum(map(_is_reached, operations)), len(operations)),
        "statuses": (_seen(declared), len(declared)),
        "success_statuses": (_seen(succeeding), len(succeeding)),
    }


def _is_reached(summary: OperationSummary) -> bool:
    return any(count.observed and _is_success(count.status) for count in summary.statuses)


def _is_success(status: str) -> bool:
    return status[:1] in {"1", "2", "3"}


def _seen(counts: Iterable[StatusCount]) -> int:
    return sum(count.observed > 0 for count in counts)


def set_up_remarks(operations: Iterable[OperationSummary]) -> tuple[str, ...]:
    """What shows that the run tested nothing, with the way out; empty where it did test something."""
    ran = [each for each in operations if NOT_RUN not in each.remarks]
    if not ran:
        return ("no operation was tested",)
    requests = sum(each.requests for each in ran)
    if not requests:
        return (f"no request was sent for {counted(len(ran), 'operation')}: nothing was tested",)
    seen: Counter[str] = Counter()
    for each in ran:
        seen.update({count.status: count.observed for count in each.statuses if count.observed})
    if not seen:
        return (f"none of {counted(requests, 'request')} was answered: is the target up, and is this its address?",)
    if len(seen) == 1 and (status := next(iter(seen))) in _SET_UP:
        return (f"all {counted(seen[status], 'request')} were answered {status}: {_SET_UP[status]}",)
    return ()
