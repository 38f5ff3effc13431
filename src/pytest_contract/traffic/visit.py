"""One operation's drafts, sent one after the other with values that the app gave."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange, Request, Violation
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.accepted import Accepted
from pytest_contract.traffic.draft import Draft, Drafts
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.pages import Pages
from pytest_contract.traffic.preconditions import Preconditions
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.subjects import Subjects
from pytest_contract.traffic.supply import Supply, free_texts_of
from pytest_contract.traffic.surroundings import Surroundings
from pytest_contract.traffic.transplant import freshened
from pytest_contract.traffic.values import Resource
from pytest_contract.traffic.variation import FreeText

# Of each four valid requests one keeps the values that were generated, so that unknown ids stay covered.
_KEEPS_GENERATED = 4
_MOST_RESETS = 25
_MOST_SPARE = 4
_HELD_BACK = 2
# The very same request tells little more the second time, and nothing the third time.
_MOST_OF_THE_SAME = 2
VALID_FIRST = 8
"""So many valid drafts come before any other, for one that is accepted."""


class Visit:
    """Sends the drafts of one operation, and remembers what the app took and gave."""

    def __init__(
        self,
        equipment: Equipment,
        operation: Operation,
        sender: Sender,
        reset: Callable[[], object] | None,
        drafts: Drafts,
        max_time_s: float,
    ) -> None:
        self.equipment = equipment
        self.operation = operation
        self.sender = sender
        self.subjects = Subjects(operation)
        self.accepted = Accepted()
        self.preconditions = Preconditions(equipment, operation)
        self._pages = Pages(operation)
        self._held_back = drafts.reserved[:_HELD_BACK] or drafts.valid[:1]
        self._surroundings = Surroundings(drafts, drafts.reserved[_HELD_BACK:], self.accepted)
        self._reset = reset
        self._resets = 0
        self._fresh_starts = sender.fresh_starts
        self._valid = 0
        self._has_learned = False
        self._used: Resource | None = None
        self._times_sent: Counter[Request] = Counter()
        self._has_limit = any(response.status == "429" for response in operation.responses)
        self._deadline = time.monotonic() + max_time_s
        self.producers = self._new_producers()

    def exchanges(self, draft: Draft) -> Iterator[Exchange]:
        """Send one draft; send it again where a limit stood in the way, or what is there already (409)."""
        if self._valid >= VALID_FIRST and not self.accepted and not self._has_learned:
            self._has_learned = True
            self.producers.learn(self.operation, self._resource(draft))
        if draft.intent.phase == "example":
            # What the spec's author wrote is sent as it stands; it may name a resource that exists.
            self._used = None
            written = self._sent(draft, draft, ())
            if written is not None:
                yield written
            if not self._is_fillable or (written is not None and written.is_success):
                return
        exchange = self._send(draft)
        if exchange is None:
            return
        yield exchange
        if exchange.status == 409 and draft.intent.kind == "invalid" and draft.intent.phase == "boundary":
            # A body that was taken once is refused for what must be unique: the next one wasn't sent yet.
            if self._surroundings.change_base() and (amid_another := self._send(draft)) is not None:
                yield amid_another
        elif exchange.status == 429 and self.fresh_start():
            yield from self._after_fresh_start(draft)

    def fresh_start(self) -> bool:
        """Have the app emptied where that is possible and still helps; whether it was."""
        if self._reset is None or self._resets >= _MOST_RESETS:
            return False
        self._resets += 1
        self._reset()
        self._times_sent.clear()
        # What the app held is gone, and so is all that the pool knows of it.
        self.producers = self._new_producers()
        self.preconditions = Preconditions(self.equipment, self.operation)
        return True

    def spare(self) -> Iterator[tuple[Request, tuple[Request, ...]]]:
        """Valid requests that the app would take: like those that it took, but new where it creates something."""
        taken = [draft for draft in (self.accepted.newest, self.accepted.first) if draft is not None]
        creates = self.operation.method in {"POST", "PUT"} and self.operation.body is not None
        if creates and self.accepted.first is not None:
            taken = [freshened(self.accepted.first, other) for other in self._held_back] + taken
        for draft in (taken or list(self._held_back))[:_MOST_SPARE]:
            with suppress(UnusableOperationError):
                filled, after = self._filled(draft, self._unused)
                yield self.equipment.render(self.operation, filled), after

    def supply(self) -> Supply:
        """Valid requests without end, like those that the app took."""
        return Supply(self.equipment, self.operation, self.producers, self.accepted)

    def free_texts(self, draft: Draft) -> tuple[FreeText, ...]:
        """Texts of a draft's body that may as well be others."""
        return free_texts_of(self.equipment, self.operation, self.accepted, draft)

    @property
    def lacking(self) -> tuple[str, ...]:
        """Creating operations that should have made what this one needs."""
        return self.producers.unproductive

    def _was_sent_often(self, request: Request, draft: Draft) -> bool:
        """Whether nothing new comes of a valid request; where a limit is declared, each of them counts towards it."""
        if draft.intent.kind != "valid" or draft.intent.phase == "example" or self._has_limit:
            return False
        self._times_sent[request] += 1
        return self._times_sent[request] > _MOST_OF_THE_SAME

    @property
    def _is_fillable(self) -> bool:
        return self.subjects.place is not None or bool(self.equipment.relations.references(self.operation))

    def _after_fresh_start(self, draft: Draft) -> Iterator[Exchange]:
        again = self._send(draft)
        if again is not None:
            self._resets = _MOST_RESETS if again.status == 429 else self._resets
            yield again

    def _new_producers(self) -> Producers:
        return self.equipment.producers(self.sender, self._deadline, salt=self.operation.label)

    def _send(self, original: Draft) -> Exchange | None:
        """Send one draft, its path and its references filled from what the app holds; `None` where it has become a
        request that was sent often enough."""
        self._used = None
        if self._fresh_starts != self.sender.fresh_starts:
            self._fresh_starts = self.sender.fresh_starts
            self.producers = self._new_producers()
        draft, before = self._surroundings.amid_accepted(original, self._valid)
        after: tuple[Request, ...] = ()
        is_valid = draft.intent.kind == "valid"
        self._valid += is_valid
        if not is_valid or self._valid % _KEEPS_GENERATED:
            draft, after = self._filled(self._pages.turned(draft) if is_valid else draft, self._resource)
        elif self.subjects.gone and self._valid % (2 * _KEEPS_GENERATED) == 0:
            draft, after = self.subjects.placed(draft, self.subjects.gone[-1])
        return self._sent(original, draft, tuple(dict.fromkeys((*before, *after))))

    def _filled(self, draft: Draft, choose: Callable[[Draft], Resource | None]) -> tuple[Draft, tuple[Request, ...]]:
        after: tuple[Request, ...] = ()
        broken = {violation.part for violation in draft.intent.violations}
        if "path" not in broken and (resource := choose(draft)) is not None:
            self._used = resource
            draft, after = self.subjects.placed(draft, resource)
            if "header" not in broken:
                draft = self.preconditions.met(draft, resource, self.sender)
        if not broken & {"query", "body"}:
            draft, referred = self.producers.fill_references(self.operation, draft)
            after = tuple(dict.fromkeys((*after, *referred)))
        return draft, after

    def _resource(self, draft: Draft) -> Resource | None:
        return self.subjects.next(self.producers, self._valid, is_valid=draft.intent.kind == "valid")

    def _unused(self, draft: Draft) -> Resource | None:
        return self.subjects.unused(self.producers, self._valid)

    def _sent(self, original: Draft, draft: Draft, after: tuple[Request, ...]) -> Exchange | None:
        request = self.equipment.render(self.operation, draft)
        if self._was_sent_often(request, draft):
            return None
        exchange = self.sender.send(request, draft.intent, after=after, without=generated_names(draft))
        self._pages.note(exchange)
        if exchange.is_success:
            if draft.intent.kind == "valid":
                self.accepted.add(draft, after)
            self._surroundings.note_accepted(original)
            self.preconditions.changed(self._used, exchange)
            if self._used is not None and self.operation.method == "DELETE":
                self.producers.pool.forget(self._used)
                self.subjects.gone.append(self._used)
        elif exchange.status == 412:
            self.preconditions.forget(self._used)
        return exchange


def generated_names(draft: Draft) -> frozenset[str]:
    """Headers that the identity must not bring back or override: their absence or their value is the point."""
    broken: tuple[Violation, ...] = draft.intent.violations
    return draft.left_out | {violation.name.lower() for violation in broken if violation.part == "header"}
