"""One operation's traffic: what it needs is made, then every draft is sent with values that the app gave."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange, Failure, Request, Violation
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.draft import Draft, Drafts
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.relations import Relations, parameters_of, place_of
from pytest_contract.traffic.transplant import freshened, isolated, template_of, transplanted, with_one_member
from pytest_contract.traffic.values import Resource, path_values

# Of each four valid requests one keeps the values that were generated, so that unknown ids stay covered.
_KEEPS_GENERATED = 4
_MOST_FRESH = 8
_MOST_RESETS = 25
_MOST_SPARE = 4
_MOST_SEVERAL = 3
_HELD_BACK = 2
_VALID_FIRST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What was sent for one operation."""

    exchanges: tuple[Exchange, ...]
    """Those to the operation itself; what producers sent isn't among them."""
    gaps: tuple[str, ...] = ()
    """What could not be generated or sent, each with its reason."""
    remarks: tuple[str, ...] = ()
    """What was cut short."""
    lacking: tuple[str, ...] = ()
    """Operations that create what this one needs, and never did."""
    spare: tuple[tuple[Request, tuple[Request, ...]], ...] = ()
    """Valid requests that were not sent, each with what was sent to make what it uses: for probes."""


@dataclass(slots=True)
class Explorer:
    """Sends the drafts of the operations of one document."""

    document: Document
    generator: Generator
    base_path: str
    max_time_s: float
    relations: Relations = field(init=False)

    def __post_init__(self) -> None:
        self.relations = Relations(self.document)

    def explore(self, operation: Operation, sender: Sender, reset: Callable[[], object] | None) -> Traffic:
        """Send all drafts of an operation, invalid ones among the valid ones, until the time budget is spent.

        Where a rate limit stands in the way, `reset` gives the app a fresh start, and the draft is sent again.
        """
        drafts = self.generator.drafts(operation)
        template = template_of(drafts.valid)
        held_back = drafts.reserved[:_HELD_BACK] or drafts.valid[:1]
        visit = _Visit(self, operation, sender, reset, template, drafts.reserved[_HELD_BACK:])
        exchanges: list[Exchange] = []
        gaps = dict.fromkeys(drafts.gaps)
        remarks = ["generation was cut short by the time budget"] if drafts.is_cut_short else []
        started = time.monotonic()
        for number, draft in enumerate(_interleaved(drafts)):
            if time.monotonic() - started > self.max_time_s:
                remarks.append(f"the time budget of {self.max_time_s:g} s ended after {number} requests")
                break
            if sender.is_hanging or sender.is_limited or sender.is_full:
                remarks.append(_why_stopped(sender))
                break
            try:
                exchanges += visit.exchanges(draft)
            except UnusableOperationError as error:
                gaps.setdefault(error.reason)
        gaps |= dict.fromkeys(map(_unsent, exchanges))
        gaps.pop("", None)
        spare = tuple(visit.spare(held_back)) if exchanges and not sender.is_hanging else ()
        return Traffic(
            exchanges=tuple(exchanges),
            gaps=tuple(gaps),
            remarks=tuple(remarks),
            lacking=visit.lacking,
            spare=spare,
        )


class _Visit:
    """The state of one operation's exploration."""

    def __init__(
        self,
        explorer: Explorer,
        operation: Operation,
        sender: Sender,
        reset: Callable[[], object] | None,
        template: Draft | None,
        bases: Sequence[Draft],
    ) -> None:
        self._explorer = explorer
        self._operation = operation
        self._sender = sender
        self._names = parameters_of(operation.path)
        self._place = place_of(operation.path)
        self._uses_up = operation.method == "DELETE" or (operation.method == "POST" and self._place is not None)
        self._creates = operation.method in {"POST", "PUT"} and operation.body is not None
        self._fresh = 0
        self._valid = 0
        self._accepted: list[Draft] = []
        self._needed: dict[int, tuple[Request, ...]] = {}
        self._used: Resource | None = None
        self._gone: list[Resource] = []
        self._is_template_accepted = False
        self._is_spare = False
        self._has_learned = False
        self._several = 0
        self._is_fillable = self._place is not None or bool(explorer.relations.references(operation))
        self._template = template
        self._bases = iter(bases)
        self._base: Draft | None = None
        self._reset = reset
        self._resets = 0
        self._deadline = time.monotonic() + explorer.max_time_s
        self._producers = self._new_producers()

    def exchanges(self, draft: Draft) -> Iterator[Exchange]:
        """Send one draft; send it again where a limit stood in the way, or what is there already (409)."""
        if self._valid >= _VALID_FIRST and not self._accepted and not self._has_learned:
            self._has_learned = True
            self._producers.learn(self._operation, self._resource(draft))
        if draft.intent.phase == "example":
            # What the spec's author wrote is sent as it stands; it may name a resource that exists.
            written = self._sent(draft, draft, ())
            yield written
            if written.is_success or not self._is_fillable:
                return
        exchange = self._send(draft)
        yield exchange
        if exchange.status == 409 and draft.intent.kind == "invalid" and draft.intent.phase == "boundary":
            yield from self._on_a_new_body(draft)
        elif exchange.status == 429 and self._reset is not None and self._resets < _MOST_RESETS:
            yield self._after_a_fresh_start(draft, self._reset)

    def _on_a_new_body(self, draft: Draft) -> Iterator[Exchange]:
        """A body that was taken once is refused for what must be unique: the next one wasn't sent yet."""
        self._base = next(self._bases, None)
        if self._base is not None:
            yield self._send(draft)

    def _after_a_fresh_start(self, draft: Draft, reset: Callable[[], object]) -> Exchange:
        reset()
        # What the app held is gone, and so is all that the pool knows of it.
        self._producers = self._new_producers()
        again = self._send(draft)
        self._resets = _MOST_RESETS if again.status == 429 else self._resets + 1
        return again

    def _new_producers(self) -> Producers:
        explorer = self._explorer
        return Producers(explorer.generator, explorer.relations, self._sender, explorer.base_path, self._deadline)

    def _send(self, draft: Draft) -> Exchange:
        """Send one draft, its path and its references filled from what the app holds."""
        accepted = self._base or next(iter(self._accepted), None)
        self._used = None
        original = draft
        draft = transplanted(draft, template=self._template, accepted=accepted)
        if draft is original and self._is_variation_of_accepted(draft):
            draft = isolated(draft)
        is_valid = draft.intent.kind == "valid"
        if is_valid and draft.intent.phase == "generated" and accepted is not None and self._is_mostly_refused:
            draft = with_one_member(accepted, draft, self._valid)
        # A body that was taken from another request needs what that one needed.
        before = () if draft.body is original.body or accepted is None else self._needed.get(id(accepted), ())
        after: tuple[Request, ...] = ()
        self._valid += is_valid
        if not is_valid or self._valid % _KEEPS_GENERATED:
            draft, after = self._filled(draft)
        elif self._gone and self._valid % (2 * _KEEPS_GENERATED) == 0:
            draft, after = self._placed(draft, self._gone[-1])
        return self._sent(original, draft, tuple(dict.fromkeys((*before, *after))))

    def _sent(self, original: Draft, draft: Draft, after: tuple[Request, ...]) -> Exchange:
        request = self._render(draft)
        exchange = self._sender.send(request, draft.intent, after=after, without=_generated_names(draft))
        if exchange.is_success:
            if draft.intent.kind == "valid":
                self._accepted.append(draft)
                self._needed[id(draft)] = after
            self._is_template_accepted |= original is self._template
            if self._used is not None and self._operation.method == "DELETE":
                self._producers.pool.forget(self._used)
                self._gone.append(self._used)
        return exchange

    @property
    def lacking(self) -> tuple[str, ...]:
        """Creating operations that should have made what this one needs."""
        return self._producers.unproductive

    def spare(self, held_back: Sequence[Draft]) -> Iterator[tuple[Request, tuple[Request, ...]]]:
        """Valid requests that the app would take: like those that it took, but new where it creates something."""
        taken = self._accepted[-1:] + self._accepted[:1]
        if self._creates and self._accepted:
            taken = [freshened(self._accepted[0], other) for other in held_back] + taken
        self._is_spare = True
        for draft in (taken or list(held_back))[:_MOST_SPARE]:
            with suppress(UnusableOperationError):
                filled, after = self._filled(draft)
                yield self._render(filled), after

    def _render(self, draft: Draft) -> Request:
        return self._explorer.generator.render(self._operation, draft, base_path=self._explorer.base_path)

    def _filled(self, draft: Draft) -> tuple[Draft, tuple[Request, ...]]:
        after: tuple[Request, ...] = ()
        broken = {violation.part for violation in draft.intent.violations}
        if "path" not in broken and (resource := self._resource(draft)) is not None:
            self._used = resource
            draft, after = self._placed(draft, resource)
        if not broken & {"query", "body"}:
            draft, referred = self._producers.fill_references(self._operation, draft)
            after = tuple(dict.fromkeys((*after, *referred)))
        return draft, after

    def _is_variation_of_accepted(self, draft: Draft) -> bool:
        is_variation = self._template is not None and draft.media_type in (None, self._template.media_type)
        return self._is_template_accepted and draft.intent.phase == "boundary" and is_variation

    @property
    def _is_mostly_refused(self) -> bool:
        """Whether fewer than one in two valid requests is taken; then every second one stays near what was."""
        return self._valid % 2 == 0 and len(self._accepted) * 2 < self._valid

    def _placed(self, draft: Draft, resource: Resource) -> tuple[Draft, tuple[Request, ...]]:
        return draft.with_values(path=path_values(self._names, resource)), resource.made_by

    def _resource(self, draft: Draft) -> Resource | None:
        if self._place is None:
            return None
        if self._is_spare and self._operation.method != "GET":
            return self._producers.fresh_or_newest(self._place)
        if not self._uses_up or draft.intent.kind != "valid":
            return self._one_of_several(self._place)
        if self._fresh >= _MOST_FRESH:
            return self._producers.pool.newest(self._place)
        self._fresh += 1
        return self._producers.fresh_or_newest(self._place)

    def _one_of_several(self, place: str) -> Resource | None:
        """Resources that differ, in turn: what one of them lacks, another one has."""
        if self._several < _MOST_SEVERAL:
            self._several += 1
            return self._producers.fresh_or_newest(place)
        return self._producers.pool.at(place, self._valid) or self._producers.any(place)


def _interleaved(drafts: Drafts) -> Iterator[Draft]:
    """A few valid drafts, for one that is accepted; then two valid ones and an invalid one in turn, as long as
    there are both: a spent budget cuts both alike."""
    valid, invalid = iter(drafts.valid), iter(drafts.invalid)
    yield from islice(valid, _VALID_FIRST)
    while True:
        turn = [draft for source in (valid, valid, invalid) if (draft := next(source, None)) is not None]
        if not turn:
            return
        yield from turn


def _generated_names(draft: Draft) -> frozenset[str]:
    """Headers that the identity must not bring back or override: their absence or their value is the point."""
    broken: tuple[Violation, ...] = draft.intent.violations
    return draft.left_out | {violation.name.lower() for violation in broken if violation.part == "header"}


def _unsent(exchange: Exchange) -> str:
    """Why a request could not be sent as it was meant; empty where it was."""
    answer = exchange.answer
    return answer.reason if isinstance(answer, Failure) and answer.kind == "protocol" else ""


def _why_stopped(sender: Sender) -> str:
    last = sender.exchanges[-1]
    if sender.is_limited:
        return f"stopped after {last.number} requests: the last 25 were all answered 429"
    if sender.is_full:
        return f"stopped after {last.number} requests: their answers take 200 MB"
    return f"stopped after {last.number} requests: the last three got no answer"
