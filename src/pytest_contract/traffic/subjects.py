"""Which resource a request is about: several that differ in turn, or one of its own where it is used up."""

from __future__ import annotations

from pytest_contract.exchange import Request
from pytest_contract.spec import Operation
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.relations import parameters_of, place_of
from pytest_contract.traffic.values import Resource, path_values

_MOST_FRESH = 8
_MOST_SEVERAL = 3


class Subjects:
    """Resources for the path of one operation."""

    def __init__(self, operation: Operation) -> None:
        self.place = place_of(operation.path)
        self._names = parameters_of(operation.path)
        self._is_reading = operation.method == "GET"
        self._uses_up = operation.method == "DELETE" or (operation.method == "POST" and self.place is not None)
        self._fresh = 0
        self._several = 0
        self.gone: list[Resource] = []
        """What the operation itself has deleted."""

    def next(self, producers: Producers, turn: int, *, is_valid: bool) -> Resource | None:
        """The resource that the next request is about; `None` where none is needed, or none can be had."""
        if self.place is None:
            return None
        if not self._uses_up or not is_valid:
            return self._one_of_several(producers, self.place, turn)
        if self._fresh >= _MOST_FRESH:
            return producers.pool.newest(self.place)
        self._fresh += 1
        return producers.fresh_or_newest(self.place)

    def unused(self, producers: Producers, turn: int) -> Resource | None:
        """A resource that no request has changed yet, for what is sent once all drafts were."""
        if self.place is None:
            return None
        if self._is_reading:
            return self._one_of_several(producers, self.place, turn)
        return producers.fresh_or_newest(self.place)

    def placed(self, draft: Draft, resource: Resource) -> tuple[Draft, tuple[Request, ...]]:
        """The draft with that resource in its path, and what was sent to make it."""
        return draft.with_values(path=path_values(self._names, resource)), resource.made_by

    def _one_of_several(self, producers: Producers, place: str, turn: int) -> Resource | None:
        """Resources that differ, in turn: what one of them lacks, another one has."""
        if self._several < _MOST_SEVERAL:
            self._several += 1
            return producers.fresh_or_newest(place)
        return producers.pool.at(place, turn) or producers.any(place)
