"""CT509 undeclared-rate-limit."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.rate_limit_measured import RateLimitMeasured
from pytest_contract.probes.rate_limit_plan import TOO_MANY_REQUESTS
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule


class UndeclaredRateLimit(OperationRule):
    """A request is answered 429, and neither the spec nor a design document knows of a limit.

    Why it matters: a client can't keep to a limit that it isn't told, and isn't ready for its answer.

    Example: `GET /search` is answered 429 after thirty requests; its responses are 200 and 400.

    A 429 that the spec declares, by itself, as `4XX` or as `default`, is no finding, nor is one where a design
    document names a limit or the status. A limited answer is never judged as the operation's own.

    How to mend: declare 429 with `Retry-After`, and say in the description how many requests may be sent.

    How to accept: `--contract-ignore=CT509`.
    """

    code = "CT509"
    name = "undeclared-rate-limit"
    severity = Severity.WARNING

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        limited = [judged for judged in evidence.judged if judged.status == TOO_MANY_REQUESTS]
        if not limited or _is_declared(evidence):
            return
        denied = [each for each in evidence.claims if each.kind == "rate_limit" and each.value.get("negated")]
        after = min(judged.exchange.number for judged in limited) - 1
        what = "that there is no" if denied else "no"
        yield self.finding(
            evidence,
            key="429",
            message=f"answered 429 after {after} requests; {what} limit is declared.",
            remedy="Declare 429 with Retry-After, and say how many requests may be sent.",
            shown_by=limited,
            claims=denied,
        )


def _is_declared(evidence: OperationEvidence) -> bool:
    if evidence.operation.response_for(TOO_MANY_REQUESTS) is not None or evidence.measured(RateLimitMeasured):
        return True
    return any(
        (claim.kind == "rate_limit" and not claim.value.get("negated"))
        or (claim.kind in ("status", "error_code") and claim.value.get("status") == str(TOO_MANY_REQUESTS))
        for claim in evidence.claims
    )
