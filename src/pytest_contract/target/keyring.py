"""Credentials in force: each identity logs in once, and again when what it was given stops working."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from traceback import extract_tb
from typing import Any

from pytest_contract.errors import UsageError
from pytest_contract.exchange import Failure, Headers, Redactor, Request
from pytest_contract.target.identity import Identity, LogIn, fresh, merged
from pytest_contract.target.protocol import Answered, Target
from pytest_contract.target.transport import client_on

_LOGIN_TIMEOUT_S = 30.0
_ADDRESSES_IN_A_BLOCK = 256


class Keyring:
    """What each identity sends now; one for a run."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._given: dict[str, Headers] = {}
        self._addresses: Counter[int] = Counter()
        self._stale: set[str] = set()
        self.is_ended_by_reset = False
        """Whether a reset of the app was seen to end a login."""
        self.ever_given: set[tuple[str, str]] = set()
        """All headers that any login gave, those that work no more among them."""

    def in_force(self, identity: Identity) -> Identity:
        """The identity with all the headers that it sends; logs in where that wasn't done yet.

        Raises UsageError, one line that names the identity, where the login fails.
        """
        if identity.log_in is None:
            return identity
        name = identity.name
        if name not in self._given:
            self._given[name] = self._logged_in(identity, identity.log_in)
        elif name in self._stale:
            self._stale.remove(name)
            # The account itself may be gone by now; what it had is then refused, and seen to be.
            with suppress(UsageError):
                self._given[name] = self._logged_in(identity, identity.log_in)
        return replace(identity, headers=merged(identity.headers, self._given[identity.name]))

    def renewed(self, identity: Identity) -> Identity:
        """The identity after another login; where that fails, UsageError is raised, and what it had stays in force."""
        if identity.log_in is not None:
            self._given[identity.name] = self._logged_in(identity, identity.log_in)
            self._stale.discard(identity.name)
        return self.in_force(identity)

    def note_reset(self) -> None:
        """Let everybody log in again before sending the next time, where a reset ends logins."""
        if self.is_ended_by_reset:
            self._stale.update(self._given)

    def fresh(self, identity: Identity, block: int) -> Identity:
        """The identity from a client address that sent nothing yet; each block has 256 addresses of its own."""
        number = self._addresses[block] % _ADDRESSES_IN_A_BLOCK
        self._addresses[block] += 1
        return fresh(identity, block * _ADDRESSES_IN_A_BLOCK + number)

    def _logged_in(self, identity: Identity, log_in: LogIn) -> Headers:
        watched = _Watched(self._target)
        with client_on(watched, timeout_s=_LOGIN_TIMEOUT_S, address=identity.client) as client:
            try:
                given: Any = log_in(client)
            except Exception as error:
                raise UsageError(f"{_named(identity)} can't log in: {_reason(error)}{watched.last}") from None
        headers = _as_headers(given, identity, watched)
        self.ever_given.update(headers)
        return headers


class _Watched:
    """A target that remembers how the last request was answered, for the message where a login fails."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self.kind, self.name, self.routes = target.kind, target.name, None
        self.last = ""

    def send(self, request: Request, *, timeout_s: float, client: str | None = None) -> Answered:
        answered = self._target.send(request, timeout_s=timeout_s, client=client)
        answer = answered.answer
        told = answer.kind if isinstance(answer, Failure) else answer.status
        self.last = f", after {request.method} {Redactor().text(request.url)} was answered {told}"
        return answered

    def send_all(
        self, requests: Sequence[Request], *, timeout_s: float, client: str | None = None
    ) -> tuple[Answered, ...]:
        return tuple(self.send(request, timeout_s=timeout_s, client=client) for request in requests)

    def close(self) -> None:
        """The target stays open."""


def _as_headers(given: Any, identity: Identity, watched: _Watched) -> Headers:
    if inspect.isawaitable(given):
        if inspect.iscoroutine(given):
            given.close()
        raise UsageError(f"{_named(identity)} can't log in by an async function: give a plain one, its client is sync")
    is_mapping = isinstance(given, Mapping) and bool(given)
    if not is_mapping or not all(isinstance(part, str) for pair in given.items() for part in pair):
        what = type(given).__name__ if not isinstance(given, Mapping) or given else "none"
        raise UsageError(
            f"{_named(identity)} must log in to headers, as in {{'Authorization': 'Bearer …'}}, and its function "
            f"gave {_shape(given, what)}{watched.last}"
        )
    return tuple(given.items())


def _shape(given: Any, what: str) -> str:
    """What came in place of headers, without its values, which may be secret."""
    if not isinstance(given, Mapping) or not given:
        return what
    odd = next((name, value) for name, value in given.items() if not (isinstance(name, str) and isinstance(value, str)))
    return f"{type(odd[1]).__name__} for {odd[0]!r:.60}"


def _named(identity: Identity) -> str:
    return f"the identity {identity.name!r}"


def _reason(error: Exception) -> str:
    """The exception in one line, with the line of the user's own function that it came through."""
    text = next(iter(Redactor().text(str(error)).splitlines()), "")
    frames = extract_tb(error.__traceback__)[1:]
    own = [frame for frame in frames if frame.filename == frames[0].filename]
    where = f" ({Path(own[-1].filename).name}:{own[-1].lineno})" if own else ""
    return f"{type(error).__name__}: {text[:200]}{where}"
