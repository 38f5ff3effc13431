"""Claims after a whole run: each with its verdict, and what that says of the documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import get_args

from pytest_contract.design import Claim
from pytest_contract.findings import Finding
from pytest_contract.reports.report import Documentation, ReportedClaim, Requirement
from pytest_contract.rules.standing import Standing, Verdict
from pytest_contract.run.claims import standing_of
from pytest_contract.run.designs import Designs, breakers, broken
from pytest_contract.run.outcome import Outcome
from pytest_contract.spec import Document


def reported_claims(
    claims: Sequence[Claim], outcomes: Iterable[Outcome], findings: Sequence[Finding]
) -> tuple[ReportedClaim, ...]:
    """Every claim, whatever the order in which outcomes came in, and however often one operation was examined."""
    stood = _standings(outcomes)
    breaking = breakers(findings)
    named: dict[str, dict[str, None]] = {}
    for finding in findings:
        for claim_id in finding.claims:
            named.setdefault(claim_id, {})[finding.fingerprint] = None
    return tuple(
        ReportedClaim(
            claim=claim,
            standing=broken(claim.id, breaking[claim.id])
            if claim.id in breaking
            else standing_of(claim.id, stood.get(claim.id, {})),
            findings=tuple(named.get(claim.id, ())),
        )
        for claim in claims
    )


def _standings(outcomes: Iterable[Outcome]) -> Mapping[str, dict[str, tuple[Standing, ...]]]:
    """For each claim what each operation said of it, once; of two answers of one operation, the graver."""
    found: dict[str, dict[str, tuple[Standing, ...]]] = {}
    for outcome in outcomes:
        for label, of_operation in outcome.standings.items():
            for each in of_operation:
                known = found.setdefault(each.claim, {}).get(label)
                found[each.claim][label] = (each if known is None else each.graver(known[0]),)
    return found


def requirements_of(claims: Iterable[ReportedClaim]) -> tuple[Requirement, ...]:
    """The ids that claims belong to, in the order in which the documents name them."""
    found: dict[str, list[ReportedClaim]] = {}
    for each in claims:
        for name in each.claim.ids:
            found.setdefault(name, []).append(each)
    return tuple(
        Requirement(id=name, claims=tuple(each.claim.id for each in of_id), verdicts=_counts(of_id))
        for name, of_id in found.items()
    )


def _counts(claims: Iterable[ReportedClaim]) -> tuple[tuple[Verdict, int], ...]:
    counts = Counter(each.standing.verdict for each in claims)
    return tuple((verdict, counts[verdict]) for verdict in get_args(Verdict) if counts[verdict])


def documentation_of(document: Document, claims: Sequence[ReportedClaim], unread: int) -> Documentation:
    """What the documents leave open."""
    designs = Designs(document, [each.claim for each in claims])
    described = [designs.on(operation) for operation in document.operations]
    verdicts = Counter(each.standing.verdict for each in claims)
    return Documentation(
        operations=(sum(map(bool, described)), len(described)),
        with_examples=sum(any(claim.kind == "example" for claim in of_operation) for of_operation in described),
        claims=len(claims),
        verified=verdicts["kept"] + verdicts["broken"],
        contradicted=verdicts["broken"],
        unread=unread,
    )
