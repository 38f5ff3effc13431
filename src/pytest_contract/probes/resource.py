"""What was created is read, what was deleted is read before and after."""

from __future__ import annotations

import re

from pytest_contract.exchange import Exchange, Intent, Request, Response
from pytest_contract.target import Sender

READ_CREATED = "read-created"
READ_DELETED = "read-deleted"
READ_UNMADE = "read-unmade"

_ROTATED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    "nopqrstuvwxyzabcdefghijklmNOPQRSTUVWXYZABCDEFGHIJKLM5678901234",
)
_INVERTED = str.maketrans("0123456789abcdefABCDEF", "fedcba9876543210543210")
_UUID = re.compile(r"[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")


def read_created(sender: Sender, created: Exchange, url: str) -> Exchange:
    """Read what a successful creation says it made."""
    return _read(sender, READ_CREATED, url, (*created.after, created.request))


def delete_and_read(
    sender: Sender, deletion: Request, after: tuple[Request, ...], position: int
) -> tuple[Exchange, Exchange] | None:
    """Read a resource, delete it, read it again; the deletion and the second reading.

    `position` is that of the resource's key among the segments of the URL's path, counted from its end (-1 is
    the last). What stands below a key may have a default to fall back to, and counts as found only where it reads
    as before. `None` where it couldn't be read before, where one that nobody made can be read as well (an echo, a
    mock), or where it wasn't deleted on the spot (200 or 204).
    """
    url = deletion.url.partition("?")[0]
    before = _read(sender, READ_DELETED, url, after)
    if before.status != 200:
        return None
    if _read(sender, READ_UNMADE, _with_other_key(url, position), ()).status == 200:
        return None
    deleted = sender.send(deletion, Intent(kind="valid", phase="probe"), after=after)
    if deleted.status not in (200, 204):
        return None
    read = _read(sender, READ_DELETED, url, (*after, deleted.request))
    is_another = read.status == 200 and _body(read) != _body(before)
    return None if position != -1 and is_another else (deleted, read)


def _body(exchange: Exchange) -> bytes:
    return exchange.answer.body if isinstance(exchange.answer, Response) else b""


def unmade(key: str) -> str:
    """A key of the same form that nobody made, as far as can be told."""
    if key.isdecimal():
        return f"9000{key}"
    if _UUID.fullmatch(key):
        return key[:-12] + key[-12:].translate(_INVERTED)
    return key.translate(_ROTATED)


def _with_other_key(url: str, position: int) -> str:
    path = url.rstrip("/")
    parts = path.split("/")
    parts[position] = unmade(parts[position])
    return "/".join(parts) + url[len(path) :]


def _read(sender: Sender, probe: str, url: str, after: tuple[Request, ...]) -> Exchange:
    request = Request(method="GET", url=url, headers=(("Accept", "*/*"),))
    return sender.send(request, Intent.of_probe(probe), after=after)
