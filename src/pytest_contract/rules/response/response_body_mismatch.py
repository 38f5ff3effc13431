"""CT103 response-body-mismatch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pytest_contract.conformance import Mismatch
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import any_index, grouped
from pytest_contract.rules.rule import OperationRule, smallest

_FROM_THE_BASE = ("decode", "missing", "type", "enum", "const", "format")


class ResponseBodyMismatch(OperationRule):
    """A response body isn't what its schema says.

    Why it matters: a typed client fails on it, or drops what it can't place.

    Example: the schema requires `createdAt`, and the answer to a second request lacks it.

    One property that breaks one keyword is one finding, however many answers show it; where several operations
    share the schema, the report shows them together.

    The answer to an invalid request that was accepted doesn't count: it mostly repeats what was wrong (CT201).

    How to mend: send what the schema says, or say in the schema what is sent.

    How to accept: `--contract-ignore=CT103`.
    """

    code = "CT103"
    name = "response-body-mismatch"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        pairs = [
            (judged, mismatch)
            for judged in evidence.held
            if not _repeats_what_was_wrong(judged)
            for mismatch in _one_for_each_place(judged.response.mismatches)
        ]
        for key, group in grouped(pairs, lambda pair: _key(*pair)).items():
            judged = smallest([judged for judged, _ in group])
            mismatch = next(mismatch for each, mismatch in group if each is judged)
            where = f" at {mismatch.instance_pointer}" if mismatch.instance_pointer else ""
            pointer = mismatch.schema_pointer or evidence.operation.pointer
            yield self.finding(
                evidence,
                key=key,
                message=f"answered {judged.status} with a body that breaks its schema{where}: "
                f"{mismatch.reason} ({evidence.document.locate(pointer)}).",
                remedy="Send what the schema says, or change the schema.",
                shown_by=[judged for judged, _ in group],
                declared_at=pointer,
                cause=f"{mismatch.schema_pointer}:{_what(mismatch)}" if mismatch.schema_pointer else "",
            )


def _one_for_each_place(mismatches: Iterable[Mismatch]) -> Iterable[Mismatch]:
    """A value of the wrong type breaks its enum and its format too: the most basic keyword speaks for a place."""
    found: dict[str, Mismatch] = {}
    for mismatch in mismatches:
        if mismatch.kind == "body":
            known = found.setdefault(mismatch.instance_pointer, mismatch)
            if _depth(mismatch) < _depth(known):
                found[mismatch.instance_pointer] = mismatch
    return found.values()


def _depth(mismatch: Mismatch) -> int:
    return _FROM_THE_BASE.index(mismatch.keyword) if mismatch.keyword in _FROM_THE_BASE else len(_FROM_THE_BASE)


def _repeats_what_was_wrong(judged: Judged) -> bool:
    is_wrong = judged.request.outcome == "invalid" or judged.exchange.intent.kind == "invalid"
    return judged.is_success and is_wrong


def _key(judged: Judged, mismatch: Mismatch) -> str:
    return f"{judged.status}:{any_index(mismatch.instance_pointer)}:{_what(mismatch)}"


def _what(mismatch: Mismatch) -> str:
    """The keyword; for `required` and the like, the property that is meant stands in the pointer or the reason."""
    if mismatch.keyword in {"required", "additionalProperties", "dependentRequired", "unevaluatedProperties"}:
        return f"{mismatch.keyword}:{mismatch.property_name}"
    return mismatch.keyword
