"""Whether a server knows an operation at all: its answers beside those for a path that nobody serves."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.target import Sender

NOWHERE = "nowhere"
OTHER_METHOD = "other-method"

_NOWHERE_PATH = "/contract-nobody-serves-this-path"
# The last one is nobody's: a router that knows the path refuses it too.
_UNUSUAL_METHODS = ("TRACE", "PATCH", "PUT", "DELETE", "UNLINK")


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """What a server answers around one operation."""

    nowhere: Exchange
    """The operation's method on a path that no server has."""
    other_method: Exchange | None = None
    """A method that the spec doesn't declare, on the operation's own URL: a router that knows the path refuses
    the method (RFC 9110, section 15.5.6), one that doesn't answers as it does for `nowhere`."""
    known_path: Exchange | None = None
    """The same method on a path that the server is known to have; `None` where none is known."""


def probe_nowhere(sender: Sender, method: str, base_path: str) -> Presence:
    """Ask for a path that nobody serves."""
    return Presence(nowhere=_send(sender, NOWHERE, method, base_path + _NOWHERE_PATH))


def probe_methods(
    sender: Sender, presence: Presence, url: str, declared_methods: frozenset[str], known_url: str | None
) -> Presence:
    """Ask, besides, for an undeclared method on an operation's URL and on one that is known to exist."""
    method = next(name for name in _UNUSUAL_METHODS if name not in declared_methods)
    return Presence(
        nowhere=presence.nowhere,
        other_method=_send(sender, OTHER_METHOD, method, url),
        known_path=None if known_url is None else _send(sender, OTHER_METHOD, method, known_url),
    )


def _send(sender: Sender, probe: str, method: str, url: str) -> Exchange:
    request = Request(method=method, url=url, headers=(("Accept", "*/*"),))
    return sender.send(request, Intent.of_probe(probe))
