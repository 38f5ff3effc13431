"""What a command did, as far as it can be read: the list that it adds to, the numbers that it moves."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pytest_contract.exchange import Exchange, Intent, Request, Response
from pytest_contract.exchange.record import header
from pytest_contract.probes import shown
from pytest_contract.probes.resource_url import anonymous, reader_of
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Sender

READ_EFFECT = "read-effect"

_NAMES_OF_KEYS = ("id", "uuid", "key", "slug", "number", "code", "reference")
_DEEPEST = 4
# What counts changes or tells the time, and is no effect that anybody asked for.
_KEPT_BY_THE_APP = re.compile(r"version|revision|updated|modified|time|date|expires|_at$|At$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What stands around a command, at one moment."""

    items: tuple[str, ...] | None = None
    """The items of the list that the command adds to, each as JSON; `None` where it can't be read."""
    numbers: Mapping[str, float] | None = None
    """Numbers of the resource that the command is about, by their JSON pointers; `None` where it can't be read."""


def read_state(sender: Sender, document: Document, operation: Operation, command: Request) -> State:
    """Read what stands around a command now: the list at its own URL, or the resource above it."""
    path = anonymous(operation.path)
    url = command.url.partition("?")[0].rstrip("/")
    items = numbers = None
    if operation.method == "POST" and (lister := reader_of(document, path)) is not None and not _needs_more(lister):
        value = shown.decoded(_read(sender, url))
        items = (
            None if value is None else tuple(sorted(json.dumps(each, sort_keys=True) for each in shown.items(value)))
        )
    above, above_url = (path, url) if operation.method != "POST" else (_parent(path), _parent(url))
    if "{}" in above and reader_of(document, above) is not None:
        value = shown.decoded(_read(sender, above_url))
        numbers = None if not isinstance(value, dict) else dict(_numbers(value, ""))
    return State(items=items, numbers=numbers)


def added(before: State, after: State) -> int | None:
    """How many items a list has gained; `None` where it can't be read."""
    if before.items is None or after.items is None:
        return None
    return len(after.items) - len(before.items)


def moved(before: State, after: State) -> Mapping[str, float]:
    """By how much numbers have moved."""
    if before.numbers is None or after.numbers is None:
        return {}
    common = before.numbers.keys() & after.numbers.keys()
    distances = {name: after.numbers[name] - before.numbers[name] for name in common}
    return {name: distance for name, distance in distances.items() if distance}


def made_key(exchange: Exchange) -> str | None:
    """What an answer calls the thing that it is about: its `Location`, else the key in its body."""
    if not isinstance(exchange.answer, Response) or not shown.is_success(exchange):
        return None
    location = header(exchange.answer.headers, "location")
    if location is not None:
        return location
    return _key_in(shown.decoded(exchange))


def _key_in(value: Any, depth: int = 0) -> str | None:
    if not isinstance(value, dict) or depth > 2:
        return None
    plain = {name.lower().replace("_", "").replace("-", ""): member for name, member in value.items()}
    own = [plain[name] for name in _NAMES_OF_KEYS if name in plain]
    others = [member for name, member in plain.items() if name.endswith(("id", "uuid"))]
    for member in own or (others if len(others) == 1 else []):
        if isinstance(member, str | int) and not isinstance(member, bool):
            return str(member)
    envelopes = [member for member in value.values() if isinstance(member, dict)]
    return _key_in(envelopes[0], depth + 1) if len(envelopes) == 1 else None


def _needs_more(operation: Operation) -> bool:
    return any(parameter.required and parameter.part != "path" for parameter in operation.parameters)


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _numbers(value: Any, pointer: str, depth: int = 0) -> Iterator[tuple[str, float]]:
    if isinstance(value, int | float) and not isinstance(value, bool):
        yield pointer, value
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name, member in value.items():
            if not _KEPT_BY_THE_APP.search(name):
                yield from _numbers(member, f"{pointer}/{name}", depth + 1)
    elif isinstance(value, list):
        yield f"{pointer}#", len(value)


def _read(sender: Sender, url: str) -> Exchange:
    request = Request(method="GET", url=url, headers=(("Accept", "*/*"),))
    return sender.send(request, Intent.of_probe(READ_EFFECT))
