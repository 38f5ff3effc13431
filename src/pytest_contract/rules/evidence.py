"""All that a run learned, in the form in which rules read it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar

from pytest_contract.conformance import RequestVerdict, ResponseVerdict
from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange, Response
from pytest_contract.findings import Evidence, Location
from pytest_contract.probes.presence import Presence
from pytest_contract.rules.show import Showing
from pytest_contract.spec import Document, Fault, Operation
from pytest_contract.target import Route
from pytest_contract.traffic.pursued import Pursued

T = TypeVar("T")

_SHORTEST_NAME = 4
# What any router takes for one segment, whatever its converters are.
_PLAIN_SEGMENT = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """An exchange with what conformance says of both of its messages."""

    exchange: Exchange
    request: RequestVerdict
    response: ResponseVerdict

    @property
    def status(self) -> int:
        """The answer's status; 0 where none came."""
        return self.exchange.status or 0

    @property
    def is_success(self) -> bool:
        """2xx, or a redirect to where the answer is; not 304 (RFC 9110, section 15.3 and 15.4)."""
        return self.exchange.is_success


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A resource that was read again after it was made or deleted."""

    kind: Literal["created", "deleted"]
    changed: Exchange
    """The successful creation or deletion."""
    reader: Operation
    """The operation that reads the resource."""
    read: Exchange


@dataclass(frozen=True, kw_only=True)
class OperationEvidence:
    """What was learned about one operation."""

    document: Document
    operation: Operation
    showing: Showing
    judged: tuple[Judged, ...] = ()
    """In the order in which they were sent."""
    faults: tuple[Fault, ...] = ()
    """What makes the operation unusable; nothing was sent then."""
    flaws: tuple[Fault, ...] = ()
    """What the specification forbids in it, and a test could do with."""
    example_faults: tuple[Fault, ...] = ()
    """Examples that break their own schema."""
    gaps: tuple[str, ...] = ()
    """What could not be generated or sent, each with its reason."""
    route: Literal["found", "absent", "unknown"] = "unknown"
    """Whether the app's own route table holds the operation."""
    handler: Location | None = None
    """Where the app handles it."""
    presence: Presence | None = None
    """What the server answers around the operation; `None` where that was not asked."""
    readings: tuple[Reading, ...] = ()
    lacking: tuple[str, ...] = ()
    """Operations that create what this one needs, and never did: `POST /users`."""
    pursued: tuple[Pursued, ...] = ()
    """The promised statuses that plain traffic didn't show, and what came of going after each."""
    shut_out: str = ""
    """Why no credential worked any more; empty where one did, or none was needed."""
    claims: tuple[Claim, ...] = ()
    """What design documents promise of this operation, or of the whole API."""
    catalogue: tuple[Claim, ...] = ()
    """What design documents promise of error codes and error bodies, whatever operation they name."""
    code_at: str | None = None
    """JSON pointer of the code in an error body, where the user gave it."""
    experiments: tuple[object, ...] = ()
    """What the probes measured, each in its own frozen type."""

    def measured(self, kind: type[T]) -> tuple[T, ...]:
        """What one kind of probe measured."""
        return tuple(each for each in self.experiments if isinstance(each, kind))

    def show(self, exchange: Exchange) -> Evidence:
        """The exchange as evidence, redacted."""
        return self.showing.evidence(exchange)

    @cached_property
    def valid(self) -> tuple[Judged, ...]:
        """Answered requests that were meant to be valid, and were, as the wire carried them."""
        return tuple(
            judged
            for judged in self.judged
            if judged.status
            and judged.exchange.intent.kind == "valid"
            and judged.request.outcome == "valid"
            and not self._is_router_answer(judged)
        )

    @cached_property
    def invalid(self) -> tuple[Judged, ...]:
        """Answered requests that were meant to be invalid, and unmistakably were."""
        return tuple(
            judged
            for judged in self.judged
            if judged.status and judged.exchange.intent.kind == "invalid" and judged.request.outcome == "invalid"
        )

    @cached_property
    def held(self) -> tuple[Judged, ...]:
        """Exchanges whose answer the operation's declarations must cover."""
        return tuple(judged for judged in self.judged if self._is_held(judged))

    @cached_property
    def succeeded(self) -> tuple[Judged, ...]:
        """Requests that the app accepted, whatever they were."""
        return tuple(judged for judged in self.judged if judged.is_success and judged.request.outcome != "elsewhere")

    @cached_property
    def refusals(self) -> tuple[Judged, ...]:
        """Answers of the operation's own that say 4xx or 5xx, and not of the router in front of it."""
        return tuple(
            judged
            for judged in self.judged
            if judged.status >= 400
            and judged.request.outcome != "elsewhere"
            and not self._is_router_answer(judged)
            and not self.is_nowhere(judged.exchange)
        )

    @cached_property
    def names(self) -> frozenset[str]:
        """Parameters of the operation, and the members that bodies of the run had."""
        bodies = b" ".join(judged.exchange.request.body[:5_000] for judged in self.valid[:20])
        members = {member.decode() for member in re.findall(rb'"([A-Za-z]\w{0,40})"\s*:', bodies)}
        return frozenset(members | {parameter.name for parameter in self.operation.parameters})

    def is_let_in(self, judged: Judged) -> bool:
        """Whether a probe was answered as the operation answers those who may: 2xx, or its own kind of redirect."""
        if 200 <= judged.status < 300:
            return True
        redirects = {other.status for other in self.valid if 300 <= other.status < 400}
        return judged.status in redirects and self._declares(str(judged.status))

    def is_own(self, judged: Judged) -> bool:
        """Whether an answer is the operation's, and not that of a router which has no such operation.

        Many apps answer for what isn't there as their router does: where the operation is known to be there, that
        answer is its own.
        """
        if not self.is_nowhere(judged.exchange):
            return True
        return (self.route == "found" or bool(self.succeeded)) and not self._is_router_answer(judged)

    def probed(self, probe: str) -> tuple[Judged, ...]:
        """The answered exchanges of one probe."""
        return tuple(judged for judged in self.judged if judged.status and judged.exchange.intent.probe == probe)

    def _is_held(self, judged: Judged) -> bool:
        return (
            judged.status != 0
            and (judged.status != 429 or self._declares("429"))
            and judged.exchange.exception is None
            and judged.exchange.intent.probe != "content-type"
            and judged.request.outcome != "elsewhere"
            and not self._is_router_answer(judged)
            and not self._is_credential_answer(judged)
            and not self._is_answer_to_oddity(judged)
            and not (judged.status == 400 and _is_undecodable(judged) and not self._declares("400"))
        )

    def _declares(self, status: str) -> bool:
        return any(response.status == status for response in self.operation.responses)

    def _is_credential_answer(self, judged: Judged) -> bool:
        """A 401 that a missing or outdated credential of ours brought about."""
        intent = judged.exchange.intent
        is_sought = bool(intent.probe) if intent.kind != "pursuit" else intent.status == 401
        return judged.status == 401 and bool(self.operation.security) and not is_sought

    def _is_answer_to_oddity(self, judged: Judged) -> bool:
        """An answer, without a declaration of its own, to what a pursuit tried and no usual client sends."""
        intent = judged.exchange.intent
        return intent.kind == "pursuit" and not intent.is_ordinary and not self._declares(str(judged.status))

    def _is_router_answer(self, judged: Judged) -> bool:
        """A 404 for a path value that a router may never match: the operation was not reached.

        A value that breaks the parameter's own schema may be refused by a converter; so may a value outside
        the plainest alphabet, and then the answer is the one for a path that nobody serves.
        """
        if judged.status not in (404, 405):
            return False
        named = (*judged.request.violations, *judged.exchange.intent.violations)
        if any(violation.part == "path" for violation in named):
            return True
        return not self._is_plain(judged.exchange) and self.is_nowhere(judged.exchange)

    def _is_plain(self, exchange: Exchange) -> bool:
        template = self.operation.path.strip("/").split("/")
        sent = exchange.request.url.partition("?")[0].strip("/").split("/")[-len(template) :]
        pairs = zip(template, sent, strict=False)
        return all(_PLAIN_SEGMENT.fullmatch(value) for segment, value in pairs if "{" in segment)

    def is_nowhere(self, exchange: Exchange) -> bool:
        """Whether an answer is the one that the server gives for a path that nobody serves."""
        if self.presence is None:
            return False
        return _is_alike(exchange, self.presence.nowhere)


def _is_alike(one: Exchange, other: Exchange) -> bool:
    if not isinstance(one.answer, Response) or not isinstance(other.answer, Response):
        return False
    return (
        one.answer.status == other.answer.status
        and one.answer.content_type == other.answer.content_type
        and _without_url(one) == _without_url(other)
    )


def _without_url(exchange: Exchange) -> bytes:
    """The answer's body without the path that was asked for, which many not-found pages repeat."""
    assert isinstance(exchange.answer, Response)
    path = exchange.request.url.partition("?")[0]
    body = exchange.answer.body
    name = path.strip("/").encode("latin-1", "replace")
    # `</p>` is no mention of `/p`.
    body = re.sub(rb"(?<!<)" + re.escape(path.encode("latin-1", "replace")), b"/", body)
    # A short name stands in many words of the page.
    return body.replace(name, b"") if len(name) >= _SHORTEST_NAME else body


def _is_undecodable(judged: Judged) -> bool:
    """A body that isn't what its media type says: 400 is HTTP's own answer to it (RFC 9110, section 15.5.1)."""
    return any(violation.part == "body" and violation.keyword == "decode" for violation in judged.request.violations)


@dataclass(frozen=True, kw_only=True)
class ApiEvidence:
    """What was learned about the API as a whole."""

    document: Document
    undocumented: tuple[tuple[str, Route], ...] = ()
    """`(method, route)` of the app that no operation of the spec covers."""
    served_operations: tuple[tuple[str, str], ...] = ()
    """`(method, path)` of a document that the server itself serves and the spec lacks."""
    served_at: str = ""
    """The URL of that document."""
