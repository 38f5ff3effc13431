"""CT608 auth-differs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.access import door
from pytest_contract.rules.design_evidence import DesignEvidence, lines
from pytest_contract.rules.grouping import listed
from pytest_contract.rules.rule import DesignRule
from pytest_contract.spec import Operation, SecurityScheme

_OPEN_BY_NATURE = re.compile(
    r"health|ready|live|ping|status|version|metrics|docs|openapi|log-?in|sign-?(in|up)|register|token|oauth|auth|"
    r"password|forgot|verify|callback|webhook|public|well-known",
    re.IGNORECASE,
)
_FAMILIES = {
    "bearer": re.compile(r"bearer|jwt|oauth|openid|oidc", re.IGNORECASE),
    "basic": re.compile(r"basic", re.IGNORECASE),
    "key": re.compile(r"api[ _-]?key|x-api-key|key", re.IGNORECASE),
    "cookie": re.compile(r"cookie|session", re.IGNORECASE),
    "mutual": re.compile(r"mtls|mutual", re.IGNORECASE),
}


class AuthDiffers(DesignRule):
    """A design document and the spec disagree about who may call an operation.

    Why it matters: one of the two tells clients, and reviewers, the wrong thing about a door.

    Example: `Authentication: Bearer token required` in the design; no `security` in the spec.

    It looks at whether credentials are needed, at the kind of credential, and at scopes where both name them. Where
    the app was asked without credentials, the remedy says which of the two it agrees with.

    How to mend: put `security` right in the spec, or correct the document.

    How to accept: `--contract-ignore=CT608`.
    """

    code = "CT608"
    name = "auth-differs"
    severity = Severity.ERROR

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        for operation, claims in evidence.each("auth"):
            yield from self._on_operation(evidence, operation, claims)
        if evidence.is_whole:
            general = [claim for claim in evidence.general("auth") if _demands_of_all(claim)]
            if general:
                yield from self._on_api(evidence, general)

    def _on_operation(
        self, evidence: DesignEvidence, operation: Operation, claims: Sequence[Claim]
    ) -> Iterator[Finding]:
        demands = [claim for claim in claims if claim.value.get("required") is not None]
        needed = {claim.value["required"] for claim in demands}
        if len(needed) == 2:
            yield self._contradiction(evidence, operation, demands)
            return
        if needed and needed != {operation.requires_credentials}:
            yield self._need(evidence, operation, demands)
            return
        for claim in claims:
            if _is_another_kind(str(claim.value.get("scheme", "")), operation):
                yield self._kind(evidence, operation, claim)
                return
            lacking = _lacking_scopes(claim, operation)
            if lacking:
                yield self._scopes(evidence, operation, claim, lacking)
                return

    def _need(self, evidence: DesignEvidence, operation: Operation, claims: Sequence[Claim]) -> Finding:
        is_required = bool(claims[0].value["required"])
        pointer = f"{operation.pointer}/security"
        place = evidence.document.locate(pointer)
        says = "asks for none" if is_required else "asks for them"
        return self.finding(
            evidence,
            operation=operation,
            key="required",
            message=f"{'needs' if is_required else 'needs no'} credentials by {lines(claims[:1])}; {place} {says}.",
            remedy=_remedy(evidence, claims[0], str(place), is_required=is_required),
            claims=claims,
            declared_at=pointer,
        )

    def _kind(self, evidence: DesignEvidence, operation: Operation, claim: Claim) -> Finding:
        place = evidence.document.locate(f"{operation.pointer}/security")
        return self.finding(
            evidence,
            operation=operation,
            key="scheme",
            message=f"takes {claim.value['scheme']} by {lines([claim])}; "
            f"{place} asks for {listed(dict.fromkeys(map(_shown, _schemes(operation))))}.",
            remedy=f"Correct {lines([claim])} or {place}.",
            claims=(claim,),
        )

    def _scopes(self, evidence: DesignEvidence, operation: Operation, claim: Claim, lacking: Sequence[str]) -> Finding:
        place = evidence.document.locate(f"{operation.pointer}/security")
        return self.finding(
            evidence,
            operation=operation,
            key="scopes",
            message=f"needs the scope {listed(lacking)} by {lines([claim])}; {place} doesn't name it.",
            remedy=f"Correct {lines([claim])} or {place}.",
            claims=(claim,),
        )

    def _contradiction(self, evidence: DesignEvidence, operation: Operation, claims: Sequence[Claim]) -> Finding:
        one = next(claim for claim in claims if claim.value["required"])
        other = next(claim for claim in claims if not claim.value["required"])
        return self.finding(
            evidence,
            operation=operation,
            key="documents",
            message=f"needs credentials by {lines([one])}, and none by {lines([other])}.",
            remedy=f"Correct {lines([one])} or {lines([other])}.",
            claims=(one, other),
        )

    def _on_api(self, evidence: DesignEvidence, claims: Sequence[Claim]) -> Iterator[Finding]:
        """A promise for all: contradicted where nothing asks for credentials; doubted where one operation is open."""
        operations = evidence.document.operations
        if not any(operation.requires_credentials for operation in operations):
            yield self.finding(
                evidence,
                operation=None,
                key="required",
                message=f"{lines(claims[:1])} says that credentials are needed; "
                f"{evidence.document.display} asks for none anywhere.",
                remedy=f"Declare `security` in {evidence.document.display}, or correct {lines(claims[:1])}.",
                claims=claims[:1],
                declared_at="/paths",
            )
            return
        for operation in operations:
            if (
                operation.requires_credentials
                or _OPEN_BY_NATURE.search(operation.path)
                or evidence.on(operation, "auth")
            ):
                continue
            yield self.finding(
                evidence,
                operation=operation,
                key="required",
                message=f"needs credentials by {lines(claims[:1])}, as all operations do; "
                f"{evidence.document.locate(operation.pointer)} asks for none.",
                remedy=f"Declare `security` there, or name the exception at {lines(claims[:1])}.",
                claims=claims[:1],
                severity=Severity.WARNING,
                cause="open-beside-all",
            )


def _remedy(evidence: DesignEvidence, claim: Claim, place: str, *, is_required: bool) -> str:
    seen = None if evidence.observed is None else door(evidence.observed)
    if seen is None:
        return f"Correct {lines([claim])} or {place}."
    if seen.is_open is not is_required:
        return f"Correct {place}: the design and the app agree."
    return f"Correct {lines([claim])}: the spec and the app agree. Or close the door."


def _schemes(operation: Operation) -> list[SecurityScheme]:
    return [scheme for alternative in operation.security for scheme in alternative]


def _shown(scheme: SecurityScheme) -> str:
    return " ".join(filter(None, (scheme.type, scheme.scheme, scheme.part, scheme.parameter)))


def _families(scheme: SecurityScheme) -> set[str]:
    """What documents may call it; a key that travels as a bearer token is called either."""
    if scheme.type == "apiKey" and scheme.part == "cookie":
        return {"cookie"}
    if scheme.type == "apiKey":
        return {"key", "bearer"} if scheme.parameter.lower() == "authorization" else {"key"}
    if scheme.type == "http":
        return {"bearer": {"bearer", "key"}, "basic": {"basic"}}.get(scheme.scheme, set())
    return {"oauth2": {"bearer"}, "openIdConnect": {"bearer"}, "mutualTLS": {"mutual"}}.get(scheme.type, set())


def _demands_of_all(claim: Claim) -> bool:
    """Whether a claim asks for credentials of every caller, and not of those whom its section is about."""
    return bool(claim.value.get("required")) and not claim.value.get("category")


def _is_another_kind(named: str, operation: Operation) -> bool:
    """Whether a document's word for the credential fits none of the operation's schemes, all of them known."""
    wanted = {family for family, words in _FAMILIES.items() if words.search(named)}
    offered = [_families(scheme) for scheme in _schemes(operation)]
    return bool(wanted) and bool(offered) and all(offered) and not wanted & set().union(*offered)


def _lacking_scopes(claim: Claim, operation: Operation) -> list[str]:
    named = {scope for scheme in _schemes(operation) for scope in scheme.scopes}
    return [str(scope) for scope in claim.value.get("scopes", ()) if named and scope not in named]
