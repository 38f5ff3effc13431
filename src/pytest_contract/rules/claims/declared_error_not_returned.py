"""CT703 declared-error-not-returned."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.error_codes import is_answered
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import grouped
from pytest_contract.rules.rule import OperationRule, weight
from pytest_contract.rules.statuses import is_of

_NEVER_MEANT = {0, 401, 403, 429, 503}
_PLAIN = {
    status: re.compile(words, re.IGNORECASE)
    for status, words in {
        "401": r"unauth|without|missing|no (valid )?(token|credential)|(invalid|wrong) (token|credential|api)",
        "404": r"unknown|not[ -]?found|no such|does ?n[o']t exist|non-?exist|is missing",
        "405": r"method",
        "406": r"accept",
        "409": r"already|duplicate|exists|taken",
        "412": r"match|etag|precondition",
        "413": r"large|big",
        "415": r"media[ -]?type|content[ -]?type|format",
        "400": r"malformed|invalid|missing|validation|no json|not json",
        "422": r"malformed|invalid|missing|validation",
    }.items()
}
"""What documents say of a status where they mean what the status itself says."""


class DeclaredErrorNotReturned(OperationRule):
    """What should bring a promised status about is answered otherwise.

    Why it matters: clients wait for an answer that never comes, and don't handle the one that does.

    Example: `GET /jobs/{id} answers 404 for an unknown job`; for one that nobody made, the app answers 200.

    It speaks only where a request differs from an accepted one by the very thing that the status is for, and where
    every such request was answered otherwise. What is less plain is unreached, and no finding.

    How to mend: answer with the promised status, or correct the document. Where the spec doesn't declare the status
    either, the document is the odd one out.

    How to accept: `--contract-ignore=CT703`.
    """

    code = "CT703"
    name = "declared-error-not-returned"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        claims = [claim for claim in evidence.claims if claim.operation is not None and _is_promised(claim)]
        for status, about in grouped(claims, lambda claim: str(claim.value["status"]).lower()).items():
            if any(is_of(judged.status, status) for judged in evidence.judged):
                continue
            sought = [judged for judged in evidence.judged if _is_certain(judged, status)]
            if sought and all(judged.status not in _NEVER_MEANT for judged in sought):
                yield self._finding(evidence, status, about, sought)

    def _finding(self, evidence: OperationEvidence, status: str, claims: list[Claim], sought: list[Judged]) -> Finding:
        first = min(claims, key=lambda claim: (claim.strength != "must", claim.kind != "status"))
        answers = ", ".join(dict.fromkeys(str(judged.status) for judged in sought))
        is_in_spec = any(response.status == status for response in evidence.operation.responses)
        return self.finding(
            evidence,
            key=status,
            message=f"answered {answers} to what should be answered {status} by {first.file}:{first.line}"
            f"{_what(sought[0])}.",
            remedy=f"Answer {status}: the design and the spec agree."
            if is_in_spec
            else f"Answer {status}, or correct {first.file}:{first.line}: the spec doesn't declare it.",
            shown_by=sought,
            claims=(first, *(claim for claim in claims if claim is not first)),
            severity=weight(self.severity, (first,)),
        )


def _is_promised(claim: Claim) -> bool:
    if claim.kind not in ("status", "error_code") or (claim.kind == "error_code" and not is_answered(claim)):
        return False
    status = str(claim.value.get("status", ""))
    return status[:1] == "4" and not claim.value.get("negated") and _is_plain(status, claim.value.get("condition"))


def _is_plain(status: str, condition: object) -> bool:
    """Whether the condition is what a pursuit of that status brings about, and not `when it is older than 30 days`."""
    if not condition:
        return True
    words = _PLAIN.get(status)
    return words is not None and words.search(str(condition)) is not None


def _is_certain(judged: Judged, status: str) -> bool:
    """Whether a pursuit differs from an accepted request by the very thing that the status is for."""
    intent = judged.exchange.intent
    return intent.kind == "pursuit" and intent.status is not None and is_of(intent.status, status) and intent.is_certain


def _what(judged: Judged) -> str:
    tried = judged.exchange.intent.probe
    return f" ({tried})" if tried else ""
