"""CT706 idempotency-broken."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange
from pytest_contract.findings import Finding, Severity
from pytest_contract.probes import shown
from pytest_contract.probes.effect import made_key
from pytest_contract.probes.idempotency import IdempotencyMeasured
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.repeated import second_effect
from pytest_contract.rules.rule import OperationRule, weight


class IdempotencyBroken(OperationRule):
    """A command that the design calls idempotent has a second effect, or its repetition is answered otherwise.

    Why it matters: clients repeat what timed out, and a customer pays twice.

    Example: the design promises that `POST /payments` with one `Idempotency-Key` pays once, and the second request
    answers 201 with another id.

    The same request is sent twice under a key that was never used. A second effect is a second id, an item more in
    the list, or a number that moves by the same distance again. Where the design says what another body under the
    same key is answered, that is tried too, with a body that is accepted under a key of its own. What the design
    doesn't say isn't asked for.

    How to mend: keep the first answer with the key and a digest of the body, in one transaction with the effect.

    How to accept: `--contract-ignore=CT706`.
    """

    code = "CT706"
    name = "idempotency-broken"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in evidence.measured(IdempotencyMeasured):
            for claim in measured.claims:
                found = self._negated(claim, measured) if claim.value.get("negated") else self._broken(claim, measured)
                for key, message, exchange in found:
                    yield self._finding(evidence, claim, key, message, exchange)

    def _broken(self, claim: Claim, measured: IdempotencyMeasured) -> Iterator[tuple[str, str, Exchange]]:
        yield from _replayed(claim, measured)
        wanted = claim.value.get("conflict_status")
        another, alone = measured.another, measured.another_alone
        if wanted is None or another is None or another.status in (None, 429) or not shown.is_success(alone):
            return
        if str(another.status) != str(wanted):
            yield (
                "another-body",
                f"answered {another.status} to another body under a {measured.header} that was used; "
                f"the design says {wanted}.",
                another,
            )

    def _negated(self, claim: Claim, measured: IdempotencyMeasured) -> Iterator[tuple[str, str, Exchange]]:
        keys = made_key(measured.first), made_key(measured.replay)
        if keys[0] is not None and keys[0] == keys[1] and _is_creation(measured):
            yield "negated", f"gave {keys[0]} twice; the design says that each request has its effect.", measured.replay

    def _finding(
        self, evidence: OperationEvidence, claim: Claim, key: str, message: str, exchange: Exchange
    ) -> Finding:
        return self.finding(
            evidence,
            key=key,
            message=message,
            remedy="Keep the first answer with its key, or correct the design.",
            shown=exchange,
            severity=weight(self.severity, (claim,)),
            claims=(claim,),
        )


def _replayed(claim: Claim, measured: IdempotencyMeasured) -> Iterator[tuple[str, str, Exchange]]:
    replay, first = measured.replay, measured.first
    if replay.status in (None, 429):
        return
    how = f"the same request with the same {measured.header}" if measured.header else "the same request again"
    if effect := second_effect(measured):
        yield "second-effect", f"{how} {effect}.", replay
    elif claim.value.get("replay") == "same" and replay.status != first.status:
        yield "replay-status", f"answered {first.status}, and {replay.status} to {how}.", replay
    elif claim.value.get("replay") == "same" and made_key(first) != made_key(replay):
        yield "replay-answer", f"gave {made_key(first)}, and does not name it when {how} comes.", replay


def _is_creation(measured: IdempotencyMeasured) -> bool:
    """Whether the key is one that the command made, and not that of the resource in its URL."""
    return measured.first.request.method == "POST" and measured.first.status == 201
