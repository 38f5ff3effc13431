"""Which resources are read again after they were made or deleted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from pytest_contract.exchange import Exchange, Response
from pytest_contract.probes.resource import delete_and_read, read_created
from pytest_contract.rules.evidence import Reading
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.explore import Traffic
from pytest_contract.traffic.places import place_below, place_of_path
from pytest_contract.traffic.relations import Relations, parameters_of, segments
from pytest_contract.traffic.values import certain_value

_SPEAKS_OF_SOFT_DELETION = re.compile(
    r"\bsoft|archiv|deactivat|disabl|tombstone|mark(s|ed)?\b.{0,20}\bdeleted|deleted_?(at|on)|is_?deleted|trash",
    re.IGNORECASE,
)
_MOST_READ = 2


def readings(
    operation: Operation, relations: Relations, sender: Sender, traffic: Traffic, *, is_reset_at_limits: bool = False
) -> Iterator[Reading]:
    """Read what the operation made or deleted, where the spec makes the relation plain.

    `is_reset_at_limits`: a 429 was followed by a fresh start, and the app holds nothing from before the last one.
    """
    created = list(_last_created(traffic.exchanges, is_reset_at_limits))
    if operation.method == "POST":
        yield from _created(operation, relations, sender, created)
    elif operation.method == "DELETE":
        yield from _deleted(operation, relations, sender, traffic)
    elif operation.method == "PUT":
        yield from _put(operation, relations, sender, created)


def _put(operation: Operation, relations: Relations, sender: Sender, created: list[Exchange]) -> Iterator[Reading]:
    """201 to a PUT says that the resource at this very URL was created (RFC 9110, section 9.3.4)."""
    reader = relations.reader(place_of_path(operation.path))
    if reader is None:
        return
    for exchange in created:
        url = exchange.request.url.partition("?")[0]
        yield Reading(kind="created", changed=exchange, reader=reader, read=read_created(sender, exchange, url))


def _created(operation: Operation, relations: Relations, sender: Sender, created: list[Exchange]) -> Iterator[Reading]:
    place = place_below(operation.path)
    reader = relations.reader(place)
    if reader is None:
        return
    name = parameters_of(reader.path)[-1]
    for exchange in created:
        assert isinstance(exchange.answer, Response)
        value = certain_value(exchange.answer, place=place, parameter=name)
        if value is not None:
            slash = "/" if reader.path.endswith("/") else ""
            url = f"{exchange.request.url.partition('?')[0].rstrip('/')}/{quote(str(value), safe='')}{slash}"
            yield Reading(kind="created", changed=exchange, reader=reader, read=read_created(sender, exchange, url))


def _last_created(exchanges: tuple[Exchange, ...], is_reset_at_limits: bool) -> Iterator[Exchange]:
    limited = [exchange.number for exchange in exchanges if exchange.status == 429 and is_reset_at_limits]
    created = [exchange for exchange in exchanges if exchange.status == 201 and exchange.intent.kind == "valid"]
    yield from (exchange for exchange in created[-_MOST_READ:] if exchange.number > max(limited, default=0))


def _deleted(operation: Operation, relations: Relations, sender: Sender, traffic: Traffic) -> Iterator[Reading]:
    reader = relations.reader(place_of_path(operation.path))
    if (
        reader is None
        or "{" not in operation.path
        or _SPEAKS_OF_SOFT_DELETION.search(f"{dict(operation.raw)} {dict(reader.raw)}")
    ):
        return
    parts = segments(operation.path)
    position = max(index for index, segment in enumerate(parts) if "{" in segment) - len(parts)
    for request, after in traffic.spare[:_MOST_READ]:
        pair = delete_and_read(sender, request, after, position)
        if pair is not None:
            yield Reading(kind="deleted", changed=pair[0], reader=reader, read=pair[1])
