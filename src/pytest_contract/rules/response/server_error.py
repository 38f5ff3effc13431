"""CT105 server-error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.exchange import Exchange, Failure
from pytest_contract.findings import Finding, OperationKey, Severity, displayed
from pytest_contract.probes.poison import Poisoned
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import grouped
from pytest_contract.rules.rule import OperationRule, smallest


class ServerError(OperationRule):
    """The app fails: a 5xx that the spec doesn't declare, an exception, or no answer at all.

    Why it matters: whatever the request was, the app has to answer it. What crashes on a strange value crashes
    on a customer's.

    Example: `GET /items?limit=0` divides by its parameter; the answer is 500.

    A 5xx with a declaration of its own (`501`, `503`, `5XX`) is an answer. In process, every exception that
    reaches the server counts, and the finding names the app's own frame. A request that ran into the timeout
    counts where it did so three times in a row.

    How to mend: handle the value, or refuse it with a declared 4xx.

    How to accept: `--contract-ignore=CT105`, or declare the status.
    """

    code = "CT105"
    name = "server-error"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        failed = [judged for judged in evidence.judged if _has_failed(judged, evidence)]
        for key, shown_by in grouped(failed, _key).items():
            yield self.finding(
                evidence,
                key=key,
                message=_message(smallest(shown_by)),
                remedy="Handle this request, or refuse it with a declared 4xx.",
                shown_by=shown_by,
                cause=_cause(shown_by[0].exchange, is_plain="{" not in evidence.operation.path),
            )
        yield from self._unanswered(evidence)
        yield from self._poisoned(evidence)

    def _poisoned(self, evidence: OperationEvidence) -> Iterator[Finding]:
        for poisoned in evidence.measured(Poisoned):
            if poisoned.is_older:
                yield self._broken_before(poisoned, evidence)
                continue
            how = "the sequence below shows it" if poisoned.is_traced else "it isn't known which of its requests did"
            yield self.finding(
                evidence,
                key=f"poison:{poisoned.reader}",
                message=f"stores what makes {poisoned.reader} fail from then on; {how}.",
                remedy="Refuse the value where it comes in, or handle it where it is read.",
                shown=poisoned.read,
                cause=_cause(poisoned.read, is_plain=True),
            )

    def _broken_before(self, poisoned: Poisoned, evidence: OperationEvidence) -> Finding:
        """What an earlier test broke is the reading's own finding, whichever test comes across it."""
        method, _, path = poisoned.reader.partition(" ")
        reader = next(each for each in evidence.document.operations if each.label == poisoned.reader)
        finding = self.finding(
            evidence,
            key="poison",
            message="fails for good: an earlier request stored what it can't read. Give the fixture contract_reset to "
            "see which one.",
            remedy="Refuse the value where it comes in, or handle it where it is read.",
            shown=poisoned.read,
            cause=_cause(poisoned.read, is_plain=True),
        )
        place = evidence.document.locate(reader.pointer)
        return replace(finding, operation=OperationKey(method, path), locations=(place,))

    def _unanswered(self, evidence: OperationEvidence) -> Iterator[Finding]:
        failures = [judged for judged in evidence.judged if isinstance(judged.exchange.answer, Failure)]
        for kind, shown_by in grouped(failures, lambda judged: _failure(judged).kind).items():
            if kind == "protocol" or (kind in {"timeout", "connection", "cut"} and not _is_certain(shown_by)):
                continue
            yield self.finding(
                evidence,
                key=kind,
                message=f"gave no answer: {_failure(smallest(shown_by)).reason}",
                remedy="Make the handler end, and answer.",
                shown_by=shown_by,
            )


def _failure(judged: Judged) -> Failure:
    assert isinstance(judged.exchange.answer, Failure)
    return judged.exchange.answer


def _is_certain(shown_by: list[Judged]) -> bool:
    """Three in a row: a busy machine may miss one deadline, not each of them."""
    numbers = [judged.exchange.number for judged in shown_by]
    return any(later - earlier == 2 for earlier, later in zip(numbers, numbers[2:], strict=False))


def _has_failed(judged: Judged, evidence: OperationEvidence) -> bool:
    if judged.exchange.exception is not None:
        return True
    if judged.status < 500:
        return False
    declared = evidence.operation.response_for(judged.status)
    return declared is None or (declared.status == "default" and judged.status == 500)


def _key(judged: Judged) -> str:
    exception = judged.exchange.exception
    if exception is None:
        return str(judged.status)
    _, _, function, code = exception.frames[-1] if exception.frames else ("", 0, "", "")
    return f"{exception.type_name}:{function}:{code}"


def _cause(exchange: Exchange, *, is_plain: bool) -> str:
    """The line that raised: many views have a method `get`, and each has its own mistakes; where it isn't seen, the
    request that stored what a reading without parameters can't stand."""
    exception = exchange.exception
    if exception is None and is_plain and exchange.request.method == "GET" and exchange.after:
        return f"stored by {exchange.after[-1].method} {exchange.after[-1].url.partition('?')[0]}"
    if exception is None or not exception.frames:
        return ""
    file, line, *_ = exception.frames[-1]
    return f"{exception.type_name}:{file}:{line}"


def _message(judged: Judged) -> str:
    exception = judged.exchange.exception
    if exception is None:
        return f"answered {judged.status}, which the spec doesn't declare."
    where = f" ({displayed(exception.frames[-1][0])}:{exception.frames[-1][1]})" if exception.frames else ""
    return f"raised {exception.type_name}: {exception.message[:160]}{where}."
