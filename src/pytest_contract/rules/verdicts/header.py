"""That responses carry a header."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.exchange import Response
from pytest_contract.exchange.record import header as value_of
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.headers import bearers
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.tried import kept, unreached


def header(claim: Claim, evidence: OperationEvidence) -> Standing:
    """Kept where the promised responses were seen with it; CT104 and CT708 break it."""
    answers = [judged.exchange.answer for judged in bearers(evidence, claim)]
    name = str(claim.value["name"])
    seen = [each for each in answers if isinstance(each, Response) and value_of(each.headers, name) is not None]
    on = str(claim.value.get("on", ""))
    return kept(claim, len(seen)) if seen else unreached(claim, evidence, on if on[:1].isdigit() else "")
