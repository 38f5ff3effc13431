"""The same command twice, under one key, and another command under it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.probes import shown
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.effect import State, read_state
from pytest_contract.probes.resource_url import operation_at
from pytest_contract.probes.supplied import supplied
from pytest_contract.probes.unmeasured import Unmeasured
from pytest_contract.spec import Document, Operation, Parameter

REPEATED = "repeated"
ANOTHER_BODY = "another-body"

_USUAL_HEADER = "Idempotency-Key"
_MOST_TRIES = 6
_SPEAKS_OF_KEYS = re.compile(r"idempoten\w*[- ]*key|\bkeys?\b", re.IGNORECASE)
_METHOD = re.compile(r"\b(POST|PUT|PATCH|DELETE)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class IdempotencyMeasured:
    """What two equal commands did, and what another one under their key was answered."""

    claims: tuple[Claim, ...]
    """The promises that were tried."""
    header: str
    """The header that carries the key; empty where the command alone is repeated."""
    first: Exchange
    replay: Exchange
    states: tuple[State, State, State, State]
    """Before the first command, after it, at once again, and after the second one."""
    another: Exchange | None = None
    """Another body under the first one's key; `None` where there is none."""
    another_alone: Exchange | None = None
    """That body under a key of its own, sent afterwards."""


def probe_idempotency(bench: Bench) -> Iterator[object]:
    """Repeat a command that a design calls idempotent, or calls not so, with its key where it has one."""
    if bench.operation.method in {"GET", "HEAD", "OPTIONS", "TRACE"}:
        return
    claims = [claim for claim in bench.claims if claim.kind == "idempotency"]
    by_header: dict[str, list[Claim]] = {}
    for claim in claims:
        name = _header_of(claim, bench)
        if _concerns(claim, name, bench):
            by_header.setdefault(name, []).append(claim)
    for name, concerned in by_header.items():
        measured = _measured(bench, name, tuple(concerned))
        yield measured or Unmeasured(
            kind="idempotency", reason="no command succeeded that could be repeated", is_out_of_reach=False
        )


def _header_of(claim: Claim, bench: Bench) -> str:
    """The header that carries the key: the document's, there or elsewhere, else the spec's, else the usual one where
    keys are meant."""
    if "header" in claim.value:
        return str(claim.value["header"])
    declared = _declared_header(bench.operation)
    if declared is not None:
        return declared.name
    named = [other for other in bench.claims if other.kind == "idempotency" and "header" in other.value]
    named.sort(key=lambda other: other.operation != claim.operation)
    if named and not claim.value.get("negated"):
        return str(named[0].value["header"])
    return _USUAL_HEADER if _SPEAKS_OF_KEYS.search(claim.text) else ""


def _declared_header(operation: Operation, name: str = "") -> Parameter | None:
    for parameter in operation.parameters_in("header"):
        if parameter.name.lower() == name.lower() or (not name and "idempoten" in parameter.name.lower()):
            return parameter
    return None


def _concerns(claim: Claim, header: str, bench: Bench) -> bool:
    """Whether a promise is about this operation; one of the whole API about keys is where keys are declared, and
    about all creations where none are; one without keys is about the methods that it names."""
    if claim.operation is not None:
        return True
    method = bench.operation.method
    if not header:
        return method in _METHOD.findall(claim.text) and not claim.value.get("negated")
    if _knows(bench.document, header):
        return _declared_header(bench.operation, header) is not None
    return method == "POST" and bench.operation.body is not None


def _knows(document: Document, header: str) -> bool:
    return any(_declared_header(operation, header) is not None for operation in document.operations)


def _measured(bench: Bench, header: str, claims: tuple[Claim, ...]) -> IdempotencyMeasured | None:
    for request, after in supplied(bench, _MOST_TRIES):
        command = _with_key(bench.operation, request, header)
        before = _state(bench, command)
        first = _send(bench, command, REPEATED, after)
        if not shown.is_success(first):
            continue
        done, again = _state(bench, command), _state(bench, command)
        replay = _send(bench, command, REPEATED, (*after, command))
        states = (before, done, again, _state(bench, command))
        another = _another(bench, command, header, (*after, command)) if header else None
        return IdempotencyMeasured(
            claims=claims,
            header=header,
            first=first,
            replay=replay,
            states=states,
            another=None if another is None else another[0],
            another_alone=None if another is None else another[1],
        )
    return None


def _another(
    bench: Bench, command: Request, header: str, after: tuple[Request, ...]
) -> tuple[Exchange, Exchange] | None:
    """Another body, at the same URL and under the same key; then under a key of its own, to know that it is valid."""
    for request, needed in chain(islice(bench.supply(), _MOST_TRIES), _accepted(bench)):
        if request.body and request.body != command.body:
            body = Request(method=command.method, url=command.url, headers=command.headers, body=request.body)
            before = tuple(dict.fromkeys((*needed, *after)))
            other = _send(bench, body, ANOTHER_BODY, before)
            return other, _send(bench, _with_key(bench.operation, body, header), ANOTHER_BODY, before)
    return None


def _accepted(bench: Bench) -> Iterator[tuple[Request, tuple[Request, ...]]]:
    """Requests that the operation took in this test."""
    for exchange in tuple(bench.sender.exchanges):
        is_own = exchange.intent.kind == "valid" and exchange.intent.phase != "producer" and shown.is_success(exchange)
        if is_own and operation_at(bench.document, exchange.request) == bench.operation:
            yield exchange.request, exchange.after


def _with_key(operation: Operation, request: Request, header: str) -> Request:
    """The request under a key that was never used: one that an earlier run had used would be a replay."""
    if not header:
        return request
    declared = _declared_header(operation, header)
    schema = declared.schema if declared is not None and isinstance(declared.schema, dict) else {}
    key = str(uuid.uuid4())
    longest = schema.get("maxLength")
    if isinstance(longest, int) and longest < len(key):
        key = key.replace("-", "")[:longest]
    others = tuple(pair for pair in request.headers if pair[0].lower() != header.lower())
    return Request(method=request.method, url=request.url, headers=(*others, (header, key)), body=request.body)


def _state(bench: Bench, command: Request) -> State:
    return read_state(bench.sender, bench.document, bench.operation, command)


def _send(bench: Bench, request: Request, probe: str, after: tuple[Request, ...]) -> Exchange:
    return bench.sender.send(request, Intent.of_probe(probe), after=after)
