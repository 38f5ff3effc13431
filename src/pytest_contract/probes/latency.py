"""How long valid requests take: those that were sent already, and some more."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, repeat

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange, Intent
from pytest_contract.probes import shown
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.resource_url import operation_at
from pytest_contract.probes.unmeasured import Unmeasured
from pytest_contract.target import Sender

TIMED = "timed"

_WARM_UP = 5
_MOST_SAMPLES = 300
_MOST_S = 2.0
# What stays behind in the app, or can be had once only.
_MOST_COMMANDS = 60
# The probe of the limit itself needs addresses that sent nothing yet.
_MOST_ADDRESSES = 40
_SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LatencyMeasured:
    """Durations of valid requests that succeeded, warm-up excluded."""

    samples: tuple[Exchange, ...]
    """In the order in which they were sent."""
    warm_up: int
    """How many were left out at the beginning."""
    is_in_process: bool
    """Whether the app alone was measured, without a server and a network."""
    stopped: str = ""
    """Why no more were sent; empty where there are as many as it takes."""

    @property
    def durations_ms(self) -> tuple[float, ...]:
        """Ascending."""
        return tuple(sorted(exchange.duration_s * 1000 for exchange in self.samples))


def probe_latency(bench: Bench) -> Iterator[object]:
    """Time the operation where a design names a percentile of it; commands are sent in moderation, and where a
    limit is promised, from client addresses that it doesn't know yet, or not at all."""
    if not any(claim.kind == "latency" and is_of_operation(claim) for claim in bench.claims):
        return
    samples = [exchange for exchange in bench.sender.exchanges if _counts(exchange, bench)]
    stopped = _sent_more(bench, samples)
    if len(samples) <= _WARM_UP:
        reason = f"{len(samples)} requests succeeded, too few to time"
        yield Unmeasured(kind="latency", reason=f"{reason}: {stopped}" if stopped else reason, is_out_of_reach=False)
        return
    yield LatencyMeasured(
        samples=tuple(samples[_WARM_UP:]),
        warm_up=_WARM_UP,
        is_in_process=bench.sender.target.kind != "url",
        stopped=stopped,
    )


def is_of_operation(claim: Claim) -> bool:
    """Whether a promise is about operations that are known: one, or all; a category of them may be any."""
    return claim.operation is not None or "category" not in claim.value


def _counts(exchange: Exchange, bench: Bench) -> bool:
    """Whether an exchange is a valid request of the operation that succeeded, sent by the default identity."""
    return (
        shown.is_success(exchange)
        and exchange.intent.kind == "valid"
        and exchange.intent.phase != "producer"
        and exchange.request.method == bench.operation.method
        and operation_at(bench.document, exchange.request) == bench.operation
    )


def _sent_more(bench: Bench, samples: list[Exchange]) -> str:
    """Send until there are enough samples; why it ended earlier, if it did."""
    limits = [int(claim.value["limit"]) for claim in bench.claims if _is_limit(claim)]
    if limits and bench.sender.target.kind == "url":
        return "a rate limit is promised, and isn't used up for this"
    if not limits and any(exchange.status == 429 for exchange in bench.sender.exchanges):
        return "a rate limit was met"
    is_safe = bench.operation.method in _SAFE
    most = min(_MOST_SAMPLES + _WARM_UP - len(samples), _MOST_SAMPLES if is_safe else _MOST_COMMANDS)
    senders = _fresh(bench, min(limits)) if limits else repeat(bench.sender)
    ends = time.perf_counter() + _MOST_S
    for (request, after), sender in zip(islice(bench.supply(), max(most, 0)), senders, strict=False):
        exchange = sender.send(request, Intent.of_probe(TIMED), after=after)
        if exchange.status == 429:
            return "a rate limit was met"
        if shown.is_success(exchange):
            samples.append(exchange)
        if time.perf_counter() > ends:
            return f"{_MOST_S:g} s were spent"
    return "" if is_safe else f"no more than {_MOST_COMMANDS} commands are sent for this"


def _is_limit(claim: Claim) -> bool:
    return claim.kind == "rate_limit" and "limit" in claim.value and not claim.value.get("negated")


def _fresh(bench: Bench, limit: int) -> Iterator[Sender]:
    """Senders from client addresses of their own, each for half of what a limit lets pass."""
    for _ in range(_MOST_ADDRESSES):
        yield from repeat(bench.send_as(bench.fresh(bench.sender.identity)), max(limit // 2, 1))
