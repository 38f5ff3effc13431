"""Stored values that break what reads them from then on: noticed, and traced to the request that stored them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from pytest_contract.exchange import Exchange, Intent, Request, Response
from pytest_contract.probes.whereabouts import Whereabouts
from pytest_contract.spec import Operation
from pytest_contract.target import Sender

POISON = "poison"

_MOST_READERS = 2
_MOST_SUSPECTS = 150
_MOST_FRESH_STARTS = 3
_MOST_TRACED = 2
_MOST_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Poisoned:
    """A reading that an operation under test broke for good."""

    reader: str
    """`GET /items`."""
    read: Exchange
    """The failing reading; `after` is what has to be sent before, where it could be found out."""
    is_traced: bool = False
    """Whether that sequence was replayed on an app that held nothing else, and failed."""
    is_older: bool = False
    """It failed before the test of the operation began: what an earlier test stored broke it."""


@dataclass(slots=True)
class Health:
    """Watches over what one operation's test leaves in the app."""

    whereabouts: Whereabouts
    operation: Operation
    sender: Sender
    reset: Callable[[], object] | None
    _readers: list[Request] = field(default_factory=list)
    _fine: dict[str, Request] = field(default_factory=dict)
    _older: dict[str, Exchange] = field(default_factory=dict)
    _fresh_starts: int = 0
    _broken: dict[str, Exchange] = field(default_factory=dict)

    def before(self) -> None:
        """Remember which readings beside the operation succeed, where it may store something."""
        if self.operation.method in {"POST", "PUT", "PATCH"}:
            beside = self.whereabouts.readers_beside(self.operation)[:_MOST_READERS]
            for request in beside:
                read = self._ask(request)
                if read.is_success:
                    self._readers.append(request)
                elif _has_failed(read) and self.reset is None:
                    self._older[self.whereabouts.label(request)] = read

    def note(self, exchange: Exchange) -> None:
        """Give the app a fresh start where a request fails that was answered well before."""
        request = exchange.request
        if request.method != "GET":
            return
        if exchange.is_success:
            self._fine.setdefault(request.url.partition("?")[0], request)
        elif _has_failed(exchange) and self._fresh_starts < _MOST_FRESH_STARTS and not self._is_fine_again(request):
            self._broken.setdefault(self.whereabouts.label(request), exchange)
            if self.reset is not None:
                self._fresh_starts += 1
                self.reset()
                self.sender.fresh_starts += 1

    def after(self) -> Iterator[Poisoned]:
        """The readings that fail now, each with what broke it."""
        broken = dict(self._broken)
        for request in self._readers:
            label = self.whereabouts.label(request)
            if label not in broken and _has_failed(read := self._ask(request)):
                broken[label] = read
        for label, read in list(broken.items())[:_MOST_TRACED]:
            if label != self.operation.label:
                yield self._traced(label, read)
        for label, read in self._older.items():
            yield Poisoned(reader=label, read=read, is_older=True)

    def sequenced(self, exchanges: Iterable[Exchange]) -> tuple[Exchange, ...]:
        """The exchanges; a failing reading that doesn't fail by itself carries what has to be sent before it."""
        exchanges = tuple(exchanges)
        found: dict[tuple[str, str], tuple[Request, ...] | None] = {}
        for exchange in exchanges:
            if exchange.request.method == "GET" and _has_failed(exchange) and len(found) < _MOST_TRACED:
                kind = _kind(exchange)
                if kind not in found:
                    found[kind] = self._sequence(exchange)
        return tuple(_with_sequence(exchange, found.get(_kind(exchange))) for exchange in exchanges)

    def _is_fine_again(self, request: Request) -> bool:
        """Whether the same resource can still be read as it could be before."""
        known = self._fine.get(request.url.partition("?")[0])
        return known is None or not _has_failed(self._ask(known))

    def _traced(self, label: str, read: Exchange) -> Poisoned:
        sequence = self._sequence(read)
        if sequence:
            return Poisoned(reader=label, read=replace(read, after=sequence), is_traced=True)
        return Poisoned(reader=label, read=read)

    def _sequence(self, read: Exchange) -> tuple[Request, ...] | None:
        """What has to be sent before, for the reading to fail on an app that was just reset; `None` where that isn't
        known, empty where it fails by itself."""
        if self.reset is None:
            return None
        until = time.monotonic() + _MOST_S
        self.reset()
        if self._fails_after(read.after, read):
            return read.after
        self.reset()
        for suspect in self._suspects(read):
            if time.monotonic() > until:
                break
            self._ask(suspect.request)
            if _is_alike(self._ask(read.request), read):
                return self._shortest(suspect, read)
        self.reset()
        return None

    def _shortest(self, suspect: Exchange, read: Exchange) -> tuple[Request, ...] | None:
        assert self.reset is not None
        self.reset()
        sequence = tuple(dict.fromkeys((*suspect.after, suspect.request)))
        is_enough = self._fails_after(sequence, read)
        self.reset()
        return sequence if is_enough else None

    def _fails_after(self, sequence: tuple[Request, ...], read: Exchange) -> bool:
        for request in sequence:
            self._ask(request)
        return _is_alike(self._ask(read.request), read)

    def _suspects(self, read: Exchange) -> list[Exchange]:
        """What was stored before: the operation's own requests, and those of producers."""
        stored = [each for each in self.sender.exchanges if each.request.method != "GET" and each.is_success]
        is_own = any(each is read for each in self.sender.exchanges)
        return [each for each in stored if not is_own or each.number < read.number][:_MOST_SUSPECTS]

    def _ask(self, request: Request) -> Exchange:
        apart = self.sender.apart(self.whereabouts.query_credentials(request))
        return apart.send(request, Intent.of_probe(POISON))


def _has_failed(exchange: Exchange) -> bool:
    return exchange.exception is not None or (exchange.status or 0) >= 500


def _kind(exchange: Exchange) -> tuple[str, str]:
    raised = exchange.exception
    where = "" if raised is None or not raised.frames else f"{raised.type_name}:{raised.frames[-1][:2]}"
    return str(exchange.status), where


def _is_alike(one: Exchange, other: Exchange) -> bool:
    return isinstance(one.answer, Response) and _has_failed(one) and _kind(one) == _kind(other)


def _with_sequence(exchange: Exchange, sequence: tuple[Request, ...] | None) -> Exchange:
    failed = exchange.request.method == "GET" and _has_failed(exchange)
    return replace(exchange, after=sequence) if failed and sequence else exchange
