"""One request of a pursuit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from pytest_contract.exchange import Intent, Request
from pytest_contract.target import Identity
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.pursue.ground import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A request that is to be answered with a certain status, and what is known of it."""

    request: Request
    tried: str
    """In a few words, for the report: `the same creation again`."""
    after: tuple[Request, ...] = ()
    without: frozenset[str] = frozenset()
    """Headers that the identity must not add, in lower case."""
    identity: Identity | None = None
    """Who sends; `None`: the default identity."""
    draft: Draft | None = None
    """Set where the request is valid: what the app takes, later requests are made like."""
    is_certain: bool = False
    """HTTP or the contract leaves no doubt that it gets the status where that is promised."""
    is_ordinary: bool = False
    """Nothing but what any client may send."""
    is_own: bool = True
    """Whether it goes to the operation itself, so that every answer to it is the operation's."""

    def intent(self, status: int | None) -> Intent:
        """What rules are told."""
        return Intent(
            kind="pursuit",
            phase="pursuit",
            status=status,
            probe=self.tried,
            is_certain=self.is_certain,
            is_ordinary=self.is_ordinary,
        )


class Pursuer(Protocol):
    """Goes after one status: the attempts in the order of their promise, each made when it is asked for."""

    def __call__(self, ground: Ground) -> Iterator[Attempt]:
        """Attempts; `ground.last` is the answer to the one before."""
