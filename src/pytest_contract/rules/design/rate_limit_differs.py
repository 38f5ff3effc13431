"""CT606 rate-limit-differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_contract.design import Claim
from pytest_contract.design.spec_limits import DeclaredLimit, declared_limits
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.design_evidence import DesignEvidence, lines
from pytest_contract.rules.rates import in_words, is_comparable, is_equal, rates
from pytest_contract.rules.rule import DesignRule
from pytest_contract.spec import Operation


class RateLimitDiffers(DesignRule):
    """A design document promises another rate limit than the spec, or another design document, does.

    Why it matters: a client that keeps to the higher of the two is turned away.

    Example: `10 reports per hour` in the design; `limit: 100, window: 1h` in the spec's `x-rate-limit`.

    Limits are read from descriptions, 429 responses and the extensions of common gateways. Where the design names
    several limits (a burst and a daily one), each is compared with those of the same window; plans and scopes are
    kept apart.

    A limit that was measured then breaks one of the two for sure, which is no finding of its own.

    How to mend: the remedy names both lines.

    How to accept: `--contract-ignore=CT606`.
    """

    code = "CT606"
    name = "rate-limit-differs"
    severity = Severity.ERROR

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        for operation, claims in evidence.each("rate_limit"):
            stated = declared_limits(evidence.document, operation)
            yield from self._against_spec(evidence, operation, rates(claims), stated)
            yield from self._unlimited(evidence, operation, claims, stated)
            yield from self._among_documents(evidence, operation, rates(claims))
        if evidence.is_whole:
            yield from self._among_documents(evidence, None, rates(evidence.general("rate_limit")))

    def _against_spec(
        self, evidence: DesignEvidence, operation: Operation, claims: Sequence[Claim], stated: Sequence[DeclaredLimit]
    ) -> Iterator[Finding]:
        for claim in claims:
            rivals = [each for each in stated if is_comparable(claim, each, alone=len(claims) == len(stated) == 1)]
            if not rivals or any(is_equal(claim, each) for each in rivals):
                continue
            place = evidence.document.locate(rivals[0].pointer)
            yield self.finding(
                evidence,
                operation=operation,
                key=f"{claim.value['window_s']:g}:{claim.value.get('scope', '')}:{claim.value.get('plan', '')}",
                message=f"is promised {in_words(claim)} at {lines([claim])}; "
                f"{place} says {rivals[0].limit:g} in {rivals[0].window_s:g} s.",
                remedy=f"Correct {lines([claim])} or {place}: the app can keep one of them.",
                claims=(claim,),
                declared_at=rivals[0].pointer,
            )

    def _unlimited(
        self, evidence: DesignEvidence, operation: Operation, claims: Sequence[Claim], stated: Sequence[DeclaredLimit]
    ) -> Iterator[Finding]:
        denied = [claim for claim in claims if claim.value.get("negated")]
        if denied and stated:
            place = evidence.document.locate(stated[0].pointer)
            yield self.finding(
                evidence,
                operation=operation,
                key="unlimited",
                message=f"is promised to have no limit at {lines(denied[:1])}; "
                f"{place} says {stated[0].limit:g} in {stated[0].window_s:g} s.",
                remedy=f"Correct {lines(denied[:1])} or {place}.",
                claims=denied,
                declared_at=stated[0].pointer,
            )

    def _among_documents(
        self, evidence: DesignEvidence, operation: Operation | None, claims: Sequence[Claim]
    ) -> Iterator[Finding]:
        """Two documents that disagree; within one, several limits of one window are a matter of its own tables."""
        for at, claim in enumerate(claims):
            others = [each for each in claims[at + 1 :] if each.file != claim.file and _is_rival(claim, each)]
            for other in others[:1]:
                yield self.finding(
                    evidence,
                    operation=operation,
                    key=f"documents:{claim.value['window_s']:g}:{claim.value.get('scope', '')}",
                    message=f"{lines([claim])} promises {in_words(claim)}, and {lines([other])} {in_words(other)}.",
                    remedy=f"Correct {lines([claim])} or {lines([other])}.",
                    claims=(claim, other),
                )


def _is_rival(one: Claim, other: Claim) -> bool:
    same = ("window_s", "scope", "plan", "unit")
    return (
        all(one.value.get(key) == other.value.get(key) for key in same) and one.value["limit"] != other.value["limit"]
    )
