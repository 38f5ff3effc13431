"""CT701 undeclared-error-code."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.error_codes import is_answered, place_of_codes, promised_codes, promises, said
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.grouping import grouped, listed
from pytest_contract.rules.rule import OperationRule, line_of
from pytest_contract.rules.spec_codes import SpecCodes


class UndeclaredErrorCode(OperationRule):
    """The app answers with an error code that no design document names.

    Why it matters: a client that handles the catalogue has no branch for it.

    Example: the design lists `INVALID_DATE_RANGE` and `RATE_LIMITED`; the app answers 403 `FORBIDDEN`.

    Where bodies hold their code is read from the document, else from the bodies: the place at which codes of the
    catalogue were seen. `--contract-error-code=/error/code` says it. Operations for which the documents name no code
    are left alone.

    How to mend: add the code to the catalogue, or answer with one that is there. Where the spec names it too, the
    document is the odd one out.

    How to accept: `--contract-ignore=CT701`.
    """

    code = "CT701"
    name = "undeclared-error-code"
    severity = Severity.ERROR

    def check(self, evidence: OperationEvidence) -> Iterator[Finding]:
        own = promised_codes(evidence)
        place = place_of_codes(evidence) if own else None
        if place is None or not place.is_certain:
            return
        catalogue = [claim for claim in evidence.catalogue if is_answered(claim)]
        unknown = [each for each in said(evidence, place) if not promises(catalogue, each.code)]
        for (status, code), seen in grouped(unknown, lambda each: (each.judged.status, each.code)).items():
            is_in_spec = code in SpecCodes(evidence.document).of(evidence.operation)
            known = listed(dict.fromkeys(str(claim.value["code"]) for claim in own))
            yield self.finding(
                evidence,
                key=f"{status}:{code}",
                message=f"answered {status} with the code {code} at {place.pointer}; the design names {known}.",
                remedy=f"Add {code} to {own[0].file}:{own[0].line}: the spec and the app agree."
                if is_in_spec
                else f"Add {code} to the catalogue ({own[0].file}:{own[0].line}), or answer with a code that is there.",
                shown_by=[each.judged for each in seen],
                locations=(line_of(own[0]),),
            )
