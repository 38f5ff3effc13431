"""CT507 rate-limit-scope-wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.rate_limit_measured import RateLimitMeasured, Shot, Step
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.quota import count, is_refused, key_of, measured_limits, window_seen
from pytest_contract.rules.rule import OperationRule

_GLOBAL = re.compile(r"\b(global|globally|all clients|in total|overall|shared)\b", re.IGNORECASE)

_APART: dict[str, tuple[tuple[Step, str], ...]] = {
    "user": (("other-user", "another user, from another address, was limited too"),),
    "key": (("other-user", "another key, from another address, was limited too"),),
    "ip": (
        ("same-user-other-address", "requests from another address were limited too"),
        ("other-address", "requests from another address were limited too"),
    ),
}
_TOGETHER: dict[str, tuple[tuple[Step, str], ...]] = {
    "user": (("same-user-other-address", "the same user passed from another address"),),
    "key": (("same-user-other-address", "the same key passed from another address"),),
    "ip": (("other-user-same-address", "another user passed from the same address"),),
    "all": (
        ("other-user", "another user, from another address, passed"),
        ("other-address", "requests from another address passed"),
    ),
}


class RateLimitScopeWrong(OperationRule):
    """A rate limit counts others than those whom it is declared to count.

    Why it matters: where a limit per user is shared, one user locks all others out; where it goes by address, one
    user gets around it.

    Example: the design says "10 reports per hour per user", and after Alice's ten Bob's first one is answered 429.

    While a quota is used up, others are sent: another user, the same one from another address, another user from the
    same address. For a limit by user on an operation that requires credentials, requests without any are sent too:
    they must not use up what is the user's.

    How to mend: count by what is declared, or declare what is counted.

    How to accept: `--contract-ignore=CT507`.
    """

    code = "CT507"
    name = "rate-limit-scope-wrong"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in measured_limits(evidence):
            # Where the number is wrong, another limit may be the one that answers.
            if measured.refused is None or count(measured) not in ("kept", "fewer", "more"):
                continue
            for kind, what, shot in _faults(measured):
                yield self.finding(
                    evidence,
                    key=f"{kind} {key_of(measured)}",
                    message=f"{measured.limit.label} by {measured.limit.scope} are declared; with it used up, {what}.",
                    remedy="Count by what is declared, or declare what is counted.",
                    shown=shot.exchange,
                    declared_at=measured.limit.pointer,
                    claims=measured.limit.claims,
                )
                break


def _faults(measured: RateLimitMeasured) -> Iterator[tuple[str, str, Shot]]:
    scope = measured.limit.scope or ""
    for step, what in _APART.get(scope, ()):
        yield from (("shared", what, shot) for shot in measured.of(step) if is_refused(shot, measured))
    if scope != "all" or _says_global(measured):
        for step, what in _TOGETHER.get(scope, ()):
            yield from (("apart", what, shot) for shot in measured.of(step) if shot.has_passed)
    # A quota that doesn't come back was used up before the strangers came.
    if scope in ("user", "key") and window_seen(measured) == "kept":
        what = "requests without a credential had used it up"
        yield from (("before-auth", what, shot) for shot in measured.of("after-flood") if is_refused(shot, measured))


def _says_global(measured: RateLimitMeasured) -> bool:
    """`all` may mean all endpoints of one client, too."""
    return any(_GLOBAL.search(claim.text) for claim in measured.limit.claims)
