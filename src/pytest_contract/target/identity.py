"""Who sends: a name, credentials, a client address, or a way to log in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from pytest_contract.exchange.record import Headers

if TYPE_CHECKING:
    import httpx

LogIn = Callable[["httpx.Client"], Mapping[str, str]]
"""Given a client on the app, logs in and returns the headers that carry the credential."""

_FIRST_ADDRESS = IPv4Address("198.18.0.1")
ADDRESSES = 131_000
"""How many client addresses there are to send from."""


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Identity:
    """Who sends."""

    name: str
    headers: Headers
    """Credentials, and whatever else goes out with each request."""
    client: str | None
    """The address that an app in process sees; `None` for 127.0.0.1. A running server sees the machine's own."""
    log_in: LogIn | None
    """Makes a credential through the API itself: called once, and again when the credential stops working."""

    def __init__(
        self,
        *,
        name: str = "default",
        headers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        client: str | None = None,
        log_in: LogIn | None = None,
    ) -> None:
        pairs = headers.items() if isinstance(headers, Mapping) else headers
        for field, value in (("name", name), ("headers", tuple(pairs)), ("client", client), ("log_in", log_in)):
            object.__setattr__(self, field, value)


def fresh(identity: Identity, number: int) -> Identity:
    """The same identity from another client address, one for each number.

    The addresses are those that RFC 2544 (appendix C.2.2) sets aside for tests, 198.18.0.0/15.
    """
    return replace(identity, client=str(_FIRST_ADDRESS + number % ADDRESSES))


def merged(below: Headers, above: Headers) -> Headers:
    """Headers of both; of the same name, those above."""
    names = {name.lower() for name, _ in above}
    return (*((name, value) for name, value in below if name.lower() not in names), *above)
