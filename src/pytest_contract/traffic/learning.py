"""Finding out why an operation rejects what its spec allows: from what it says, from what others name, by trying."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from pytest_contract.exchange import Exchange, Response
from pytest_contract.spec import Operation
from pytest_contract.traffic.browse import Seen, seen_in
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.feedback import Hint, hints
from pytest_contract.traffic.fields import fields_of
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.lesson import NOTHING, Lesson
from pytest_contract.traffic.places import singular
from pytest_contract.traffic.references import Reference
from pytest_contract.traffic.relations import Relations
from pytest_contract.traffic.values import Resource

_MOST_GUESSES = 6
_MOST_HEARD = 4
_NOTHING_MADE = 1_000
"""A depth at which nothing more is made for a request."""
_MOST_READERS = 5
_MOST_MAKERS = 3
_DRAFTS = 2


class Asks(Protocol):
    """What sends: the producers of a test."""

    generator: Generator
    relations: Relations

    def ask(self, operation: Operation, draft: Draft, resource: Resource | None, depth: int) -> Exchange | None:
        """Send a valid draft with what was learned; `None` where it can't be sent, or may not be any more."""
        ...


@dataclass(slots=True)
class Lessons:
    """What was learned in one test, by operation."""

    by_label: dict[str, Lesson] = field(default_factory=dict)
    _seen: Seen | None = None
    _is_answered: bool = False

    def of(self, operation: Operation) -> Lesson:
        """What is known of an operation."""
        return self.by_label.get(operation.label, NOTHING)

    def learn(self, asks: Asks, operation: Operation, resource: Resource | None, depth: int) -> bool:
        """Try until the app takes a request; whether it did, for the first time. What it then took is remembered."""
        if operation.label in self.by_label:
            return False
        base = NOTHING
        for lesson in self._candidates(asks, operation, resource, depth):
            self.by_label[operation.label] = base = lesson
            for draft in asks.generator.valid_drafts(operation)[:_DRAFTS]:
                exchange = asks.ask(operation, draft, resource, depth)
                if exchange is None:
                    break
                self._is_answered |= exchange.status is not None
                if exchange.status is not None and exchange.status < 400:
                    return True
                self._heard(asks, operation, exchange)
        if base is NOTHING or self.by_label[operation.label] == base:
            self.by_label[operation.label] = NOTHING
        return False

    def _candidates(self, asks: Asks, operation: Operation, resource: Resource | None, depth: int) -> Iterator[Lesson]:
        """Lessons that may help, the likeliest first."""
        self.by_label[operation.label] = NOTHING
        names = _names(asks.relations, operation)
        if not names:
            return
        for _ in range(_MOST_HEARD):
            before = self.of(operation)
            yield before
            if self.of(operation) == before:
                break
        heard = self.of(operation)
        guesses = heard.likeliest(asks.relations.guesses(operation))[:_MOST_GUESSES]
        first = {guess.way: guess for guess in reversed(guesses)}
        attempts: list[tuple[Reference, ...]] = [tuple(first.values())] if len(first) > 1 else []
        attempts += [(guess,) for guess in guesses]
        for attempt in [*attempts, *asks.relations.namesakes(operation)]:
            yield replace(heard, references=attempt)
        if self._seen is None and self._is_answered:
            self._seen = browsed(asks, operation)
        if named := tuple(_named(asks.relations, operation, self._seen or {})):
            yield replace(heard, hints=(*heard.hints, *named))

    def _heard(self, asks: Asks, operation: Operation, exchange: Exchange) -> None:
        if isinstance(exchange.answer, Response):
            told = hints(exchange.answer, _names(asks.relations, operation))
            self.by_label[operation.label] = self.of(operation).hearing(told)


def browsed(asks: Asks, operation: Operation) -> Seen:
    """What the operations that need no path name: first those that read, then those that make something."""
    others = [
        other
        for other in asks.relations.document.operations
        if "{" not in other.path and other.method in ("GET", "POST") and other.label != operation.label
    ]
    readers = [other for other in others if other.method == "GET"][:_MOST_READERS]
    makers = [other for other in others if other.method == "POST"][:_MOST_MAKERS]
    answers = []
    for other in (*readers, *makers):
        drafts = asks.generator.valid_drafts(other)
        # The fewer filters, the more a list shows; what is made of empty texts is seldom of use.
        plain = min(drafts, key=lambda draft: (len(draft.query), _empty_texts(draft)), default=None)
        exchange = None if plain is None else asks.ask(other, plain, None, _NOTHING_MADE)
        if exchange is not None and isinstance(exchange.answer, Response):
            answers.append(exchange.answer)
    return seen_in(answers)


def _names(relations: Relations, operation: Operation) -> set[str]:
    fields = {each.name for each in fields_of(relations.document, operation)}
    return fields | {parameter.name for parameter in operation.parameters if parameter.part in ("query", "path")}


def _named(relations: Relations, operation: Operation, seen: Seen) -> Iterator[Hint]:
    """The fields for which a value was seen under their name."""
    known = {reference.way for reference in relations.references(operation)}
    for each in fields_of(relations.document, operation):
        values = seen.get(singular(each.name), ())
        kind = {"string": str, "integer": int}.get(str(each.plain.get("type")))
        fitting = tuple(value for value in values if kind is not None and isinstance(value, kind))
        if fitting and each.steps not in known and "enum" not in each.plain:
            yield Hint(steps=each.steps, kind="allowed", values=fitting)


def _empty_texts(draft: Draft) -> int:
    members = draft.body.values() if isinstance(draft.body, dict) else ()
    return sum(isinstance(value, str) and not re.search(r"[A-Za-z0-9]", value) for value in members)
