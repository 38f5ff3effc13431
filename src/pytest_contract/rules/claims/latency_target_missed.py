"""CT705 latency-target-missed."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.probes.latency import LatencyMeasured, is_of_operation
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule, weight
from pytest_contract.rules.timing import described, spelt, timed


class LatencyTargetMissed(OperationRule):
    """More requests are slower than a percentile in the design allows.

    Why it matters: a target that nobody measures is a wish.

    Example: the design says that P95 of `GET /reports/{id}` is under 200 ms, and 40 of 100 requests take longer.

    Valid requests that succeeded are counted, the first five left out. A percentile is a statistical claim: it is
    missed where so many late requests come by chance in less than 1 % of all samples, kept where so few do in less
    than 5 %, and inconclusive in between, which fails nothing. P95 takes 59 requests to be kept, P99 takes 299. In
    process the app alone is timed, without network and server: what is missed there is missed for certain, what is
    kept there may yet be missed behind a network.

    How to mend: make it faster, or promise what it does.

    How to accept: `--contract-ignore=CT705`.
    """

    code = "CT705"
    name = "latency-target-missed"
    severity = Severity.WARNING

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for measured in evidence.measured(LatencyMeasured):
            for claim in evidence.claims:
                if claim.kind != "latency" or not is_of_operation(claim) or timed(claim, measured).verdict != "missed":
                    continue
                found = timed(claim, measured)
                threshold = float(claim.value["threshold_ms"])
                late = [exchange for exchange in measured.samples if exchange.duration_s * 1000 > threshold]
                yield self.finding(
                    evidence,
                    key=f"{claim.value['percentile']}",
                    message=f"{described(claim, measured)}; {found.late} took longer than the {spelt(threshold)} ms "
                    "that the design names.",
                    remedy="Make it faster, or correct the design.",
                    shown=late[0],
                    severity=weight(self.severity, (claim,)),
                    claims=(claim,),
                )
