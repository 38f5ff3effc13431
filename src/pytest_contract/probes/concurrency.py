"""One command, several times at once, where a design says that one of them wins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange, Intent, Request, Response
from pytest_contract.exchange.record import header
from pytest_contract.probes import shown
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.effect import State, read_state
from pytest_contract.probes.resource_url import item_path, item_url, reader_of
from pytest_contract.probes.supplied import supplied
from pytest_contract.probes.unmeasured import Unmeasured

IN_TURN = "in-turn"
AT_ONCE = "at-once"

_LOSERS = 4
_ROUNDS = 3
_MOST_TRIES = 8
_CONDITIONAL = re.compile(r"if-match|etag|precondition", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """One command that was sent several times at once."""

    answers: tuple[Exchange, ...]
    before: State
    after: State
    alone: Exchange | None = None
    """The same command afterwards, where none of them succeeded; else `None`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcurrencyMeasured:
    """What a command did in turn, and at once."""

    claims: tuple[Claim, ...]
    in_turn: tuple[Exchange, Exchange]
    """One command twice, one after the other: only where the second one is refused, there is something to win."""
    races: tuple[Race, ...] = ()
    """Each on a resource of its own; none where the command succeeds twice in turn."""


def probe_concurrency(bench: Bench) -> Iterator[object]:
    """Send one command several times at once, where a design says of this very operation that one wins."""
    claims = tuple(claim for claim in bench.claims if claim.kind == "concurrency" and claim.operation is not None)
    if not claims or bench.operation.method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
        return
    commands = supplied(bench, _MOST_TRIES)
    in_turn = _in_turn(bench, commands, claims)
    if in_turn is None:
        reason = "no command succeeded that could be sent several times"
        yield Unmeasured(kind="concurrency", reason=reason, is_out_of_reach=False)
        return
    races: list[Race] = []
    if not shown.is_success(in_turn[1]):
        runners = max(int(claim.value.get("winners", 1)) for claim in claims) + _LOSERS
        for request, after in commands:
            race = _race(bench, _conditional(bench, request, claims), after, runners)
            if _is_fair(race):
                races.append(race)
            if len(races) == _ROUNDS:
                break
    yield ConcurrencyMeasured(claims=claims, in_turn=in_turn, races=tuple(races))


def _in_turn(
    bench: Bench, commands: Iterator[tuple[Request, tuple[Request, ...]]], claims: tuple[Claim, ...]
) -> tuple[Exchange, Exchange] | None:
    """One command twice, each sent as a runner is: an app may keep what it holds to the thread that it is called on."""
    for request, after in commands:
        command = _conditional(bench, request, claims)
        (first,) = bench.sender.send_all([command], Intent.of_probe(IN_TURN), after=after)
        if shown.is_success(first):
            (second,) = bench.sender.send_all([command], Intent.of_probe(IN_TURN), after=(*after, command))
            return first, second
    return None


def _race(bench: Bench, command: Request, after: tuple[Request, ...], runners: int) -> Race:
    before = read_state(bench.sender, bench.document, bench.operation, command)
    answers = bench.sender.send_all([command] * runners, Intent.of_probe(AT_ONCE), after=after)
    later = read_state(bench.sender, bench.document, bench.operation, command)
    alone = None
    if not any(map(shown.is_success, answers)):
        alone = bench.sender.send(command, Intent.of_probe(IN_TURN), after=after)
    return Race(answers=answers, before=before, after=later, alone=alone)


def _is_fair(race: Race) -> bool:
    """Whether all runners were answered by the operation, and the command is one that can succeed."""
    if any(answer.status in (None, 429) for answer in race.answers):
        return False
    return any(map(shown.is_success, race.answers)) or shown.is_success(race.alone)


def _conditional(bench: Bench, request: Request, claims: tuple[Claim, ...]) -> Request:
    """The request for the resource's present state (RFC 9110, section 13.1.1), where it is about entity tags."""
    is_declared = any(each.name.lower() == "if-match" for each in bench.operation.parameters_in("header"))
    place = item_path(bench.operation.path)
    if not is_declared and not any(_CONDITIONAL.search(claim.text) for claim in claims):
        return request
    if place is None or reader_of(bench.document, place) is None:
        return request
    url = item_url(bench.operation, request.url)
    read = bench.sender.send(Request(method="GET", url=url, headers=(("Accept", "*/*"),)), Intent.of_probe(IN_TURN))
    tag = header(read.answer.headers, "etag") if isinstance(read.answer, Response) else None
    if tag is None:
        return request
    others = tuple(pair for pair in request.headers if pair[0].lower() != "if-match")
    return Request(method=request.method, url=request.url, headers=(*others, ("If-Match", tag)), body=request.body)
