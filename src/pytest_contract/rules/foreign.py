"""What tries at foreign resources show."""

from __future__ import annotations

from collections.abc import Iterable

from pytest_contract.design import Claim
from pytest_contract.probes import shown
from pytest_contract.probes.tenancy import ForeignAccess
from pytest_contract.rules.evidence import OperationEvidence

# What says nothing about whose a resource is.
_OTHER_REASONS = {400, 409, 412, 413, 415, 422, 428, 429}


def tries(evidence: OperationEvidence) -> tuple[ForeignAccess, ...]:
    """The tries of identities that belong to different tenants for certain."""
    return tuple(each for each in evidence.measured(ForeignAccess) if each.kinship.relation == "apart")


def tenancy_claims(evidence: OperationEvidence) -> tuple[Claim, ...]:
    """The promises of tenancy, those of the operation itself first."""
    claims = [claim for claim in evidence.claims if claim.kind == "tenancy"]
    return tuple(sorted(claims, key=lambda claim: claim.operation is None))


def is_let_in(access: ForeignAccess) -> bool:
    """Whether the stranger got what isn't its own, beyond what it gets for anything at all.

    A number may be the key of one resource for each tenant: what the stranger sees has to be the owner's.
    """
    if access.action == "list":
        return bool(access.is_listed)
    if access.action == "read":
        return shown.is_same(access.attempt, access.own) and not shown.is_same(access.unmade, access.own)
    if has_effect(access):
        return True
    if not shown.is_success(access.attempt) or shown.is_success(access.unmade):
        return False
    if access.action == "delete" and access.before:
        # It is there as before: the stranger deleted one of its own that has the same key, or nothing.
        return False
    has_its_own = shown.is_success(access.known) and not shown.is_same(access.known, access.before[-1])
    return not has_its_own


def has_effect(access: ForeignAccess) -> bool:
    """Whether the owner reads something else after the try, which it doesn't by itself."""
    if access.later is None or len(access.before) < 2 or access.later.status == 429:
        return False
    return not shown.differs(*access.before[:2]) and shown.differs(access.before[1], access.later)


def is_refused(access: ForeignAccess) -> bool:
    """Whether the try was refused for whose the resource is: what nobody made is refused too, or isn't there."""
    status = access.attempt.status
    return access.action != "list" and status is not None and status >= 300 and status not in _OTHER_REASONS


def tells_apart(access: ForeignAccess) -> bool:
    """Whether the stranger sees by the status that the resource is there: what nobody made is answered otherwise."""
    return access.unmade is not None and access.unmade.status != access.attempt.status


def wanted(claims: Iterable[Claim]) -> tuple[str | None, str | None, tuple[Claim, ...]]:
    """The status that a refusal must have, the one that it must not have, and who says so."""
    saying = [claim for claim in claims if "status" in claim.value or "not_status" in claim.value]
    if not saying:
        return None, None, ()
    status = next((str(claim.value["status"]) for claim in saying if "status" in claim.value), None)
    other = next((str(claim.value["not_status"]) for claim in saying if "not_status" in claim.value), None)
    return status, other, tuple(saying)


def is_wanted(status: int | None, declared: str | None, forbidden: str | None) -> bool:
    """Whether a refusal's status is the declared one; `4xx` stands for all of them."""
    text = str(status)
    if declared is not None and declared.lower() not in (text, f"{text[0]}xx"):
        return False
    return forbidden is None or text != forbidden
