"""What every rule is: a code, a name, a weight, its documentation, and a function from evidence to findings."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from typing import ClassVar

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange
from pytest_contract.findings import Evidence, Finding, Location, OperationKey, Severity
from pytest_contract.rules.evidence import ApiEvidence, Judged, OperationEvidence


class Rule(ABC):
    """A rule decides and sends nothing; its docstring is its documentation."""

    code: ClassVar[str]
    """`CT101`; never renumbered, never reused."""
    name: ClassVar[str]
    """`undocumented-status`."""
    severity: ClassVar[Severity]
    """By default; a rule may give a finding less."""

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
            locations=(*map(line_of, claims), *_locations(evidence, declared_at)),
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
