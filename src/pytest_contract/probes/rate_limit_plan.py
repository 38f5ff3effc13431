"""Which limits of an operation are measured, and what each of them promises."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from pytest_contract.design import Claim
from pytest_contract.design.spec_limits import declared_limits, limits_of_all
from pytest_contract.spec import Document, Operation

TOO_MANY_REQUESTS = 429
"""RFC 6585, section 4."""
_MOST_REQUESTS_IN_PROCESS = 5_000
_MOST_REQUESTS_LIVE = 1_500
_LONGEST_WINDOW_S = 400 * 86_400
_COUNTS_REQUESTS = frozenset({"", "request", "requests", "call", "calls", "hits"})
_SLACK = 0.02
_READABLE = {1: "second", 60: "minute", 3600: "hour", 86_400: "day"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many requests within so long, as the spec or a design document declares it."""

    limit: int
    window_s: float
    scope: str | None = None
    """Whom it counts: `user`, `key`, `ip`, `endpoint`, `tenant`, `all`; `None` where nothing says so."""
    burst: int | None = None
    status: int | None = None
    """What is answered beyond it; `None` where only the default holds, 429."""
    headers: tuple[str, ...] = ()
    """Headers that are promised on a limited answer, in lower case."""
    claims: tuple[Claim, ...] = ()
    """Those of design documents that declare it."""
    pointer: str | None = None
    """Where the spec declares it."""
    unmeasured: str = ""
    """Why it can't be measured, for what it says itself; empty where it can."""

    @property
    def refusal(self) -> int:
        """The status of a limited answer."""
        return TOO_MANY_REQUESTS if self.status is None else self.status

    @property
    def least(self) -> int:
        """How many requests at once must pass: a burst says that many, be it more than the limit or less."""
        return self.limit if self.burst is None else self.burst

    @property
    def most(self) -> int:
        """How many requests at once may pass."""
        return self.limit if self.burst is None else max(self.limit, self.burst)

    @property
    def windows_to_fill(self) -> float:
        """After how many windows a quota that was used up is whole again: a bucket fills at the limit's pace."""
        return max(1.0, self.most / self.limit)

    @property
    def slack_s(self) -> float:
        """By how much a window's end may be off: whole seconds, and buckets that windows are made of."""
        return _SLACK * self.window_s + min(1.0, self.window_s / 2)

    @property
    def label(self) -> str:
        """`10 per hour`, `5 per 900 s`."""
        unit = _READABLE.get(int(self.window_s)) if self.window_s == int(self.window_s) else None
        return f"{self.limit} per {unit or f'{self.window_s:g} s'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One limit to be measured, and what has to be kept out of its way."""

    limit: Limit
    smaller: tuple[Limit, ...] = ()
    """Other limits of the operation with shorter windows: the clock is moved past them."""


def plans(limits: Iterable[Limit], operation: Operation, simplest: Operation | None) -> tuple[Plan, ...]:
    """Each limit by itself, the shortest window first; those of the whole API on the simplest operation."""
    ordered = sorted(limits, key=lambda limit: (limit.window_s, limit.limit))
    return tuple(
        Plan(limit=limit, smaller=tuple(each for each in ordered if each.window_s < limit.window_s))
        for limit in ordered
        if operation is simplest or _is_its_own(limit)
    )


def limits_of(
    document: Document, operation: Operation, claims: Iterable[Claim], simplest: Operation | None
) -> tuple[Limit, ...]:
    """What claims promise, and what the spec itself declares; the same number twice is one limit."""
    found: dict[tuple[int, float, str | None], Limit] = {}
    declared = list(declared_limits(document, operation))
    if operation is simplest:
        declared += limits_of_all(document)
    for each in declared:
        _add(found, _limit(asdict(each), pointer=each.pointer))
    for claim in claims:
        if claim.kind == "rate_limit" and not claim.value.get("negated"):
            _add(found, _limit(claim.value, claim=claim))
    return tuple(found.values())


def _add(found: dict[tuple[int, float, str | None], Limit], limit: Limit | None) -> None:
    if limit is None:
        return
    same = [key for key in found if key[:2] == (limit.limit, limit.window_s) and None in (key[2], limit.scope)]
    key = (limit.limit, limit.window_s, limit.scope)
    key = key if key in found or not same else same[0]
    known = found.pop(key, None)
    merged = limit if known is None else _merged(known, limit)
    found[merged.limit, merged.window_s, merged.scope] = merged


def _merged(one: Limit, other: Limit) -> Limit:
    return replace(
        one,
        scope=one.scope or other.scope,
        burst=one.burst if one.burst is not None else other.burst,
        status=one.status if one.status is not None else other.status,
        headers=tuple(dict.fromkeys((*one.headers, *other.headers))),
        claims=(*one.claims, *other.claims),
        pointer=one.pointer if one.pointer is not None else other.pointer,
        unmeasured=one.unmeasured or other.unmeasured,
    )


def _limit(value: Mapping[str, Any], *, claim: Claim | None = None, pointer: str | None = None) -> Limit | None:
    number, window_s = value.get("limit"), value.get("window_s")
    if not isinstance(number, int | float) or not isinstance(window_s, int | float) or number <= 0 or window_s <= 0:
        return None
    status = str(value.get("status") or "")
    burst = value.get("burst")
    return Limit(
        limit=int(number),
        window_s=float(window_s),
        scope=value.get("scope"),
        burst=int(burst) if isinstance(burst, int | float) else None,
        status=int(status) if status.isdecimal() else None,
        headers=tuple(str(name).lower() for name in value.get("headers") or ()),
        claims=() if claim is None else (claim,),
        pointer=pointer,
        unmeasured=_unmeasured(value, float(window_s)),
    )


def _unmeasured(value: Mapping[str, Any], window_s: float) -> str:
    if value["limit"] != int(value["limit"]):
        return "no whole number of requests"
    if window_s > _LONGEST_WINDOW_S:
        return "its window is longer than a year"
    if value.get("plan"):
        return f"it holds for the plan {value['plan']!r}, and nothing says which plan an identity has"
    if value.get("category"):
        return f"it holds for {value['category']!r}, and nothing says which operations are meant"
    unit = str(value.get("unit") or "").lower()
    return "" if unit in _COUNTS_REQUESTS else f"it counts {unit}, not requests"


def too_many(limit: Limit, kind: str) -> str:
    """Why a limit takes more requests than a probe sends; empty where it doesn't."""
    most = _MOST_REQUESTS_LIVE if kind == "url" else _MOST_REQUESTS_IN_PROCESS
    return f"it takes more than {most} requests" if limit.most > most else ""


def _is_its_own(limit: Limit) -> bool:
    return limit.pointer is not None or not limit.claims or any(claim.operation is not None for claim in limit.claims)


def simplest_of(document: Document, limited_apart: Collection[str] = ()) -> Operation | None:
    """The operation on which a limit of the whole API costs least: one for which nothing else is said of limits."""
    usable = [each for each in document.operations if not document.faults(each)]
    return min(
        usable, key=lambda each: (each.label in limited_apart, each.method != "GET", "{" in each.path), default=None
    )
