"""CT708 declared-header-missing."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.exchange import Response
from pytest_contract.exchange.record import header
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.deprecations import untold
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import grouped
from pytest_contract.rules.headers import bearers, is_declared, is_required_by_spec
from pytest_contract.rules.rule import OperationRule, weight


class DeclaredHeaderMissing(OperationRule):
    """A response lacks a header that a design document promises.

    Why it matters: clients pace themselves, trace and cache by headers.

    Example: `A 429 carries Retry-After`; the app's 429 has none.

    The promise has to say which responses carry the header: a status, or all. Where the spec requires the header too,
    it is CT104, which names the promise.

    A promised deprecation is told in headers too: `Deprecation` (RFC 9745) and `Sunset` (RFC 8594) where the document
    names them, with the dates that it names, and Sunset not before Deprecation. What the document calls deprecated, and
    the spec doesn't, is a warning.

    How to mend: send the header, or correct the document. Where the spec doesn't declare the header, the document may
    be the odd one out.

    How to accept: `--contract-ignore=CT708`.
    """

    code = "CT708"
    name = "declared-header-missing"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for claim in evidence.claims:
            if claim.kind == "header" and claim.value.get("on"):
                lacking = [judged for judged in bearers(evidence, claim) if _lacks(judged, claim)]
                for status, seen in grouped(lacking, lambda judged: judged.status).items():
                    if not is_required_by_spec(evidence.operation, status, claim.value["name"]):
                        yield self._finding(evidence, claim, status, seen)

        for claim in evidence.claims:
            if claim.kind == "deprecation":
                yield from self._of_deprecation(evidence, claim)

    def _of_deprecation(self, evidence: OperationEvidence, claim: Claim) -> Iterator[Finding]:
        for each in untold(claim, evidence):
            yield self.finding(
                evidence,
                key=each.key,
                message=f"{each.told}.",
                remedy=each.remedy,
                shown_by=each.shown_by,
                severity=weight(self.severity if each.shown_by else Severity.WARNING, (claim,)),
                claims=(claim,),
            )

    def _finding(self, evidence: OperationEvidence, claim: Claim, status: int, seen: list[Judged]) -> Finding:
        name = claim.value["name"]
        agreed = is_declared(evidence.operation, status, name)
        return self.finding(
            evidence,
            key=f"{status}:{str(name).lower()}",
            message=f"answered {status} without {name}; {claim.file}:{claim.line} promises it.",
            remedy=f"Send {name}: the design and the spec agree."
            if agreed
            else f"Send {name}, or correct {claim.file}:{claim.line}: the spec doesn't declare it.",
            shown_by=seen,
            claims=(claim,),
            severity=weight(self.severity, (claim,)),
        )


def _lacks(judged: Judged, claim: Claim) -> bool:
    answer = judged.exchange.answer
    return isinstance(answer, Response) and header(answer.headers, str(claim.value["name"])) is None
