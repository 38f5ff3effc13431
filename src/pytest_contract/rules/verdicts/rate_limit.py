"""How a claim on a rate limit stands."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.probes.rate_limit_measured import RateLimitMeasured
from pytest_contract.probes.rate_limit_plan import TOO_MANY_REQUESTS
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import count, window_seen
from pytest_contract.rules.standing import Standing, Verdict


def rate_limit(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where as many passed as are declared, and the next one was limited; the reason says what was left open."""
    if claim.value.get("negated"):
        return _unlimited(claim, evidence)
    measured = next((each for each in evidence.measured(RateLimitMeasured) if claim in each.limit.claims), None)
    if measured is None:
        reason = "it is measured on another operation"
        return Standing(claim=claim.id, verdict="not_verifiable", reason=reason, is_decided_elsewhere=True)
    if measured.unverifiable:
        was_refused = any(not shot.is_limited for shot in measured.shots)
        return _standing(claim, "unreached" if was_refused else "not_verifiable", measured.unverifiable)
    counted = count(measured)
    if counted == "unclear":
        return _standing(claim, "not_verifiable", why_unclear(measured))
    if counted != "kept":
        return _standing(claim, "broken", f"{measured.passed} passed")
    return Standing(claim=claim.id, verdict="kept", seen=1, reason=_left_open(measured))


def why_unclear(measured: RateLimitMeasured) -> str:
    """Why the number of requests that passed says nothing."""
    if measured.refused is not None:
        return f"{measured.passed} passed, and the quota may have been used before: {measured.clock_reason}"
    last_s = measured.of("fill")[-1].at_s
    if last_s >= measured.limit.window_s:
        return f"{measured.passed} requests took {last_s:.1f} s, longer than the window"
    return f"{measured.passed} passed, and those beyond were refused for another reason"


def _left_open(measured: RateLimitMeasured) -> str:
    is_open = window_seen(measured) == "unclear" and measured.clock_reason
    return f"the end of its window was not waited for: {measured.clock_reason}" if is_open else ""


def _unlimited(claim: Claim, evidence: OperationEvidence) -> Standing:
    limited = [judged for judged in evidence.judged if judged.status == TOO_MANY_REQUESTS]
    if limited:
        return _standing(claim, "broken", "a request was answered 429")
    seen = len(evidence.judged)
    return Standing(claim=claim.id, verdict="kept" if seen else "unreached", seen=seen)


def _standing(claim: Claim, verdict: Verdict, reason: str) -> Standing:
    return Standing(claim=claim.id, verdict=verdict, reason=reason)
