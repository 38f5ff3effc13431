"""Who sends the requests of a limit's experiment: the operation's own user, from new addresses, and others."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from pytest_contract.probes.bench import Bench
from pytest_contract.target import Identity, Sender
from pytest_contract.target.clock import Clock
from pytest_contract.target.identity import ADDRESSES, fresh


@dataclass(frozen=True, slots=True)
class Callers:
    """Gives senders that a limiter takes for the same one or for different ones."""

    bench: Bench
    clock: Clock

    @property
    def sees_addresses(self) -> bool:
        """Whether the target is told an address that we choose."""
        return self.bench.sender.target.kind != "url"

    def fresh_sender(self) -> Sender:
        """The operation's own user, from an address that sent nothing yet."""
        return self.sender(self.elsewhere(self.bench.sender.identity))

    def elsewhere(self, identity: Identity) -> Identity:
        """The identity from an address that sent nothing yet; where the limiter outlives a run, in no earlier one."""
        if not self.sees_addresses:
            return identity
        if self.clock.can_move:
            return self.bench.fresh(identity)
        return fresh(identity, secrets.randbelow(ADDRESSES))

    def sender(self, identity: Identity) -> Sender:
        """A sender that nobody watches: what a watcher sends would count."""
        own = self.bench.sender
        return Sender(own.target, identity, own.timeout_s, own.query_credentials, own.keyring)

    def others(self, sender: Sender) -> Sequence[Identity]:
        """The users that are somebody else, by name and by credential."""
        own = sender.identity
        return [each for each in self.bench.identities if each.name != own.name and each.headers != own.headers]
