"""Resources for probes, made by the operations that make them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import unquote

from pytest_contract.exchange import Exchange, Intent, Request, Response
from pytest_contract.probes.bench import Made
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.accepted import Accepted
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.explore import Explorer
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.relations import parameter_of, segments
from pytest_contract.traffic.supply import Prepared, Supply
from pytest_contract.traffic.values import values_in

_MOST_S = 5.0
_MOST_TRIES = 6
_MOST_BASES = 8


@dataclass(slots=True)
class Maker:
    """Makes resources for one operation's probes, each of them from a request that wasn't sent before."""

    explorer: Explorer
    _producers: dict[str, Producers] = field(default_factory=dict)
    _supplies: dict[tuple[str, str], Iterator[Prepared]] = field(default_factory=dict)

    def __call__(self, place: str, sender: Sender) -> Made | None:
        """A resource of that place, made as the sender's identity; `None` where nothing makes one."""
        producers = self._producers_of(sender)
        makers = [each for each in self.explorer.relations.producers(place) if each.method == "POST"]
        for maker in makers[:1]:
            made = self._another(maker, place, sender) or self._first(maker, place, sender, producers)
            if made is not None:
                return made
        resource = producers.fresh(place)
        if resource is None:
            return None
        return Made(place=place, values=resource.values, made_by=resource.made_by)

    def _producers_of(self, sender: Sender) -> Producers:
        if sender.identity.name not in self._producers:
            self._producers[sender.identity.name] = self._equipment.producers(sender)
        producers = self._producers[sender.identity.name]
        producers.sender = sender
        producers.deadline = time.monotonic() + _MOST_S
        return producers

    def _another(self, maker: Operation, place: str, sender: Sender) -> Made | None:
        """One more, like the one that was made before, with other texts."""
        supply = self._supplies.get((sender.identity.name, place), iter(()))
        tries = (self._sent(maker, place, sender, prepared) for prepared in islice(supply, _MOST_TRIES))
        return next((made for made in tries if made is not None), None)

    def _first(self, maker: Operation, place: str, sender: Sender, producers: Producers) -> Made | None:
        """The first one: of the drafts that may be taken, one that is."""
        for draft in self.explorer.generator.valid_drafts(maker)[:_MOST_BASES]:
            accepted = Accepted()
            accepted.add(draft, ())
            supply = Supply(self._equipment, maker, producers, accepted)()
            for prepared in islice(supply, 2):
                made = self._sent(maker, place, sender, prepared)
                if made is not None:
                    self._supplies[sender.identity.name, place] = supply
                    return made
        return None

    def _sent(self, maker: Operation, place: str, sender: Sender, prepared: Prepared) -> Made | None:
        request, after = prepared
        exchange = sender.send(request, Intent(kind="valid", phase="producer"), after=after)
        if not isinstance(exchange.answer, Response) or not 200 <= exchange.answer.status < 300:
            return None
        value = next(self._values(place, exchange.answer), None)
        if value is None:
            return None
        above = _above(maker, request) if place.count("{}") > 1 else ()
        return Made(place=place, values=(*above, value), made_by=_made_by(exchange))

    def _values(self, place: str, answer: Response) -> Iterator[str | int]:
        parameter = self.explorer.relations.parameter(place)
        name = "id" if parameter is None else parameter.name
        schema = parameter.schema if parameter is not None and isinstance(parameter.schema, dict) else {}
        kind = schema.get("type")
        return values_in(answer, place=place, parameter=name, type_name=kind if isinstance(kind, str) else None)

    @property
    def _equipment(self) -> Equipment:
        explorer = self.explorer
        return Equipment(
            document=explorer.document,
            generator=explorer.generator,
            relations=explorer.relations,
            base_path=explorer.base_path,
        )


def _above(maker: Operation, request: Request) -> tuple[str, ...]:
    """The keys in the URL of a creation, those of what it stands below."""
    template = segments(maker.path)
    sent = request.url.partition("?")[0].strip("/").split("/")[-len(template) :]
    return tuple(unquote(part) for segment, part in zip(template, sent, strict=False) if parameter_of(segment))


def _made_by(exchange: Exchange) -> tuple[Request, ...]:
    return (*exchange.after, exchange.request)
