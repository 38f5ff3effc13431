"""Valid requests without end, like those that the app took: for experiments that need many."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Request
from pytest_contract.spec import Operation
from pytest_contract.spec.media_type import best_match
from pytest_contract.traffic.accepted import Accepted
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.places import place_below
from pytest_contract.traffic.preconditions import Preconditions
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.relations import parameters_of, place_of
from pytest_contract.traffic.values import Resource, path_values
from pytest_contract.traffic.variation import FreeText, free_texts, varied

Prepared = tuple[Request, tuple[Request, ...]]
"""A valid request, and what was sent to make what it uses."""

_BUDGET = 10_000
_ONCE_ONLY = re.compile(r"(idempotency|request|correlation|nonce)[-_]?(key|id)?$", re.IGNORECASE)
_MOST_UNRENDERED = 3


class Supply:
    """Makes valid requests of one operation; each call begins anew, and goes on with other values.

    It knows nothing of what the app holds at first, so that it may be asked again after a fresh start.
    """

    def __init__(self, equipment: Equipment, operation: Operation, producers: Producers, accepted: Accepted) -> None:
        self._equipment = equipment
        self._operation = operation
        self._producers = producers
        self._accepted = accepted
        self._place = place_of(operation.path)
        self._number = 0

    def __call__(self) -> Iterator[Prepared]:
        """Valid requests without end; none at all where the app took none."""
        base = self._accepted.first
        if base is None:
            return
        producers = self._producers.anew(budget=_BUDGET)
        texts = self._texts(base)
        unrendered = 0
        while unrendered < _MOST_UNRENDERED:
            self._number += 1
            draft = with_own_key(base, self._number)
            if texts:
                draft = replace(draft, body=varied(draft.body, texts, self._number))
            try:
                yield self._prepared(draft, producers)
            except UnusableOperationError:
                unrendered += 1

    def _prepared(self, draft: Draft, producers: Producers) -> Prepared:
        after: tuple[Request, ...] = ()
        resource = None if self._place is None else self._resource(producers, self._place)
        if resource is not None:
            draft = draft.with_values(path=path_values(parameters_of(self._operation.path), resource))
            after = resource.made_by
        draft, referred = producers.fill_references(self._operation, draft)
        draft = Preconditions(self._equipment, self._operation).met(draft, resource, producers.sender)
        return self._equipment.render(self._operation, draft), tuple(dict.fromkeys((*after, *referred)))

    def _resource(self, producers: Producers, place: str) -> Resource | None:
        return producers.fresh_or_newest(place) if self._uses_up else producers.any(place)

    def _texts(self, base: Draft) -> tuple[FreeText, ...]:
        if self._operation.method not in {"POST", "PUT"}:
            return ()
        return free_texts_of(self._equipment, self._operation, self._accepted, base)

    @property
    def _uses_up(self) -> bool:
        """Whether what a request is about isn't there, or isn't the same, for the next one."""
        if self._operation.method == "DELETE":
            return True
        return self._operation.method == "POST" and not self._creates_below

    @property
    def _creates_below(self) -> bool:
        return self._equipment.relations.parameter(place_below(self._operation.path)) is not None


def free_texts_of(equipment: Equipment, operation: Operation, accepted: Accepted, draft: Draft) -> tuple[FreeText, ...]:
    """The texts of a draft's body that may as well be others, for all that the app took so far."""
    if operation.body is None or draft.media_type is None:
        return ()
    keys = [entry.key for entry in operation.body.content]
    key = best_match(draft.media_type, keys)
    schema = next((entry.schema for entry in operation.body.content if entry.key == key), None)
    taken = [other.body for other in accepted if other.media_type == draft.media_type]
    return free_texts(equipment.document, schema, draft.body, taken)


def with_own_key(draft: Draft, number: int) -> Draft:
    """The draft with a key of its own where a header says that two requests are one."""
    keys = {name: f"contract-{number:06d}" for name in draft.headers if _ONCE_ONLY.search(name)}
    return replace(draft, headers={**draft.headers, **keys}) if keys else draft
