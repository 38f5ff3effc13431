"""Valid requests without end, like those that the app took: for experiments that need many."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Request
from pytest_contract.spec import Operation
from pytest_contract.spec.media_type import best_match
from pytest_contract.traffic.accepted import Accepted
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.relations import parameters_of, place_of
from pytest_contract.traffic.values import Resource, path_values
from pytest_contract.traffic.variation import free_texts, varied

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
        texts = self._free_texts(base)
        unrendered = 0
        while unrendered < _MOST_UNRENDERED:
            self._number += 1
            draft = _with_own_keys(base, self._number)
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
        return self._equipment.render(self._operation, draft), tuple(dict.fromkeys((*after, *referred)))

    def _resource(self, producers: Producers, place: str) -> Resource | None:
        return producers.fresh_or_newest(place) if self._uses_up else producers.any(place)

    @property
    def _uses_up(self) -> bool:
        """Whether what a request is about isn't there, or isn't the same, for the next one."""
        if self._operation.method == "DELETE":
            return True
        return self._operation.method == "POST" and not self._creates_below

    @property
    def _creates_below(self) -> bool:
        relations = self._equipment.relations
        collection = re.sub(r"\{[^{}]+\}", "{}", self._operation.path.rstrip("/"))
        return relations.parameter(f"{collection}/{{}}") is not None

    def _free_texts(self, base: Draft) -> Any:
        if self._operation.body is None or base.media_type is None or self._operation.method not in {"POST", "PUT"}:
            return ()
        return free_texts(self._equipment.document, self._schema(base.media_type), base.body, self._taken(base))

    def _schema(self, media_type: str) -> Any:
        content = self._operation.body.content if self._operation.body else ()
        key = best_match(media_type, [entry.key for entry in content])
        return next((entry.schema for entry in content if entry.key == key), None)

    def _taken(self, base: Draft) -> Sequence[Any]:
        return [draft.body for draft in self._accepted if draft.media_type == base.media_type]


def _with_own_keys(draft: Draft, number: int) -> Draft:
    """The draft with a key of its own where a header says that two requests are one."""
    keys = {name: f"contract-{number:06d}" for name in draft.headers if _ONCE_ONLY.search(name)}
    return replace(draft, headers={**draft.headers, **keys}) if keys else draft
