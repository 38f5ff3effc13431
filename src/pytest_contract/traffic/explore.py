"""One operation's traffic: what it needs is made, then every draft is sent with values that the app gave."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange, Failure, Request
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Identity, Sender
from pytest_contract.traffic.draft import Draft, Drafts
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.pursue.chase import Chase
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursued import Pursued
from pytest_contract.traffic.relations import Relations
from pytest_contract.traffic.visit import VALID_FIRST, Visit

# What is left of the time budget is for statuses that were not seen.
_SHARE_OF_PLAIN = 0.8


def _nothing() -> Iterator[tuple[Request, tuple[Request, ...]]]:
    return iter(())


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
    pursued: tuple[Pursued, ...] = ()
    """The declared statuses that the drafts didn't show, and what came of going after each."""
    supply: Callable[[], Iterator[tuple[Request, tuple[Request, ...]]]] = _nothing
    """Valid requests without end, like those that the app took, unlike one another where the operation creates
    something; each with what was sent to make what it uses. A fresh start of the app asks for a new iterator."""


@dataclass(slots=True)
class Explorer:
    """Sends the drafts of the operations of one document."""

    document: Document
    generator: Generator
    base_path: str
    max_time_s: float
    relations: Relations = field(init=False)
    _equipment: Equipment = field(init=False)

    def __post_init__(self) -> None:
        self.relations = Relations(self.document)
        self._equipment = Equipment(
            document=self.document, generator=self.generator, relations=self.relations, base_path=self.base_path
        )

    def explore(
        self,
        operation: Operation,
        sender: Sender,
        reset: Callable[[], object] | None,
        *,
        goals: Iterable[str] = (),
        others: Sequence[Identity] = (),
    ) -> Traffic:
        """Send all drafts of an operation, invalid ones among the valid ones, until the time budget is spent; then go
        after each status that the operation declares, or `goals` name besides, and that was not seen.

        Where a rate limit stands in the way, `reset` gives the app a fresh start, and the draft is sent again.
        `others` are identities beside the sender's own.
        """
        drafts = self.generator.drafts(operation)
        visit = Visit(self._equipment, operation, sender, reset, drafts, self.max_time_s)
        wanted = {*goals, *(response.status for response in operation.responses)}
        exchanges: list[Exchange] = []
        gaps = dict.fromkeys(drafts.gaps)
        remarks = ["generation was cut short by the time budget"] if drafts.is_cut_short else []
        started = time.monotonic()
        for number, draft in enumerate(_interleaved(drafts)):
            if time.monotonic() - started > self.max_time_s * _SHARE_OF_PLAIN:
                remarks.append(f"the time budget of {self.max_time_s:g} s ended after {number} requests")
                break
            if sender.is_hanging or sender.is_limited or sender.is_full or sender.is_shut_out:
                remarks += [_why_stopped(sender)] if sender.exchanges else []
                break
            try:
                exchanges += visit.exchanges(draft)
            except UnusableOperationError as error:
                gaps.setdefault(error.reason)
        chase = Chase(Ground(visit, others), started + self.max_time_s)
        exchanges += chase.exchanges(wanted, [exchange.status for exchange in exchanges])
        gaps |= dict.fromkeys(map(_unsent, exchanges))
        gaps.pop("", None)
        return Traffic(
            exchanges=tuple(exchanges),
            gaps=tuple(gaps),
            remarks=tuple(remarks),
            lacking=visit.lacking,
            spare=tuple(visit.spare()) if exchanges and not sender.is_hanging else (),
            pursued=tuple(chase.pursued),
            supply=visit.supply(),
        )


def _interleaved(drafts: Drafts) -> Iterator[Draft]:
    """A few valid drafts, for one that is accepted; then two valid ones and an invalid one in turn, as long as
    there are both: a spent budget cuts both alike."""
    valid, invalid = iter(drafts.valid), iter(drafts.invalid)
    yield from islice(valid, VALID_FIRST)
    while True:
        turn = [draft for source in (valid, valid, invalid) if (draft := next(source, None)) is not None]
        if not turn:
            return
        yield from turn


def _unsent(exchange: Exchange) -> str:
    """Why a request could not be sent as it was meant; empty where it was."""
    answer = exchange.answer
    return answer.reason if isinstance(answer, Failure) and answer.kind == "protocol" else ""


def _why_stopped(sender: Sender) -> str:
    if sender.is_shut_out:
        return f"stopped after {len(sender.exchanges)} requests: {sender.why_shut_out}"
    last = sender.exchanges[-1]
    if sender.is_limited:
        return f"stopped after {last.number} requests: the last 25 were all answered 429"
    if sender.is_full:
        return f"stopped after {last.number} requests: their answers take 200 MB"
    return f"stopped after {last.number} requests: the last three got no answer"
