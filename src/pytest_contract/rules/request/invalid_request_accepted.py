"""CT201 invalid-request-accepted."""

from __future__ import annotations

import json
from collections.abc import Iterator

from pytest_contract.exchange import Violation
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import any_index, grouped, listed
from pytest_contract.rules.rule import OperationRule, smallest


class InvalidRequestAccepted(OperationRule):
    """A request that is unmistakably invalid for the spec is accepted.

    Why it matters: what gets in has to be stored, shown and sent on; the spec promises that it can't get in.

    Example: the spec says `quantity: {type: integer, minimum: 1}`, and `{"quantity": -3}` is answered 201.

    What a server can't tell from valid on the wire doesn't count (`1` for `"1"` in a query, an empty trailing
    parameter), nor what lenient readers take (a number as text, a timestamp for a date), nor a property that
    the schema doesn't forbid, nor items twice where the answer doesn't give them back twice. Each parameter or
    field is one finding, whatever keywords it breaks.

    How to mend: refuse it with a declared 4xx, or allow it in the spec.

    How to accept: `--contract-ignore=CT201`.
    """

    code = "CT201"
    name = "invalid-request-accepted"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        accepted = [judged for judged in evidence.invalid if judged.is_success]
        accepted += [judged for judged in evidence.judged if judged.is_success and _keeps_duplicates(judged)]
        pairs = [(judged, violation) for judged in accepted for violation in judged.request.violations]
        for (part, name), group in grouped(pairs, lambda pair: _place(pair[1])).items():
            shown_by = _clearest([judged for judged, _ in group])
            shown = smallest(shown_by)
            example = next(violation for judged, violation in group if judged is shown)
            others = sorted({violation.keyword for _, violation in group} - {example.keyword, ""})
            more = f" It takes what breaks {listed(others)} there, too." if others else ""
            yield self.finding(
                evidence,
                key=f"{part}:{name}",
                message=f"answered {shown.status} to an invalid request: {example}.{more}",
                remedy="Refuse it with a declared 4xx, or allow it in the spec.",
                shown_by=shown_by,
                declared_at=_declared_at(evidence, part, name),
            )


def _keeps_duplicates(judged: Judged) -> bool:
    """Whether items that must differ came back as they were sent: a reader that keeps a set would have lost some."""
    violations = judged.request.violations
    answer = judged.exchange.answer
    if judged.exchange.intent.kind == "pursuit":
        return False
    if judged.request.outcome != "unclear" or {violation.keyword for violation in violations} != {"uniqueItems"}:
        return False
    try:
        sent, came = json.loads(judged.exchange.request.body), json.loads(getattr(answer, "body", b""))
    except (ValueError, RecursionError):
        return False
    names = [violation.name.removeprefix("/") for violation in violations]
    if not isinstance(sent, dict) or not isinstance(came, dict):
        return False
    return all(name in sent and came.get(name) == sent[name] for name in names)


def _place(violation: Violation) -> tuple[str, str]:
    if violation.part != "body":
        return violation.part, violation.name
    return "body", any_index(violation.name)


def _clearest(shown_by: list[Judged]) -> list[Judged]:
    """Those that break as little as possible: with a single fault in the request there is one possible cause."""
    fewest = min(len(judged.request.violations) for judged in shown_by)
    return [judged for judged in shown_by if len(judged.request.violations) == fewest]


def _declared_at(evidence: OperationEvidence, part: str, name: str) -> str:
    for parameter in evidence.operation.parameters:
        if (parameter.part, parameter.name.lower()) == (part, name.lower()):
            return parameter.pointer
    if part == "body" and evidence.operation.body is not None:
        return evidence.operation.body.pointer
    return evidence.operation.pointer
