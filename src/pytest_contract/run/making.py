"""Resources for probes, made by the operations that make them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from pytest_contract.probes.bench import Made
from pytest_contract.target import Sender
from pytest_contract.traffic.explore import Explorer
from pytest_contract.traffic.producers import Producers

_MOST_S = 5.0


@dataclass(slots=True)
class Maker:
    """Makes resources for one operation's probes; no two of one identity come from the same request."""

    explorer: Explorer
    _by_identity: dict[str, Producers] = field(default_factory=dict)

    def __call__(self, place: str, sender: Sender) -> Made | None:
        """A resource of that place, made as the sender's identity; `None` where nothing makes one."""
        producers = self._by_identity.get(sender.identity.name)
        if producers is None:
            explorer = self.explorer
            producers = Producers(explorer.generator, explorer.relations, sender, explorer.base_path)
            self._by_identity[sender.identity.name] = producers
        producers.sender = sender
        producers.deadline = time.monotonic() + _MOST_S
        resource = producers.fresh(place)
        if resource is None:
            return None
        return Made(place=place, values=resource.values, made_by=resource.made_by)
