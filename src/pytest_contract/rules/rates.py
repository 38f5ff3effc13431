"""Rate limits of a document beside those of a spec."""

from __future__ import annotations

from collections.abc import Iterable

from pytest_contract.design import Claim
from pytest_contract.design.spec_limits import DeclaredLimit


def rates(claims: Iterable[Claim]) -> list[Claim]:
    """The rate limits with a number and a window; what says that there is none is left out."""
    return [claim for claim in claims if "limit" in claim.value and "window_s" in claim.value and not _is_denied(claim)]


def in_words(claim: Claim) -> str:
    """`10 in 3600 s`."""
    return f"{claim.value['limit']:g} in {claim.value['window_s']:g} s"


def is_comparable(claim: Claim, stated: DeclaredLimit, *, alone: bool) -> bool:
    """Whether the two speak of the same limit: the same window and scope, or each is the only one."""
    scope, unit = claim.value.get("scope"), claim.value.get("unit")
    if scope and stated.scope and scope != stated.scope and not alone:
        return False
    if unit and stated.unit and unit != stated.unit:
        return False
    narrower = claim.value.get("plan") or claim.value.get("category")
    return not narrower and (alone or claim.value["window_s"] == stated.window_s)


def is_equal(claim: Claim, stated: DeclaredLimit) -> bool:
    """Whether both allow as much in the same time, `1/s` and `60/min` told apart."""
    return bool(claim.value["limit"] == stated.limit and claim.value["window_s"] == stated.window_s)


def _is_denied(claim: Claim) -> bool:
    return bool(claim.value.get("negated"))
