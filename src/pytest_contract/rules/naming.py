"""Which promises of design documents a finding on spec and app breaks as well: one cause, one finding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from pytest_contract.design import Claim
from pytest_contract.findings import Finding
from pytest_contract.rules.error_formats import breaches, formats, is_judged
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import line_of
from pytest_contract.rules.statuses import is_of


def named(findings: Iterable[Finding], evidence: OperationEvidence) -> list[Finding]:
    """The findings on one operation, each with the claims that it breaks, and their lines."""
    return [finding if finding.claims else _with(finding, _broken_by(finding, evidence)) for finding in findings]


def _with(finding: Finding, claims: Iterable[Claim]) -> Finding:
    must = [claim for claim in claims if claim.strength == "must"]
    if not must:
        return finding
    places = tuple(dict.fromkeys((*map(line_of, must), *finding.locations)))
    return replace(finding, claims=tuple(claim.id for claim in must), locations=places)


def _broken_by(finding: Finding, evidence: OperationEvidence) -> list[Claim]:
    match finding.code:
        case "CT301":
            return [claim for claim in evidence.claims if _is_own(claim, "operation")][:1]
        case "CT401":
            return [claim for claim in evidence.claims if claim.kind == "auth" and claim.value.get("required")]
        case "CT104":
            return _headers(finding, evidence)
        case "CT102" | "CT103":
            return _formats(finding, evidence)
    return []


def _is_own(claim: Claim, kind: str) -> bool:
    return claim.kind == kind and claim.operation is not None


def _headers(finding: Finding, evidence: OperationEvidence) -> list[Claim]:
    status, name, _ = finding.key.split(":", 2)
    return [
        claim
        for claim in evidence.claims
        if claim.kind == "header" and str(claim.value["name"]).lower() == name and _is_on(claim, status)
    ]


def _is_on(claim: Claim, status: str) -> bool:
    on = str(claim.value.get("on", ""))
    return on.lower() in ("all", "*", "any") or is_of(int(status), on)


def _formats(finding: Finding, evidence: OperationEvidence) -> list[Claim]:
    status = finding.key.partition(":")[0]
    breaking = [judged for judged in evidence.refusals if str(judged.status) == status and is_judged(judged)]
    return [claim for claim in formats(evidence) if any(breaches(judged, claim) for judged in breaking)]
