"""Readings that wipe what the app holds: something is made, the reading is sent, and what was made is gone."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.probes.bench import Make
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.relations import Relations

WIPING = "wiping"
_ACCEPT = (("Accept", "*/*"),)


def remark_on_wiping(
    operation: Operation,
    exchanges: Sequence[Exchange],
    relations: Relations,
    make: Make,
    sender: Sender,
    base_path: str,
) -> tuple[str, ...]:
    """What a reader is told where a GET without parameters in its path takes away what another operation made."""
    taken = next((each for each in exchanges if each.is_success and each.intent.kind == "valid"), None)
    place = _place(operation, relations)
    if operation.method != "GET" or "{" in operation.path or taken is None or place is None:
        return ()
    apart = sender.apart(sender.query_credentials)
    made = make(place, apart)
    if made is None or not made.made_by:
        return ()
    url = base_path + place
    for value in made.values:
        url = url.replace("{}", quote(str(value), safe=""), 1)
    requests = (
        Request(method="GET", url=url, headers=_ACCEPT),
        taken.request,
        Request(method="GET", url=url, headers=_ACCEPT),
    )
    before, between, after = (apart.send(each, Intent.of_probe(WIPING)).status for each in requests)
    if before == 200 and between is not None and after in (404, 410):
        return (f"took away what {made.made_by[-1].method} {_path(made.made_by[-1])} had made",)
    return ()


def _place(operation: Operation, relations: Relations) -> str | None:
    """Where something can be made and read again, close to the operation by its path."""
    found = [
        place
        for place in relations.places
        if place.endswith("{}") and place.count("{}") == 1 and relations.is_made(place) and relations.reader(place)
    ]
    first = operation.path.strip("/").partition("/")[0]
    return min(found, key=lambda place: place.strip("/").partition("/")[0] != first, default=None)


def _path(request: Request) -> str:
    return request.url.partition("?")[0]
