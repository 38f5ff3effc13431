"""What an operation needs is made first, by the operations that make it, parents before children."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange, Intent, Request, Response
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.relations import Reference, Relations, parameters_of, place_of
from pytest_contract.traffic.values import Resource, ValuePool, path_values, values_in

_MOST_TRIES = 8
_MOST_DEPTH = 4
_MOST_GUESSES = 6
_MOST_UNANSWERED = 3


@dataclass(slots=True)
class Producers:
    """Makes resources for one operation's test, within a budget of requests."""

    generator: Generator
    relations: Relations
    sender: Sender
    base_path: str
    deadline: float = math.inf
    """On the clock of `time.monotonic`: nothing is made after it."""
    pool: ValuePool = field(default_factory=ValuePool)
    budget: int = 150
    """Requests that may still be spent."""
    _made: dict[str, int] = field(default_factory=dict)
    _crowded: set[str] = field(default_factory=set)
    _barren: set[tuple[str, str]] = field(default_factory=set)
    _learned: dict[str, tuple[Reference, ...]] = field(default_factory=dict)
    _unanswered: dict[str, int] = field(default_factory=dict)

    @property
    def unproductive(self) -> tuple[str, ...]:
        """Operations that create something, and never did."""
        return tuple(label for _, label in sorted(self._barren) if label.startswith("POST "))

    def anew(self, *, budget: int) -> Producers:
        """Producers that know what these learned by trying, and nothing of what the app holds."""
        learned = dict(self._learned)
        return Producers(
            self.generator,
            self.relations,
            self.sender,
            self.base_path,
            budget=budget,
            _made=self._made,
            _learned=learned,
        )

    def fresh(self, place: str, depth: int = 0) -> Resource | None:
        """A resource that was made just now, or the first that a list names, or `None` where nothing makes one."""
        if depth >= _MOST_DEPTH:
            return None
        for producer in self.relations.producers(place):
            if (place, producer.label) in self._barren:
                continue
            resource = self._produce(producer, place, depth)
            if resource is not None:
                self.pool.add(resource)
                return resource
            self._barren.add((place, producer.label))
        return None

    def fresh_or_newest(self, place: str) -> Resource | None:
        """A resource that was made just now, or where that fails the last that is known."""
        return self.fresh(place) or self.pool.newest(place)

    def any(self, place: str, depth: int = 0) -> Resource | None:
        """A resource that is known already, or a fresh one."""
        return self.pool.newest(place) or self.fresh(place, depth)

    def fill_references(self, operation: Operation, draft: Draft, depth: int = 0) -> tuple[Draft, tuple[Request, ...]]:
        """The draft with the query parameters and body fields it has that name a resource drawn from the pool."""
        made_by: list[Request] = []
        named = (*self.relations.references(operation), *self._learned.get(operation.label, ()))
        for reference in named:
            if not _has(draft, reference) or (resource := self.any(reference.place, depth + 1)) is None:
                continue
            draft = _referring(draft, reference, resource.values[-1])
            made_by += [request for request in resource.made_by if request not in made_by]
        return draft, tuple(made_by)

    def learn(self, operation: Operation, resource: Resource | None, depth: int = 0) -> bool:
        """Find by trying which fields name a resource, whatever they are called: all at once, then each alone.

        `resource` fills the operation's path. What the app then accepts is remembered for this test.
        """
        if operation.label in self._learned:
            return False
        self._learned[operation.label] = ()
        guesses = list(self.relations.guesses(operation))[:_MOST_GUESSES]
        first = {guess.name: guess for guess in reversed(guesses)}
        attempts = [tuple(first.values())] if len(first) > 1 else []
        for attempt in [*attempts, *((guess,) for guess in guesses)]:
            self._learned[operation.label] = attempt
            for draft in self.generator.valid_drafts(operation)[:2]:
                if not self._may_ask(operation):
                    break
                exchange = self._send(operation, draft, resource, depth)
                if exchange is not None and exchange.status is not None and exchange.status < 400:
                    return True
        self._learned[operation.label] = ()
        return False

    def _produce(self, producer: Operation, place: str, depth: int) -> Resource | None:
        parent: Resource | None = None
        # What is put stands at its own place; what is posted or listed stands below the path of the collection.
        parent_place = place_of(place.rsplit("/{}", 1)[0] if producer.method == "PUT" else producer.path)
        if parent_place is not None:
            parent = self.any(parent_place, depth + 1)
            if parent is None:
                return None
        made = self._tried(producer, place, parent, depth)
        if made is None and self.learn(producer, parent, depth):
            made = self._tried(producer, place, parent, depth)
        return made

    def _tried(self, producer: Operation, place: str, parent: Resource | None, depth: int) -> Resource | None:
        for draft in self._drafts(producer, place):
            if not self._may_ask(producer):
                return None
            exchange = self._send(producer, draft, parent, depth)
            if exchange is not None and exchange.status == 409:
                self._crowded.add(producer.label)
            resource = None if exchange is None else self._resource(producer, place, parent, exchange, draft)
            if resource is not None:
                return resource
        return None

    def _may_ask(self, producer: Operation) -> bool:
        """Whether there is budget left, and it isn't one that hangs: each such request takes the whole timeout."""
        if time.monotonic() > self.deadline:
            return False
        return self.budget > 0 and self._unanswered.get(producer.label, 0) < _MOST_UNANSWERED

    def _drafts(self, producer: Operation, place: str) -> Iterator[Draft]:
        """A few valid drafts; a later call goes on where the earlier one ended, so that no two are the same.

        Once something was there already, only generated ones: examples and boundary cases share most values.
        """
        drafts = list(self.generator.valid_drafts(producer))
        if producer.method == "GET":
            # The fewer filters, the more a list shows.
            drafts.sort(key=lambda draft: len(draft.query))
        else:
            drafts = _surest_and_richest(drafts)
        generated = [draft for draft in drafts if draft.intent.phase == "generated"]
        for _ in range(_MOST_TRIES if drafts else 0):
            crowded = producer.label in self._crowded and bool(generated)
            turn = f"{place} {producer.label} {crowded}"
            at = self._made.get(turn, 0)
            self._made[turn] = at + 1
            yield generated[at % len(generated)] if crowded else drafts[at % len(drafts)]

    def _send(self, producer: Operation, draft: Draft, parent: Resource | None, depth: int) -> Exchange | None:
        after: tuple[Request, ...] = ()
        if parent is not None:
            draft = draft.with_values(path=path_values(parameters_of(producer.path), parent))
            after = parent.made_by
        draft, referred = self.fill_references(producer, draft, depth)
        after = tuple(dict.fromkeys((*after, *referred)))
        draft = replace(draft, intent=Intent(kind="valid", phase="producer"))
        try:
            request = self.generator.render(producer, draft, base_path=self.base_path)
        except UnusableOperationError:
            return None
        self.budget -= 1
        exchange = self.sender.send(request, draft.intent, after=after)
        unanswered = self._unanswered.get(producer.label, 0)
        self._unanswered[producer.label] = unanswered + 1 if exchange.status is None else 0
        return exchange

    def _resource(
        self, producer: Operation, place: str, parent: Resource | None, exchange: Exchange, draft: Draft
    ) -> Resource | None:
        if not isinstance(exchange.answer, Response) or not 200 <= exchange.answer.status < 400:
            return None
        # A flat place has no values above its own, wherever its resources are made.
        above = () if parent is None or place.count("{}") == 1 else parent.values
        made_by = (*exchange.after, exchange.request) if producer.method != "GET" else exchange.after
        if producer.method == "PUT":
            own = draft.path_parameters.get(parameters_of(producer.path)[-1])
            if own is None:
                return None
            # A draft's path values are percent-encoded, a resource's are as the app knows them.
            own = unquote(own) if isinstance(own, str) else own
            return Resource(place=place, values=(*above, own), made_by=made_by)
        parameter = self.relations.parameter(place)
        name = parameter.name if parameter else "id"
        schema = parameter.schema if parameter and isinstance(parameter.schema, dict) else {}
        values = values_in(exchange.answer, place=place, parameter=name, type_name=_type_of(schema))
        value = next(values, None)
        return None if value is None else Resource(place=place, values=(*above, value), made_by=made_by)


def _surest_and_richest(drafts: Sequence[Draft]) -> list[Draft]:
    """As they came, the surest to be taken first, and between them those that have most to show."""
    rich = sorted((draft for draft in drafts if draft.intent.phase != "generated"), key=_members, reverse=True)
    mixed = [draft for pair in zip_longest(drafts, rich) for draft in pair if draft is not None]
    return list({id(draft): draft for draft in mixed}.values())


def _members(draft: Draft) -> int:
    return len(draft.body) if isinstance(draft.body, dict) else 0


def _type_of(schema: dict[str, Any]) -> str | None:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((name for name in kind if name != "null"), None)
    return kind if isinstance(kind, str) else None


def _has(draft: Draft, reference: Reference) -> bool:
    if reference.part == "query":
        return reference.name in draft.query
    return isinstance(draft.body, dict) and reference.name in draft.body


def _referring(draft: Draft, reference: Reference, value: Any) -> Draft:
    filled = [value] if reference.is_list else value
    if reference.part == "query":
        return draft.with_values(query={reference.name: filled})
    return draft.with_values(body={**draft.body, reference.name: filled})
