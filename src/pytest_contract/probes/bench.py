"""What a probe works with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pytest_contract.design import Claim
from pytest_contract.exchange import Request
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Identity, Sender

Supply = Callable[[], Iterator[tuple[Request, tuple[Request, ...]]]]
"""Valid requests without end, unlike one another where the operation creates something; each with what was sent
to make what it uses. It ends at once where no valid request was ever taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A resource that was made just now."""

    place: str
    """`/users/{}/posts/{}`."""
    values: tuple[str | int, ...]
    """One for each key of the place, from left to right."""
    made_by: tuple[Request, ...]
    """What was sent to make it, its parents first; empty where it was only found in a list."""


Make = Callable[[str, Sender], "Made | None"]
"""Makes a resource of a place, `/users/{}`, as the sender's identity; `None` where nothing makes one."""


def _make_nothing(place: str, sender: Sender) -> Made | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """One operation, ready to be experimented on."""

    document: Document
    operation: Operation
    claims: tuple[Claim, ...]
    """What design documents promise of this operation, or of the whole API."""
    sender: Sender
    """Sends as the default identity."""
    identities: tuple[Identity, ...]
    """All who may send, the default one first."""
    supply: Supply
    reset: Callable[[], object] | None
    max_wait_s: float
    """How long a probe may wait for a clock that it can't move."""
    make: Make = _make_nothing
    limited_apart: frozenset[str] = frozenset()
    """Operations of which documents say a limit of their own, or that they have none: `POST /reports`."""

    def send_as(self, identity: Identity) -> Sender:
        """A sender for another identity; what it sends isn't counted as the operation's own traffic."""
        return self.sender.as_identity(identity)

    def fresh(self, identity: Identity) -> Identity:
        """The same identity from a client address of its own, which sent nothing yet.

        Where the app tells clients apart by a credential alone, or is a running server, it is no other to the app.
        """
        block = self.document.operations.index(self.operation)
        return identity if self.sender.keyring is None else self.sender.keyring.fresh(identity, block)


class Probe(Protocol):
    """A deliberate experiment: it sends, and decides nothing."""

    def __call__(self, bench: Bench) -> Iterator[object]:
        """Do the experiment, where it applies, and give what was measured as frozen values."""
