"""CT202 valid-request-rejected."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.error_codes import is_declared_refusal
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.refusal import refusal, refusal_codes
from pytest_contract.rules.rule import OperationRule

_SAYS_THE_REQUEST_IS_WRONG = (400, 406, 415, 422)
_SAYS_NOTHING_IS_THERE = re.compile(r"\b(do|does)(n.?t|[ _-]?not)[ _-]?exist|\bno[ _-]such\b", re.IGNORECASE)


class ValidRequestRejected(OperationRule):
    """A request that the spec calls valid is rejected as invalid, and nothing that it declares explains that.

    Why it matters: a client that keeps the spec to the letter is turned away.

    Example: the spec allows names of 50 characters; with 21, the app answers 422 `string_too_long`.

    Where the app accepts other valid requests, a declared refusal is taken for a rule of the business (a date
    range that ends before it begins), unless it is the very answer that the app gives to requests which break
    the schema: same status, same error code, or the same words where there is no code. 401, 403, 404, 409 and
    the like are never meant; nor is an answer by which something is missing (`object does not exist`), nor a code
    that a design document gives that status for a reason of its own.

    How to mend: put the constraint into the schema, or lift it.

    How to accept: `--contract-ignore=CT202`.
    """

    code = "CT202"
    name = "valid-request-rejected"
    severity = Severity.WARNING

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        seen = {judged.status for judged in evidence.valid}
        known = {status: _said_of_schemas(evidence, status) for status in _SAYS_THE_REQUEST_IS_WRONG if status in seen}
        rejected = [judged for judged in evidence.valid if _is_unexplained(judged, evidence, known)]
        for status, shown_by in grouped(rejected, lambda judged: judged.status).items():
            codes = sorted(frozenset().union(*(refusal_codes(judged.exchange) for judged in shown_by)))
            said = f" ({listed(codes)})" if codes else ""
            yield self.finding(
                evidence,
                key=str(status),
                message=f"answered {status}{said} to {len(shown_by)} of {len(evidence.valid)} valid requests, "
                "as it answers requests that break the schema.",
                remedy="Put the constraint into the schema, or lift it.",
                shown_by=shown_by,
            )


def _is_unexplained(judged: Judged, evidence: OperationEvidence, known: Mapping[int, frozenset[str]]) -> bool:
    if judged.status not in known or evidence.operation.response_for(judged.status) is None:
        return False
    if is_declared_refusal(evidence, judged):
        return False
    said = refusal(judged.exchange, evidence.names)
    return bool(said) and said <= known[judged.status]


def _said_of_schemas(evidence: OperationEvidence, status: int) -> frozenset[str]:
    """What the app says with that status to requests which break the schema."""
    # A rule of the business may speak first, so only what differs from an accepted request by its broken schema
    # alone tells what is said of schemas; where no request was ever accepted, there is nothing to differ from.
    is_ever_accepted = any(other.is_success for other in evidence.valid)
    for_schema = [
        other
        for other in evidence.invalid
        if other.status == status and (other.exchange.intent.is_isolated or not is_ever_accepted)
    ]
    said = frozenset().union(*(refusal(other.exchange, evidence.names) for other in for_schema))
    # A key that is read leniently (`0.5` as 0) is looked up, and missed: that says nothing of the schema.
    return frozenset(words for words in said if not _SAYS_NOTHING_IS_THERE.search(words))
