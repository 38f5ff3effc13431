"""What an operation needs is made first, by the operations that make it, parents before children."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from urllib.parse import quote

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.filling import holds, referring
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.harvest import decoded, linked, shown
from pytest_contract.traffic.learning import Lessons
from pytest_contract.traffic.links import Link
from pytest_contract.traffic.places import above
from pytest_contract.traffic.relations import Relations, parameters_of, place_of
from pytest_contract.traffic.turns import Turns
from pytest_contract.traffic.values import Resource, ValuePool, path_values

_MOST_DEPTH = 4
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
    salt: str = ""
    """Makes what must be unique differ from what other tests make."""
    _turns: Turns = field(init=False)
    _barren: set[tuple[str, str]] = field(default_factory=set)
    _lessons: Lessons = field(default_factory=Lessons)
    _unanswered: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._turns = Turns(self.generator, self.relations.document, self.salt)

    @property
    def unproductive(self) -> tuple[str, ...]:
        """Operations that create something, and never did."""
        return tuple(label for _, label in sorted(self._barren) if label.startswith("POST "))

    def anew(self, *, budget: int) -> Producers:
        """Producers that know what these learned by trying, and nothing of what the app holds."""
        lessons = Lessons(dict(self._lessons.by_label))
        producers = Producers(
            self.generator,
            self.relations,
            self.sender,
            self.base_path,
            budget=budget,
            salt=self.salt,
            _lessons=lessons,
        )
        producers._turns = self._turns.anew()
        return producers

    def fresh(self, place: str, depth: int = 0) -> Resource | None:
        """A resource that was made just now, or the first that a list names, or `None` where nothing makes one."""
        if depth >= _MOST_DEPTH:
            return None
        makers: list[tuple[str, Callable[[], Resource | None]]] = [
            (f"link {link.source.label}", partial(self._follow, link, place, depth))
            for link in self.relations.linked_to(place)
        ]
        makers += [(each.label, partial(self._produce, each, place, depth)) for each in self.relations.producers(place)]
        makers.append(("", partial(self._borrow, place, depth)))
        for label, make in makers:
            if (place, label) in self._barren:
                continue
            resource = make()
            if resource is not None:
                self.pool.add(resource)
                return resource
            self._barren.add((place, label))
        return None

    def fresh_or_newest(self, place: str) -> Resource | None:
        """A resource that was made just now, or where that fails the last that is known."""
        return self.fresh(place) or self.pool.newest(place)

    def any(self, place: str, depth: int = 0) -> Resource | None:
        """A resource that is known already, or a fresh one."""
        return self.pool.newest(place) or self.fresh(place, depth)

    def fill_references(self, operation: Operation, draft: Draft, depth: int = 0) -> tuple[Draft, tuple[Request, ...]]:
        """The draft with the query parameters and body fields it has that name a resource drawn from the pool, and
        with what was learned of the operation."""
        lesson = self._lessons.of(operation)
        draft = lesson.applied(draft, self.budget)
        made_by: list[Request] = []
        for reference in (*self.relations.references(operation), *lesson.references):
            if not holds(draft, reference) or (resource := self.any(reference.place, depth + 1)) is None:
                continue
            if (value := resource.key(reference.member)) is None:
                continue
            draft = referring(draft, reference, value)
            made_by += [request for request in resource.made_by if request not in made_by]
        return draft, tuple(made_by)

    def learn(self, operation: Operation, resource: Resource | None, depth: int = 0) -> bool:
        """Find out why an operation rejects what the spec allows: from what it says, then by trying which fields name
        a resource, whatever they are called, all at once and each alone.

        `resource` fills the operation's path. What the app then accepts is remembered for this test.
        """
        return self._lessons.learn(self, operation, resource, depth)

    def ask(self, operation: Operation, draft: Draft, resource: Resource | None, depth: int = 0) -> Exchange | None:
        """Send a valid draft, its path and its references filled; `None` where that may or can not be done."""
        return self._send(operation, draft, resource, depth) if self._may_ask(operation) else None

    def _produce(self, producer: Operation, place: str, depth: int) -> Resource | None:
        parent: Resource | None = None
        # What is put stands at its own place; what is posted or listed stands below the path of the collection.
        parent_place = above(place) if producer.method == "PUT" else place_of(producer.path)
        if parent_place is not None:
            parent = self._standing(parent_place, producer, depth + 1)
            if parent is None:
                return None
        made = self._tried(producer, place, parent, depth)
        if made is None and self.learn(producer, parent, depth):
            made = self._tried(producer, place, parent, depth)
        return made

    def _standing(self, place: str, operation: Operation, depth: int) -> Resource | None:
        """A resource for a path to go through; where nothing makes such ones, a place with the spec's own value."""
        if (known := self.any(place, depth)) is not None or self.relations.is_made(place):
            return known
        higher = above(place)
        parent = None if higher is None else self._standing(higher, operation, depth + 1)
        drafts = self.generator.valid_drafts(operation)
        names = parameters_of(operation.path)[: place.count("{}")]
        value = drafts[0].path_parameters.get(names[-1]) if drafts and names else None
        if value is None or (higher is not None and parent is None):
            return None
        values = parent.values if parent is not None else ()
        return Resource(place=place, values=(*values, decoded(value)), made_by=parent.made_by if parent else ())

    def _borrow(self, place: str, depth: int) -> Resource | None:
        """A resource whose key is that of another place's: `/stock/{code}` for an article's code."""
        lender, higher = self.relations.borrowed(place), above(place)
        if lender is None or (lent := self.any(lender.place, depth + 1)) is None:
            return None
        parent = None if higher is None else self.any(higher, depth + 1)
        key = lent.key(lender.member)
        if key is None or (higher is not None and parent is None):
            return None
        before = parent.made_by if parent is not None else ()
        made_by = tuple(dict.fromkeys((*before, *lent.made_by)))
        return Resource(place=place, values=(*(parent.values if parent else ()), key), made_by=made_by)

    def _follow(self, link: Link, place: str, depth: int) -> Resource | None:
        """A resource that a link names in an answer of the operation that it stands at."""
        source, parent = link.source, None
        parent_place = place_of(source.path)
        if parent_place == place:
            return None
        if parent_place is not None and (parent := self.any(parent_place, depth + 1)) is None:
            return None
        for draft in self._turns.drafts(source, place):
            if not self._may_ask(source):
                return None
            exchange = self._send(source, draft, parent, depth)
            found = None if exchange is None else linked(link, place, parent, exchange, draft)
            if found is not None:
                return found
        return None

    def _tried(self, producer: Operation, place: str, parent: Resource | None, depth: int) -> Resource | None:
        for draft in self._turns.drafts(producer, place):
            if not self._may_ask(producer):
                return None
            draft, lent = self._with_borrowed_key(producer, draft, depth)
            exchange = self._send(producer, draft, parent, depth, lent)
            if exchange is not None and exchange.status == 409:
                self._turns.crowded.add(producer.label)
            resource = None if exchange is None else shown(self.relations, producer, place, parent, exchange, draft)
            if resource is not None:
                return resource
        return None

    def _may_ask(self, producer: Operation) -> bool:
        """Whether there is budget left, and it isn't one that hangs: each such request takes the whole timeout."""
        if time.monotonic() > self.deadline:
            return False
        return self.budget > 0 and self._unanswered.get(producer.label, 0) < _MOST_UNANSWERED

    def _with_borrowed_key(self, producer: Operation, draft: Draft, depth: int) -> tuple[Draft, tuple[Request, ...]]:
        """What is put under the key of another place's resource needs one that is there."""
        place = place_of(producer.path)
        lender = self.relations.borrowed(place) if producer.method == "PUT" and place is not None else None
        if lender is None or place is None or not self._may_lend(lender.place, place):
            return draft, ()
        lent = self.any(lender.place, depth + 1)
        key = None if lent is None else lent.key(lender.member)
        if lent is None or key is None:
            return draft, ()
        return draft.with_values(path={parameters_of(producer.path)[-1]: quote(str(key), safe="")}), lent.made_by

    def _may_lend(self, lender: str, place: str) -> bool:
        """Whether the one place has keys before the other one: it makes them, or stands higher."""
        makes = any(producer.method == "POST" for producer in self.relations.producers(lender))
        return makes or lender.count("{}") < place.count("{}")

    def _send(
        self,
        producer: Operation,
        draft: Draft,
        parent: Resource | None,
        depth: int,
        after: tuple[Request, ...] = (),
        *,
        is_filled: bool = False,
    ) -> Exchange | None:
        if parent is not None:
            draft = draft.with_values(path=path_values(parameters_of(producer.path), parent))
            after = tuple(dict.fromkeys((*parent.made_by, *after)))
        if not is_filled:
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
