"""All design documents of a run as one design: held against the spec, and against what the app did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Location, OperationKey
from pytest_contract.rules.design_evidence import DesignEvidence, UnreadLine
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.owners import Owners
from pytest_contract.rules.registry import BY_CODE, RULES
from pytest_contract.rules.rule import DesignRule
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts import standing
from pytest_contract.spec import Document, Operation

HELD_AGAINST_SPEC = frozenset(
    {"operation", "status", "error_code", "rate_limit", "auth", "example", "field", "parameter"}
)
"""Kinds of claims that a spec alone may contradict."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignDocument:
    """One design document, read."""

    file: str
    """As displayed."""
    claims: tuple[Claim, ...]
    unread: tuple[UnreadLine, ...] = ()
    left_out: int = 0
    """How many lines a comment leaves out."""


class Designs:
    """What design documents promise of one spec's operations."""

    def __init__(self, document: Document, claims: Sequence[Claim], unread: Sequence[UnreadLine] = ()) -> None:
        self.claims, self.unread = tuple(claims), tuple(unread)
        self.owners = Owners(document)
        self._document = document

    def of(self, operation: Operation) -> tuple[Claim, ...]:
        """The claims on that operation, and those on the whole API."""
        return tuple(claim for claim in self.claims if claim.operation is None or self.owners.is_on(claim, operation))

    def speak_of_auth(self, operation: Operation) -> bool:
        """Whether a document says who may call that operation; a health check is for everyone."""
        return any(
            (claim.kind == "auth" and claim.value.get("required") is not None) or claim.value.get("health") is True
            for claim in self.of(operation)
        )

    @cached_property
    def limited_apart(self) -> frozenset[str]:
        """The operations of which a document says a limit of their own, or that they have none."""
        named = (claim.operation for claim in self.claims if claim.kind == "rate_limit" and claim.operation is not None)
        return frozenset(operation.label for name in named for operation in self.owners.of(name))

    @cached_property
    def catalogue(self) -> tuple[Claim, ...]:
        """What the documents promise of error codes and error bodies."""
        return tuple(claim for claim in self.claims if claim.kind in ("error_code", "error_format"))

    def on(self, operation: Operation) -> tuple[Claim, ...]:
        """The claims on that very operation."""
        return tuple(claim for claim in self.claims if self.owners.is_on(claim, operation))

    def owners_of(self, claim: Claim) -> tuple[Operation, ...]:
        """The operations that can show how a claim stands; none where the spec lacks the one that it names."""
        return self._document.operations if claim.operation is None else self.owners.of(claim.operation)

    def drift(self, routes: Mapping[OperationKey, Location | None] | None = None) -> tuple[Finding, ...]:
        """What the documents and the spec say of each other; `routes` are homeless operations that the app has."""
        if not self.claims and not self.unread:
            return ()
        return self._found(self._evidence(self._document.operations, routes=routes))

    def drift_of(self, observed: OperationEvidence) -> tuple[Finding, ...]:
        """The same for one operation, knowing what the app did."""
        if not self.claims:
            return ()
        return self._found(self._evidence((observed.operation,), observed=observed))

    @cached_property
    def homeless(self) -> Mapping[OperationKey, tuple[Claim, ...]]:
        """Claims about operations that the spec lacks."""
        return self._evidence(()).homeless

    def _evidence(
        self,
        operations: tuple[Operation, ...],
        *,
        observed: OperationEvidence | None = None,
        routes: Mapping[OperationKey, Location | None] | None = None,
    ) -> DesignEvidence:
        return DesignEvidence(
            document=self._document,
            owners=self.owners,
            claims=self.claims,
            unread=self.unread,
            operations=operations,
            observed=observed,
            routes=routes or {},
            knows_routes=routes is not None,
        )

    def _found(self, evidence: DesignEvidence) -> tuple[Finding, ...]:
        return tuple(finding for rule in RULES if isinstance(rule, DesignRule) for finding in rule.check(evidence))


def standings(evidence: OperationEvidence, findings: Iterable[Finding]) -> tuple[Standing, ...]:
    """How each claim that bears on an operation stands, those broken that a finding names."""
    breaking = breakers(findings)
    return tuple(
        broken(claim.id, breaking[claim.id]) if claim.id in breaking else standing(claim, evidence)
        for claim in evidence.claims
    )


def breakers(findings: Iterable[Finding]) -> dict[str, Finding]:
    """Of the findings that break claims, the first for each claim's id."""
    breaking: dict[str, Finding] = {}
    for finding in findings:
        if BY_CODE[finding.code].breaks_claims:
            for claim in finding.claims:
                breaking.setdefault(claim, finding)
    return breaking


def broken(claim: str, finding: Finding) -> Standing:
    """A claim's standing after a finding that breaks it."""
    return Standing(claim=claim, verdict="broken", reason=f"{finding.code} {finding.name}")


def shown_by(claim: Claim, findings: Iterable[Finding]) -> dict[str, Finding]:
    """The findings that this claim is to show, by their fingerprints."""
    return {finding.fingerprint: finding for finding in findings if finding.claims[:1] == (claim.id,)}
