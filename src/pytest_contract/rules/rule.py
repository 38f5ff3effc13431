"""What every rule is: a code, a name, a weight, its documentation, and a function from evidence to findings."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange
from pytest_contract.findings import Evidence, Finding, Location, OperationKey, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.evidence import ApiEvidence, Judged, OperationEvidence
from pytest_contract.spec import Operation


class Rule(ABC):
    """A rule decides and sends nothing; its docstring is its documentation."""

    code: ClassVar[str]
    """`CT101`; never renumbered, never reused."""
    name: ClassVar[str]
    """`undocumented-status`."""
    severity: ClassVar[Severity]
    """By default; a rule may give a finding less."""
    breaks_claims: ClassVar[bool] = True
    """Whether a claim that a finding names is broken by it; a source that is only silent contradicts nothing."""

    @property
    def documentation(self) -> str:
        """What `--contract-explain` prints: what it finds, why it matters, an example, how to mend, how to accept."""
        return inspect.cleandoc(type(self).__doc__ or "")


class OperationRule(Rule):
    """A rule that looks at one operation."""

    @abstractmethod
    def check(self, evidence: OperationEvidence) -> Iterable[Finding]:
        """The rule's findings on one operation."""

    def finding(
        self,
        evidence: OperationEvidence,
        *,
        key: str,
        message: str,
        remedy: str,
        shown_by: Sequence[Judged] = (),
        shown: Exchange | None = None,
        declared_at: str | None = None,
        severity: Severity | None = None,
        cause: str = "",
        claims: Sequence[Claim] = (),
        locations: tuple[Location, ...] = (),
    ) -> Finding:
        """A finding on that operation; of the exchanges that show it, the smallest becomes its evidence.

        `shown` is given in their place where it isn't one of the operation's own. `declared_at` is the JSON
        pointer of the declaration that is meant, the operation's own by default.
        """
        if shown is None and shown_by:
            shown = min((judged.exchange for judged in shown_by), key=_size)
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity if severity is None else severity,
            operation=OperationKey(evidence.operation.method, evidence.operation.path),
            key=key,
            # What an app raises or answers may repeat a credential.
            message=evidence.showing.redactor.text(message),
            remedy=remedy,
            locations=(*map(line_of, claims), *locations, *_locations(evidence, declared_at)),
            evidence=None if shown is None else evidence.show(shown),
            occurrences=max(1, len(shown_by)),
            cause=cause,
            claims=tuple(claim.id for claim in claims),
        )


class ApiRule(Rule):
    """A rule that looks at the API as a whole."""

    @abstractmethod
    def check(self, evidence: ApiEvidence) -> Iterable[Finding]:
        """The rule's findings."""

    def finding(
        self,
        *,
        operation: OperationKey | None,
        key: str,
        message: str,
        remedy: str,
        locations: tuple[Location, ...] = (),
        evidence: Evidence | None = None,
    ) -> Finding:
        """A finding of this rule."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity,
            operation=operation,
            key=key,
            message=message,
            remedy=remedy,
            locations=locations,
            evidence=evidence,
        )


class DesignRule(Rule):
    """A rule that holds what design documents promise against the spec, and against each other."""

    @abstractmethod
    def check(self, evidence: DesignEvidence) -> Iterable[Finding]:
        """The rule's findings on the operations that are looked at; on the design as a whole where it is whole."""

    def finding(
        self,
        evidence: DesignEvidence,
        *,
        operation: OperationKey | Operation | None,
        key: str,
        message: str,
        remedy: str,
        claims: Sequence[Claim] = (),
        declared_at: str | None = None,
        shown_by: Sequence[Judged] = (),
        locations: tuple[Location, ...] = (),
        severity: Severity | None = None,
        cause: str = "",
    ) -> Finding:
        """A finding of this rule; a promise that isn't a must makes a note at most.

        `declared_at` is the JSON pointer of the spec's place; `shown_by` are exchanges of the app that bear it out.
        """
        pointer = operation.pointer if declared_at is None and isinstance(operation, Operation) else declared_at
        declared = () if pointer is None else (evidence.document.locate(pointer),)
        observed = evidence.observed
        shown = None if observed is None or not shown_by else observed.show(smallest(shown_by).exchange)
        return Finding(
            code=self.code,
            name=self.name,
            severity=weight(self.severity if severity is None else severity, claims),
            operation=OperationKey(operation.method, operation.path) if isinstance(operation, Operation) else operation,
            key=key,
            message=message if observed is None else observed.showing.redactor.text(message),
            remedy=remedy,
            locations=(*map(line_of, claims), *declared, *locations),
            evidence=shown,
            occurrences=max(1, len(shown_by)),
            cause=cause,
            claims=tuple(claim.id for claim in claims),
        )


def weight(severity: Severity, claims: Sequence[Claim]) -> Severity:
    """What a finding weighs that rests on these claims: SHOULD and MAY never fail a run (RFC 2119)."""
    return severity if not claims or claims[0].strength == "must" else min(severity, Severity.NOTE)


def line_of(claim: Claim) -> Location:
    """Where a design document makes the promise."""
    return Location(source="design", file=claim.file, line=claim.line)


def _locations(evidence: OperationEvidence, pointer: str | None) -> tuple[Location, ...]:
    declared = evidence.document.locate(evidence.operation.pointer if pointer is None else pointer)
    return (declared,) if evidence.handler is None else (declared, evidence.handler)


def smallest(shown_by: Sequence[Judged]) -> Judged:
    """The one that a finding shows."""
    return min(shown_by, key=lambda judged: _size(judged.exchange))


def _size(exchange: Exchange) -> tuple[int, int, int, int]:
    """Small requests first, those that need nothing before them first of all."""
    request = exchange.request
    return (len(exchange.after), len(request.body) + len(request.url), len(request.headers), exchange.number)
