"""CT707 concurrency-claim-broken."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange
from pytest_contract.findings import Finding, Severity
from pytest_contract.probes import shown
from pytest_contract.probes.concurrency import ConcurrencyMeasured, Race
from pytest_contract.probes.effect import added
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.grouping import grouped
from pytest_contract.rules.rule import OperationRule, weight


class ConcurrencyClaimBroken(OperationRule):
    """Of several equal commands at once, another number succeeds than the design says, or the losers are told wrong.

    Why it matters: a check and the act that it guards are two steps, and what comes in between is sold twice.

    Example: the design says that a second approval gets 409, and of five approvals at once three get 200.

    The command is sent twice in turn first: only where the second one is refused, something can be won. Then it is
    sent five times at once, on a resource of its own for each of three races: in process as tasks of the app's own
    event loop, or on threads; to a running server over connections of their own. A race that nobody lost proves
    nothing, so that a kept promise was seen, and not proved.

    How to mend: let the database decide, by a unique key, a conditional update, or a lock that is held over both steps.

    How to accept: `--contract-ignore=CT707`.
    """

    code = "CT707"
    name = "concurrency-claim-broken"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in evidence.measured(ConcurrencyMeasured):
            for claim in measured.claims:
                broken = [each for race in measured.races for each in _broken(claim, race)]
                for key, told in grouped(broken, lambda each: each[0]).items():
                    yield self.finding(
                        evidence,
                        key=key,
                        message=told[0][1],
                        remedy="Let one step check and act: a unique key, a conditional update, or a lock.",
                        shown=told[0][2],
                        severity=weight(self.severity, (claim,)),
                        claims=(claim,),
                    )


def _broken(claim: Claim, race: Race) -> Iterator[tuple[str, str, Exchange]]:
    """What one race shows against a claim: the finding's key, its message, and the exchange that shows it."""
    winners = [answer for answer in race.answers if shown.is_success(answer)]
    losers = [answer for answer in race.answers if not shown.is_success(answer)]
    wanted, most = claim.value.get("status"), int(claim.value.get("winners", 1))
    how = f"of {len(race.answers)} equal requests at once"
    if len(winners) != most:
        succeeded = f"{len(winners)} succeeded" if winners else "none succeeded"
        yield "winners", f"{how} {succeeded}; the design says that {most} wins.", (winners or losers)[-1]
        return
    wrong = [answer for answer in losers if not _is_told(answer.status or 0, wanted)]
    for status, answers in grouped(wrong, lambda answer: answer.status).items():
        promise = f"the design says {wanted}" if wanted else "the app failed"
        yield f"loser:{status}", f"{how} {len(answers)} were answered {status}; {promise}.", answers[0]
    if (added(race.before, race.after) or 0) > most:
        gained = added(race.before, race.after)
        yield "state", f"{how} {most} succeeded, and the list holds {gained} more.", winners[0]


def _is_told(status: int, wanted: object) -> bool:
    if wanted is None:
        return status < 500
    return str(wanted).lower() in (str(status), f"{status // 100}xx")
