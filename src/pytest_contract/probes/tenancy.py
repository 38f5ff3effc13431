"""What one identity made, another one tries to read, change, delete and list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.probes import shown
from pytest_contract.probes.bench import Bench, Made
from pytest_contract.probes.kinship import Kinship, is_above_tenants, is_per_user, kinship
from pytest_contract.probes.resource_url import (
    anonymous,
    item_path,
    item_url,
    operation_at,
    reader_of,
    with_unmade_key,
)
from pytest_contract.probes.supplied import supplied
from pytest_contract.probes.unmeasured import Unmeasured
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Sender

FOREIGN = "foreign-resource"

_MOST_STRANGERS = 2
_MOST_TRIES = 6
_WORD = re.compile(r"[A-Za-z]+")
_WRITES = {"POST", "PUT", "PATCH"}
# Who a sentence is about, and not what: "users only see their own orders".
_ACTORS = {
    "user",
    "customer",
    "client",
    "tenant",
    "organisation",
    "organization",
    "account",
    "member",
    "team",
    "company",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignAccess:
    """One identity's try at what another one made."""

    action: Literal["read", "change", "delete", "list"]
    owner: str
    """Who made it, by name."""
    stranger: str
    """Who tried, by name."""
    kinship: Kinship
    attempt: Exchange
    unmade: Exchange | None = None
    """The stranger's same request for what nobody made; `None` for a list."""
    own: Exchange | None = None
    """The owner's same request: for a read and a list."""
    before: tuple[Exchange, ...] = ()
    """The owner's two readings before a change."""
    later: Exchange | None = None
    """The owner's reading after it."""
    known: Exchange | None = None
    """The stranger's reading before it."""
    is_listed: bool | None = None
    """Whether the stranger's list holds the owner's item; `None` for other actions."""


def probe_tenancy(bench: Bench) -> Iterator[object]:
    """Let identities of other tenants try what the default identity made, where a document promises that they
    can't; what is changed or deleted was made for that alone."""
    claims = [claim for claim in bench.claims if claim.kind == "tenancy" and _concerns(claim, bench)]
    if not claims:
        return
    owner = bench.sender.identity
    strangers = [each for each in bench.identities[1:] if not is_above_tenants(each)][:_MOST_STRANGERS]
    if is_above_tenants(owner) or not strangers:
        reason = "it takes two identities of different tenants, none of them privileged: give contract_identities"
        yield Unmeasured(kind="tenancy", reason=reason)
        return
    is_of_users = all(map(is_per_user, claims))
    for stranger in strangers:
        known = bench.send_as(stranger)
        related = kinship(owner, known.identity, is_per_user=is_of_users)
        if related.relation == "same":
            yield Unmeasured(kind="tenancy", reason=related.reason)
            continue
        is_of_items = item_path(bench.operation.path) is not None
        if not is_of_items and bench.operation.method != "GET":
            return
        accessed = next((_items if is_of_items else _lists)(bench, known, related), None)
        yield accessed or Unmeasured(
            kind="tenancy", reason=f"{owner.name} could make nothing to try it on", is_out_of_reach=False
        )


def _concerns(claim: Claim, bench: Bench) -> bool:
    """Whether a promise is about this operation: a promise of the whole API is, unless it names other collections,
    or the operation is open to everyone."""
    if claim.operation is not None:
        return True
    if _is_open(bench.operation, bench.document):
        return False
    collections = {_noun(part) for operation in bench.document.operations for part in _literals(operation)} - _ACTORS
    named = {_noun(word) for word in _WORD.findall(claim.text)} & collections
    return not named or bool(named & {_noun(part) for part in _literals(bench.operation)})


def _is_open(operation: Operation, document: Document) -> bool:
    return not operation.requires_credentials and any(each.requires_credentials for each in document.operations)


def _literals(operation: Operation) -> list[str]:
    return [part for part in operation.path.split("/") if part and "{" not in part]


def _noun(word: str) -> str:
    return re.sub(r"ies$", "y", word.lower()).rstrip("s")


def _items(bench: Bench, stranger: Sender, related: Kinship) -> Iterator[ForeignAccess]:
    """Tries at single resources that the owner made just now."""
    for request, after in supplied(bench, _MOST_TRIES):
        if not _is_owned(bench, after):
            continue
        made = _read_as(bench, stranger, request, after, related) if bench.operation.method in ("GET", "HEAD") else None
        if made is None and bench.operation.method not in ("GET", "HEAD"):
            made = _written_as(bench, stranger, request, after, related)
        if made is not None and made.attempt.status not in (None, 429):
            yield made


def _is_owned(bench: Bench, after: tuple[Request, ...]) -> bool:
    """Whether the owner made the resource in force, by an operation that asks who it is."""
    place = item_path(bench.operation.path)
    for request in reversed(after):
        maker = operation_at(bench.document, request)
        if maker is not None and request.method in _WRITES and _makes(maker, place):
            return not _is_open(maker, bench.document)
    return False


def _makes(maker: Operation, place: str | None) -> bool:
    if place is None:
        return False
    if maker.method == "PUT":
        return anonymous(maker.path) == place
    return anonymous(maker.path).rsplit("/", 1)[-1] == place.removesuffix("/{}").rsplit("/", 1)[-1]


def _read_as(
    bench: Bench, stranger: Sender, request: Request, after: tuple[Request, ...], related: Kinship
) -> ForeignAccess | None:
    own = _send(bench.sender, request, after)
    if not shown.is_success(own):
        return None
    return ForeignAccess(
        action="read",
        owner=bench.sender.identity.name,
        stranger=stranger.identity.name,
        kinship=related,
        unmade=_send(stranger, with_unmade_key(bench.operation, request), ()),
        attempt=_send(stranger, request, after),
        own=own,
    )


def _written_as(
    bench: Bench, stranger: Sender, request: Request, after: tuple[Request, ...], related: Kinship
) -> ForeignAccess | None:
    reading = _reading(bench, request)
    before = () if reading is None else tuple(_send(bench.sender, reading, after) for _ in range(2))
    if before and not all(map(shown.is_success, before)):
        return None
    known = None if reading is None else _send(stranger, reading, after)
    unmade = _send(stranger, with_unmade_key(bench.operation, request), ())
    attempt = _send(stranger, request, after)
    return ForeignAccess(
        action="delete" if bench.operation.method == "DELETE" else "change",
        owner=bench.sender.identity.name,
        stranger=stranger.identity.name,
        kinship=related,
        unmade=unmade,
        attempt=attempt,
        before=before,
        later=None if reading is None else _send(bench.sender, reading, (*after, request)),
        known=known,
    )


def _reading(bench: Bench, request: Request) -> Request | None:
    """The reading of the resource that a request changes or deletes."""
    place = item_path(bench.operation.path)
    if place is None or reader_of(bench.document, place) is None:
        return None
    return Request(method="GET", url=item_url(bench.operation, request.url), headers=(("Accept", "*/*"),))


def _lists(bench: Bench, stranger: Sender, related: Kinship) -> Iterator[ForeignAccess]:
    """Tries at the list that holds what the owner made just now."""
    made = bench.make(anonymous(bench.operation.path).rstrip("/") + "/{}", bench.sender)
    if made is None or not made.made_by or _is_made_openly(bench, made):
        return
    for request, after in islice(bench.supply(), _MOST_TRIES):
        own = _send(bench.sender, request, (*after, *made.made_by))
        item = next((each for each in shown.items(shown.decoded(own)) if shown.names(each, made.values[-1])), None)
        if item is None:
            continue
        attempt = _send(stranger, request, (*after, *made.made_by))
        yield ForeignAccess(
            action="list",
            owner=bench.sender.identity.name,
            stranger=stranger.identity.name,
            kinship=related,
            attempt=attempt,
            own=own,
            # A number may be the key of one resource for each tenant: the whole item has to be the owner's.
            is_listed=any(each == item for each in shown.items(shown.decoded(attempt))),
        )


def _is_made_openly(bench: Bench, made: Made) -> bool:
    maker = operation_at(bench.document, made.made_by[-1])
    return maker is None or _is_open(maker, bench.document)


def _send(sender: Sender, request: Request, after: tuple[Request, ...]) -> Exchange:
    return sender.send(request, Intent.of_probe(FOREIGN), after=after)
