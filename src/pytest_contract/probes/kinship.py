"""Whether two identities belong to different tenants, as far as anything says so."""

from __future__ import annotations

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pytest_contract.design import Claim
from pytest_contract.target import Identity

_PRIVILEGED = re.compile(
    r"(^|[^a-z])(admin\w*|root|super\w*|staff|system|service|operator|support|internal|owner)([^a-z]|$)", re.I
)
_TENANT = (
    r"(x[-_])?(tenant|org(anisation|anization)?|account|workspace|company|customer|team)([-_ ]?(id|name|key|slug))?"
)
_TENANT_NAME = re.compile(_TENANT + r"|tid", re.I)
_OF_TENANTS = re.compile(
    r"tenant|organi[sz]ation|workspace|company|companies|team|account|customer|mandant|kunde|firma|empresa|entreprise",
    re.I,
)
_PER_USER = {"user"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinship:
    """How two identities are related, and what says so."""

    relation: Literal["apart", "same", "unknown"]
    reason: str = ""
    """One line for a reader."""


def is_privileged(identity: Identity) -> bool:
    """Whether an identity's name says that it may do more than others: `admin`, `support`."""
    return _PRIVILEGED.search(identity.name) is not None


def is_above_tenants(identity: Identity) -> bool:
    """Whether it may see more than a tenant of its own; `admin@acme` is one tenant's admin."""
    return is_privileged(identity) and not _domain(identity.name)


def is_per_user(claim: Claim) -> bool:
    """Whether a promise of tenancy keeps each user apart, and not each organisation."""
    of = str(claim.value.get("of", ""))
    return of in _PER_USER if of else _OF_TENANTS.search(claim.text) is None


def kinship(one: Identity, other: Identity, *, is_per_user: bool) -> Kinship:
    """How two identities are related: by what follows `@` in their names (`ada@acme`), by a header or by a token's
    claim that names a tenant; where each user is a tenant, by who they are."""
    if one.headers == other.headers:
        return Kinship(relation="same", reason=f"{one.name} and {other.name} send the same credentials")
    if is_per_user:
        return Kinship(relation="apart", reason="each identity is a user of its own")
    for first, second, source in (
        (_domain(one.name), _domain(other.name), "their names"),
        (_told(one), _told(other), "their headers"),
        (_claimed(one), _claimed(other), "their tokens"),
    ):
        if first and second:
            return _compared(first, second, source, (one.name, other.name))
    reason = (
        f"nothing says that {one.name} and {other.name} belong to different tenants; name them {_spelt(one, other)}"
    )
    return Kinship(relation="unknown", reason=reason)


def _compared(first: object, second: object, source: str, names: tuple[str, str]) -> Kinship:
    if first == second:
        return Kinship(relation="same", reason=f"{names[0]} and {names[1]} belong to one tenant, by {source}")
    return Kinship(relation="apart", reason=f"different tenants, by {source}")


def _spelt(one: Identity, other: Identity) -> str:
    return f"{one.name.partition('@')[0]}@one-tenant and {other.name.partition('@')[0]}@another"


def _domain(name: str) -> str:
    return name.partition("@")[2].strip().lower()


def _told(identity: Identity) -> dict[str, str]:
    return {name.lower(): value for name, value in identity.headers if _TENANT_NAME.fullmatch(name)}


def _claimed(identity: Identity) -> dict[str, Any]:
    """What an identity's tokens say of its tenant."""
    return {
        name: value
        for payload in payloads_of(identity)
        for name, value in payload.items()
        if _TENANT_NAME.fullmatch(name) and isinstance(value, str | int)
    }


def payloads_of(identity: Identity) -> list[Mapping[str, Any]]:
    """What an identity's unencrypted tokens (RFC 7519) say."""
    return [payload for _, value in identity.headers for payload in _payloads(value)]


def _payloads(value: str) -> Iterator[Mapping[str, Any]]:
    for part in re.findall(r"[\w-]+\.([\w-]+)\.[\w-]*", value):
        try:
            decoded = json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
        except (ValueError, RecursionError):
            continue
        if isinstance(decoded, dict):
            yield decoded
