"""Requests go out as an identity, and come back as exchanges."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol
from urllib.parse import urlencode

from pytest_contract.errors import TargetError
from pytest_contract.exchange import Exchange, Failure, Headers, Intent, Request, Response
from pytest_contract.exchange.record import header
from pytest_contract.target.identity import Identity
from pytest_contract.target.keyring import Keyring
from pytest_contract.target.protocol import Answered, Target

_MOST_FAILURES_IN_A_ROW = 3
_MOST_LIMITED_IN_A_ROW = 25
_MOST_REFUSED = 40
_MOST_BYTES = 200_000_000
_ANOTHER_THREAD = "SQLite objects created in a thread can only be used in that same thread"


Custody = Literal["kept", "restored", "lost"]
"""What became of the credential that a request went out with."""


class Guard(Protocol):
    """Watches over credentials."""

    def custody(self, sender: Sender, exchange: Exchange) -> Custody:
        """What an answer says of the credential that the request went out with: `restored`, where it was gone and
        works again, so that the request may be sent again."""


class Ease(Protocol):
    """Gets ordinary traffic past a rate limit."""

    def past(self, sender: Sender, exchange: Exchange) -> bool:
        """Whether the request that was put off may pass now, and is to be sent again."""

    def take_back(self) -> bool:
        """Whether the clock was ahead, and is no more: a credential didn't last that long."""


@dataclass(slots=True)
class Sender:
    """Sends for one operation's test, numbers what comes back, and notices when sending has no sense any more."""

    target: Target
    identity: Identity
    timeout_s: float
    query_credentials: Mapping[str, str] = field(default_factory=dict)
    """Names of the identity's headers, in lower case, that the spec wants in the query (`apiKey` schemes), each with
    the spec's own spelling."""
    keyring: Keyring | None = None
    """Logs identities in; without one, an identity sends the headers that it was made with."""
    guard: Guard | None = None
    """Notices when a credential is lost."""
    exchanges: list[Exchange] = field(default_factory=list)
    needs_credential: bool = False
    """Whether the operation that is tested declares that it does."""
    shut_out: str = ""
    """Why more requests with the credential would show nothing new; empty where they may."""
    fresh_starts: int = 0
    """How often the app lost what it held, for a credential to be had again."""
    notice: Callable[[Exchange], None] | None = None
    """Told of every answer that is the app's own."""
    ease: Ease | None = None
    """Gets past limits; without one, their answers are the operation's."""
    limited: list[Exchange] = field(default_factory=list)
    """Answers of a limiter to requests that were sent again."""
    _disowned: set[int] = field(default_factory=set)
    _bare: set[int] = field(default_factory=set)
    _failures_in_a_row: int = 0
    _kept_bytes: int = 0
    _refused: int = 0
    _limited_in_a_row: int = 0

    def send(
        self,
        request: Request,
        intent: Intent,
        *,
        after: tuple[Request, ...] = (),
        without: frozenset[str] = frozenset(),
    ) -> Exchange:
        """Send one request with the identity's headers, except those named in `without` (in lower case).

        An answer that a lost credential brought about is disowned, and the request is sent again where the
        credential could be had again. Raises TargetError, which names the first of them, once nothing has listened
        three times in a row.
        """
        exchange = self._in_custody(request, intent, after, without)
        if self.notice is not None and not exchange.is_disowned:
            self.notice(exchange)
        return exchange

    def _in_custody(
        self, request: Request, intent: Intent, after: tuple[Request, ...], without: frozenset[str]
    ) -> Exchange:
        exchange = self._past_limits(request, intent, after, without)
        if any(name.lower() in without for name, _ in self.identity.headers):
            self._bare.add(exchange.number)
            return exchange
        if self.guard is None:
            return exchange
        custody = self.guard.custody(self, exchange)
        if custody == "restored":
            self._disown(exchange)
            exchange = self._past_limits(request, intent, after, without)
            custody = self.guard.custody(self, exchange)
        return exchange if custody == "kept" else self._disown(exchange)

    def _past_limits(
        self, request: Request, intent: Intent, after: tuple[Request, ...], without: frozenset[str]
    ) -> Exchange:
        exchange = self._sent(request, intent, after, without)
        while exchange.is_put_off and intent.status != exchange.status and self.ease is not None:
            if not self.ease.past(self, exchange):
                return exchange
            self.limited.append(exchange)
            exchange = self._sent(request, intent, after, without)
            if exchange.status == 401 and self.ease.take_back():
                return self.limited.pop()
        return exchange

    def send_all(
        self, requests: Sequence[Request], intent: Intent, *, after: tuple[Request, ...] = ()
    ) -> tuple[Exchange, ...]:
        """Send several requests at once, with the identity's headers; their exchanges in the requests' order."""
        sent = [self._as_sent(request, frozenset()) for request in requests]
        answers = self.target.send_all(sent, timeout_s=self.timeout_s, client=self.identity.client)
        pairs = zip(sent, answers, strict=True)
        return tuple(self._recorded(request, answered, intent, after) for request, answered in pairs)

    def _sent(self, request: Request, intent: Intent, after: tuple[Request, ...], without: frozenset[str]) -> Exchange:
        sent = self._as_sent(request, without)
        answered = self.target.send(sent, timeout_s=self.timeout_s, client=self.identity.client)
        return self._recorded(sent, answered, intent, after)

    def _as_sent(self, request: Request, without: frozenset[str]) -> Request:
        if self.keyring is not None:
            self.identity = self.keyring.in_force(self.identity)
        return Request(
            method=request.method,
            url=self._with_query_credentials(request.url, without),
            headers=self._with_identity(request.headers, without),
            body=request.body,
        )

    def _recorded(self, sent: Request, answered: Answered, intent: Intent, after: tuple[Request, ...]) -> Exchange:
        answered = _without_our_fault(answered)
        exchange = Exchange(
            number=len(self.exchanges) + 1,
            request=sent,
            answer=answered.answer,
            intent=intent,
            identity=self.identity.name,
            duration_s=answered.duration_s,
            exception=answered.exception,
            after=after,
        )
        self.exchanges.append(exchange)
        self._kept_bytes += len(exchange.answer.body) if isinstance(exchange.answer, Response) else 0
        self._watch(exchange)
        return exchange

    def as_identity(self, identity: Identity) -> Sender:
        """A sender for another identity, with nothing sent yet; it logs in where it has to."""
        known = identity if self.keyring is None else self.keyring.in_force(identity)
        return Sender(
            self.target, known, self.timeout_s, self.query_credentials, self.keyring, self.guard, ease=self.ease
        )

    def apart(self, query_credentials: Mapping[str, str]) -> Sender:
        """A sender for the same identity, which nobody watches and whose requests count for nothing."""
        return Sender(self.target, self.identity, self.timeout_s, query_credentials, self.keyring)

    def disown_after(self, number: int) -> None:
        """Disown every refusal (401, 403, 404) of the credential after the exchange of that number."""
        refused = {each.number for each in self.exchanges[number:] if each.status in (401, 403, 404)}
        self._disowned |= refused - self._bare

    def is_own(self, exchange: Exchange) -> bool:
        """Whether an answer says anything of the app."""
        if exchange.is_disowned or exchange.number not in self._disowned:
            return not exchange.is_disowned
        # Another sender's exchanges have numbers of their own.
        return self.exchanges[exchange.number - 1].request is not exchange.request

    @property
    def lost(self) -> int:
        """How many requests were lost to a credential that no longer worked."""
        return sum(not self.is_own(exchange) for exchange in self.exchanges)

    def _disown(self, exchange: Exchange) -> Exchange:
        disowned = replace(exchange, is_disowned=True)
        self.exchanges[exchange.number - 1] = disowned
        return disowned

    @property
    def is_hanging(self) -> bool:
        """Whether the last three requests all got no answer."""
        return self._failures_in_a_row >= _MOST_FAILURES_IN_A_ROW

    @property
    def is_full(self) -> bool:
        """Whether the answers that are kept for judging take 200 MB."""
        return self._kept_bytes >= _MOST_BYTES

    @property
    def is_shut_out(self) -> bool:
        """Whether no credential works: it was lost, or the first 40 requests were all answered 401."""
        return bool(self.why_shut_out)

    @property
    def why_shut_out(self) -> str:
        """The same for a reader; empty where a credential works, or none is needed."""
        return self.shut_out or ("all were answered 401" if self.is_refused else "")

    @property
    def is_refused(self) -> bool:
        """Whether the first 40 requests, or more, were all answered 401, though the credential went with them."""
        return self.needs_credential and self._refused == len(self.exchanges) >= _MOST_REFUSED

    @property
    def is_limited(self) -> bool:
        """Whether the last 25 requests were all put off by a limiter, so that more of them would show nothing new."""
        return self._limited_in_a_row >= _MOST_LIMITED_IN_A_ROW

    def _with_query_credentials(self, url: str, without: frozenset[str]) -> str:
        wanted = {name: own for name, own in self.query_credentials.items() if name not in without}
        pairs = [(wanted[name.lower()], value) for name, value in self.identity.headers if name.lower() in wanted]
        path, _, query = url.partition("?")
        sent = {pair.partition("=")[0] for pair in query.split("&")}
        added = urlencode([(name, value) for name, value in pairs if name not in sent])
        return url if not added else f"{path}?{query}&{added}" if query else f"{path}?{added}"

    def _with_identity(self, headers: Headers, without: frozenset[str]) -> Headers:
        own = {name.lower() for name, _ in self.identity.headers} - without - self.query_credentials.keys()
        kept = tuple((name, value) for name, value in headers if name.lower() not in own)
        generated = header(headers, "cookie") or ""
        return kept + tuple(
            (name, _with_cookies(value, generated) if name.lower() == "cookie" else value)
            for name, value in self.identity.headers
            if name.lower() in own
        )

    def _watch(self, exchange: Exchange) -> None:
        self._refused += exchange.status == 401
        self._limited_in_a_row = self._limited_in_a_row + 1 if exchange.is_put_off else 0
        if not isinstance(exchange.answer, Failure) or exchange.answer.kind in {"protocol", "exit"}:
            self._failures_in_a_row = 0
            return
        self._failures_in_a_row += 1
        if exchange.answer.kind == "connection" and self._failures_in_a_row >= _MOST_FAILURES_IN_A_ROW:
            first = self.exchanges[-_MOST_FAILURES_IN_A_ROW].request
            since = f"{first.method} {first.url.partition('?')[0]}"
            raise TargetError(f"{self.target.name} no longer answers, since {since}: {exchange.answer.reason}")


def _without_our_fault(answered: Answered) -> Answered:
    """An app in process is called on a thread of ours; what fails for that alone is no failure of the app."""
    exception = answered.exception
    if exception is None or _ANOTHER_THREAD not in exception.message:
        return answered
    reason = (
        f"{exception.type_name}: the app holds a SQLite connection that only the thread which imported it may use; "
        "open it with check_same_thread=False, or test a running server"
    )
    return Answered(answer=Failure(kind="protocol", reason=reason), duration_s=answered.duration_s)


def _with_cookies(own: str, generated: str) -> str:
    """The identity's cookies after those generated for other names: one header holds them all (RFC 6265, 5.4)."""
    names = {pair.partition("=")[0].strip() for pair in own.split(";")}
    kept = [pair for pair in generated.split(";") if pair.strip() and pair.partition("=")[0].strip() not in names]
    return "; ".join([*(pair.strip() for pair in kept), own])
