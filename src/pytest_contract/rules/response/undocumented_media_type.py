"""CT102 undocumented-media-type."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.rule import OperationRule
from pytest_contract.spec.media_type import essence


class UndocumentedMediaType(OperationRule):
    """The app answers in a media type that the response doesn't declare.

    Why it matters: a client that was made from the spec decodes JSON, and gets a page of HTML.

    Example: the spec declares `application/problem+json` for 404, and the framework's own 404 page is HTML.

    What doesn't count: answers without a body, a response that declares no `content`, parameters such as
    `charset`, and any type that a declared range (`application/*`, `*/*`) covers.

    How to mend: answer in the declared type, or declare the other one below `content`.

    How to accept: `--contract-ignore=CT102`.
    """

    code = "CT102"
    name = "undocumented-media-type"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        wrong = [
            judged
            for judged in evidence.held
            if any(mismatch.kind == "media-type" for mismatch in judged.response.mismatches)
        ]
        for (status, sent), shown_by in grouped(wrong, _status_and_type).items():
            declared = evidence.operation.response_for(status)
            pointer = declared.pointer if declared else evidence.operation.pointer
            types = listed(entry.key for entry in declared.content) if declared else "none"
            where = evidence.document.locate(pointer)
            yield self.finding(
                evidence,
                key=f"{status}:{sent}",
                message=f"answered {status} as {sent or 'a body without Content-Type'}; {where} declares {types}.",
                remedy=f"Answer in the declared type, or declare {sent or 'the type that is sent'} there.",
                shown_by=shown_by,
                declared_at=pointer,
            )


def _status_and_type(judged: Judged) -> tuple[int, str]:
    answer = judged.exchange.answer
    return judged.status, essence(getattr(answer, "content_type", None) or "")
