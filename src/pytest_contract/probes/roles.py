"""A valid request as identities that are known to lack a role or a scope."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange, Intent
from pytest_contract.probes import shown
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.kinship import is_privileged, payloads_of
from pytest_contract.probes.supplied import supplied
from pytest_contract.probes.unmeasured import Unmeasured
from pytest_contract.target import Identity

LESSER = "lesser-identity"

_MOST_TRIES = 3
_WORD = re.compile(r"[a-z]+")
_LESSER = {
    "viewer", "reader", "readonly", "read", "guest", "user", "member", "customer", "client", "weak", "basic",
    "limited", "restricted", "employee", "student", "patient", "visitor", "nobody", "plain", "regular",
}  # fmt: skip
_NAMES_OF_SCOPES = ("scope", "scp", "scopes", "permissions")
_NAMES_OF_ROLES = ("role", "roles", "groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTried:
    """One identity's try at an operation that asks for what it lacks."""

    claims: tuple[Claim, ...]
    """The promises that name the roles or scopes; none where the spec alone does."""
    identity: str
    lacks: tuple[str, ...]
    """The roles or scopes of which one would have done."""
    reason: str
    """What says that it lacks them: `its name`, `its token`."""
    attempt: Exchange
    own: Exchange
    """The same request of the default identity, sent afterwards."""


def probe_roles(bench: Bench) -> Iterator[object]:
    """Send what the default identity may as each identity that lacks a role or a scope which a design, or the spec,
    asks for; who is no less than the default one, as far as can be told, isn't tried."""
    claims = tuple(claim for claim in bench.claims if claim.kind == "auth" and _demands(claim))
    roles = tuple(dict.fromkeys(str(each) for claim in claims for each in claim.value.get("roles", ())))
    scopes = tuple(dict.fromkeys((*_claimed_scopes(claims), *_declared_scopes(bench))))
    if not roles and not scopes:
        return
    lesser = [(each, found) for each in bench.identities[1:] if (found := _lacking(each, roles, scopes))]
    if not lesser:
        reason = "no identity is known to lack the role: give one that is named after its own, as `viewer`"
        yield Unmeasured(kind="auth", reason=reason)
    for identity, (lacks, reason) in lesser:
        yield from _tried(bench, identity, claims, lacks, reason)


def _demands(claim: Claim) -> bool:
    return claim.operation is not None and claim.value.get("required") is not False


def _claimed_scopes(claims: tuple[Claim, ...]) -> tuple[str, ...]:
    return tuple(str(each) for claim in claims for each in claim.value.get("scopes", ()))


def _declared_scopes(bench: Bench) -> tuple[str, ...]:
    """The scopes that every alternative of the spec asks for."""
    alternatives = [{scope for scheme in each for scope in scheme.scopes} for each in bench.operation.security]
    return tuple(sorted(set.intersection(*alternatives))) if alternatives and all(alternatives) else ()


def _lacking(identity: Identity, roles: tuple[str, ...], scopes: tuple[str, ...]) -> tuple[tuple[str, ...], str] | None:
    """What an identity lacks, and what says so: its token, or else its name where that is one of a lesser role."""
    if is_privileged(identity):
        return None
    payloads = payloads_of(identity)
    held = _held(payloads, _NAMES_OF_SCOPES)
    if held is not None and scopes:
        return None if set(scopes) <= held else (scopes, "its token")
    held = _held(payloads, _NAMES_OF_ROLES)
    if held is not None and roles:
        return None if {*map(_plain, roles)} & {*map(_plain, held)} else (roles, "its token")
    words = set(_WORD.findall(identity.name.partition("@")[0].lower()))
    wanted_words = {word for role in roles for word in _WORD.findall(role.lower())}
    has_role = any(_plain(word) in {_plain(other) for other in wanted_words} for word in words)
    # A `user` may well be one of the `customers`.
    is_above = not any(_plain(word) in _LESSER for word in wanted_words)
    if roles and is_above and not has_role and words & _LESSER:
        return roles, "its name"
    return None


def _held(payloads: list[Mapping[str, Any]], names: tuple[str, ...]) -> set[str] | None:
    """What tokens say that they hold; `None` where they say nothing."""
    told = [payload[name] for payload in payloads for name in names if name in payload]
    return {word for value in told for word in _words(value)} if told else None


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return value.split()
    return [str(each) for each in value] if isinstance(value, list) else []


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", word.lower()).rstrip("s")


def _tried(
    bench: Bench, identity: Identity, claims: tuple[Claim, ...], lacks: tuple[str, ...], reason: str
) -> Iterator[RoleTried]:
    sender = bench.send_as(identity)
    for request, after in supplied(bench, _MOST_TRIES):
        attempt = sender.send(request, Intent.of_probe(LESSER), after=after)
        own = bench.sender.send(request, Intent.of_probe(LESSER), after=after)
        # What was let in may have used up what the default identity would need.
        if attempt.status not in (None, 429) and (shown.is_success(own) or shown.is_success(attempt)):
            yield RoleTried(claims=claims, identity=identity.name, lacks=lacks, reason=reason, attempt=attempt, own=own)
            return
