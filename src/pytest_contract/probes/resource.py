"""What was created is read, what was deleted is read before and after."""

from __future__ import annotations

from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.target import Sender

READ_CREATED = "read-created"
READ_DELETED = "read-deleted"


def read_created(sender: Sender, created: Exchange, url: str) -> Exchange:
    """Read what a successful creation says it made."""
    return _read(sender, READ_CREATED, url, (*created.after, created.request))


def delete_and_read(sender: Sender, deletion: Request, after: tuple[Request, ...]) -> tuple[Exchange, Exchange] | None:
    """Read a resource, delete it, read it again; the deletion and the second reading.

    `None` where it couldn't be read before, or wasn't deleted on the spot (200 or 204).
    """
    url = deletion.url.partition("?")[0]
    if _read(sender, READ_DELETED, url, after).status != 200:
        return None
    deleted = sender.send(deletion, Intent(kind="valid", phase="probe"), after=after)
    if deleted.status not in (200, 204):
        return None
    return deleted, _read(sender, READ_DELETED, url, (*after, deleted.request))


def _read(sender: Sender, probe: str, url: str, after: tuple[Request, ...]) -> Exchange:
    request = Request(method="GET", url=url, headers=(("Accept", "*/*"),))
    return sender.send(request, Intent(kind="probe", phase="probe", probe=probe), after=after)
