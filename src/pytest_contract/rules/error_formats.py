"""The format that documents promise of error bodies."""

from __future__ import annotations

from pytest_contract.design import Claim
from pytest_contract.exchange import Response
from pytest_contract.rules.error_codes import body_of, has_member
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.media_type import essence


def formats(evidence: OperationEvidence) -> tuple[Claim, ...]:
    """The formats that are promised of an operation's errors: its own where it has any, else the whole API's."""
    claims = [claim for claim in evidence.claims if claim.kind == "error_format"]
    own = [claim for claim in claims if claim.operation is not None]
    return tuple(own or claims)


def is_judged(judged: Judged) -> bool:
    """Whether an error answer is one that a promise of the format is about."""
    answer = judged.exchange.answer
    return (
        400 <= judged.status < 500
        and judged.exchange.request.method != "HEAD"
        and isinstance(answer, Response)
        and bool(answer.body)
        and not answer.truncated
        and judged.exchange.exception is None
    )


def breaches(judged: Judged, claim: Claim) -> tuple[str, ...]:
    """What an error body lacks of a promised format: members by their pointers, or the media type."""
    answer = judged.exchange.answer
    assert isinstance(answer, Response)
    wanted = claim.value.get("media_type")
    came = essence(answer.content_type or "")
    body = body_of(judged.exchange)
    members = [str(member) for member in claim.value.get("members", ())]
    if body is None and members:
        return ("a JSON body",)
    lacking = tuple(member for member in members if not has_member(body, pointers.tokens(member)))
    return (*lacking, *([str(wanted)] if wanted and came != essence(str(wanted)) else []))
