"""CT901 operation-not-exercised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pytest_contract.findings import Finding, OperationKey, Severity
from pytest_contract.probes.auth import ANONYMOUS
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.rule import OperationRule
from pytest_contract.spec import Document, Untested

_OTHER_REFUSALS = {400, 404, 405, 406, 409, 410, 412, 413, 415, 422, 428, 429}
_SECRET_MEMBER = re.compile(rb"(passw|passphrase|secret|otp|pin_?code|(refresh|access|reset|id)_?token)", re.IGNORECASE)
_SECRET_PLACE = re.compile(r"(passw|passphrase)[^/]*/?$", re.IGNORECASE)


class OperationNotExercised(OperationRule):
    """No success of an operation was seen, or a part of it could not be sent.

    Why it matters: an operation of which only refusals were seen has not been tested.

    Example: `GET /orders/{id}` only ever answered 404, for nothing in the spec makes an order.

    The message says what came instead, or why nothing could be generated or sent. Where a success was seen and
    only a part could not be sent, it is a note; so it is where what another operation made was not found
    (CT106): that operation has the finding. Operations that lack what one and the same other operation should
    make are one finding, and so are those that need a credential which no longer works. A note it is, too, where
    the body holds a secret that only a real account has (a login, a change of password).

    How to mend: give the harness what it lacks: credentials, an example in the spec that the app accepts, an
    operation that makes the resource, or data that the fixture `contract_reset` puts in place.

    How to accept: `--contract-ignore=CT901`.
    """

    code = "CT901"
    name = "operation-not-exercised"
    severity = Severity.WARNING

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        if evidence.faults or evidence.route == "absent":
            return
        if _is_auth_open(evidence):
            yield self.finding(
                evidence,
                key="auth",
                message="refused every probe without credentials for another reason, so that it isn't known whether "
                "it asks for them.",
                remedy="Test by hand that it answers 401 without credentials.",
                shown_by=evidence.probed(ANONYMOUS),
                severity=Severity.NOTE,
            )
        if evidence.succeeded:
            for gap in evidence.gaps:
                yield self.finding(
                    evidence,
                    key=f"gap:{gap[:60]}",
                    message=f"could not be tested in part: {gap}",
                    remedy="Nothing, if that part is of no weight; else test it by hand.",
                    severity=Severity.NOTE,
                )
            return
        yield self.finding(
            evidence,
            key="not-exercised",
            message=_message(evidence),
            remedy=_remedy(evidence),
            shown_by=evidence.valid[:1],
            severity=Severity.NOTE if _is_no_surprise(evidence) else self.severity,
            cause=f"not-exercised:{_cause(evidence)}",
        )

    def of_untested(self, document: Document, untested: Untested) -> Finding:
        """What the spec declares and no test sends."""
        method, _, path = untested.label.partition(" ")
        return Finding(
            code=self.code,
            name=self.name,
            severity=Severity.NOTE,
            operation=OperationKey(method, path),
            key="untested",
            message=f"is not tested: {untested.reason} ({document.locate(untested.pointer)}).",
            remedy="Test it by hand.",
            locations=(document.locate(untested.pointer),),
        )


def _is_auth_open(evidence: OperationEvidence) -> bool:
    probed = evidence.probed(ANONYMOUS)
    return bool(probed) and all(judged.status in _OTHER_REFUSALS for judged in probed)


def _is_no_surprise(evidence: OperationEvidence) -> bool:
    return _is_another_operations_fault(evidence) or _asks_for_a_secret(evidence)


def _asks_for_a_secret(evidence: OperationEvidence) -> bool:
    """A login, a change of password: a body with a secret that only a real account has, refused as such things are."""
    meant = [judged for judged in evidence.judged if judged.exchange.intent.kind == "valid"]
    statuses = {judged.status for judged in meant}
    body = next((judged.exchange.request.body for judged in meant), b"")
    is_secret = _SECRET_MEMBER.search(body) or (body and _SECRET_PLACE.search(evidence.operation.path))
    return statuses <= {400, 401, 403, 404, 409, 422} and bool(is_secret)


def _is_another_operations_fault(evidence: OperationEvidence) -> bool:
    """What it needs was made and isn't found: that is said where it is made."""
    made = [judged for judged in evidence.valid if judged.exchange.after]
    return bool(made) and all(judged.status in (404, 410) for judged in made)


def _cause(evidence: OperationEvidence) -> str:
    """What operations have in common that lack the same thing; the operation's own label where nothing is known."""
    meant = {judged.status for judged in evidence.judged if judged.exchange.intent.kind == "valid"}
    if meant == {401} and evidence.operation.security:
        return "401"
    return evidence.shut_out or next(iter(evidence.lacking), evidence.operation.label)


def _message(evidence: OperationEvidence) -> str:
    if evidence.shut_out:
        return f"was never seen to succeed: {evidence.shut_out}."
    if not evidence.judged:
        return f"was not tested, for nothing could be sent: {'; '.join(evidence.gaps) or 'the time budget was spent'}"
    counts = Counter(judged.status for judged in evidence.judged if judged.exchange.intent.kind == "valid")
    seen = ", ".join(f"{status or 'no answer'} x {count}" for status, count in counts.most_common())
    if evidence.lacking:
        seen += f"; {evidence.lacking[0]}, which makes what it needs, did not succeed for it"
    gaps = f" Not tested: {'; '.join(evidence.gaps)}" if evidence.gaps else ""
    return f"was never seen to succeed; valid requests were answered {seen or 'not at all'}.{gaps}"


def _remedy(evidence: OperationEvidence) -> str:
    if evidence.shut_out:
        return "Give credentials that work, and a way to have them again: a function that logs in, or contract_reset."
    if evidence.gaps:
        return "Take away what stands in the way, or test it by hand."
    statuses = {judged.status for judged in evidence.judged if judged.exchange.intent.kind == "valid"}
    if statuses & {401, 403} and evidence.operation.security:
        return "Give credentials with --contract-header, --contract-auth or the fixture contract_identities."
    if 404 in statuses:
        return "Give the parameter an example that exists, or let the fixture contract_reset make one."
    if 429 in statuses:
        return "Raise the app's rate limit for the test, or reset it in the fixture contract_reset."
    return "Put an example that the app accepts into the spec."
