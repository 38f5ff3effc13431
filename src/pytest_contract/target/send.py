"""Requests go out as an identity, and come back as exchanges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from pytest_contract.errors import TargetError
from pytest_contract.exchange import Exchange, Failure, Headers, Intent, Request, Response
from pytest_contract.exchange.record import header
from pytest_contract.target.identity import Identity
from pytest_contract.target.keyring import Keyring
from pytest_contract.target.protocol import Answered, Target

_MOST_FAILURES_IN_A_ROW = 3
_MOST_LIMITED_IN_A_ROW = 25
_MOST_BYTES = 200_000_000
_ANOTHER_THREAD = "SQLite objects created in a thread can only be used in that same thread"


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
    exchanges: list[Exchange] = field(default_factory=list)
    _failures_in_a_row: int = 0
    _kept_bytes: int = 0
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

        Raises TargetError, which names the first of them, once nothing has listened three times in a row.
        """
        if self.keyring is not None:
            self.identity = self.keyring.in_force(self.identity)
        sent = Request(
            method=request.method,
            url=self._with_query_credentials(request.url, without),
            headers=self._with_identity(request.headers, without),
            body=request.body,
        )
        answered = _without_our_fault(self.target.send(sent, timeout_s=self.timeout_s, client=self.identity.client))
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
        return Sender(self.target, known, self.timeout_s, self.query_credentials, self.keyring)

    @property
    def is_hanging(self) -> bool:
        """Whether the last three requests all got no answer."""
        return self._failures_in_a_row >= _MOST_FAILURES_IN_A_ROW

    @property
    def is_full(self) -> bool:
        """Whether the answers that are kept for judging take 200 MB."""
        return self._kept_bytes >= _MOST_BYTES

    @property
    def is_limited(self) -> bool:
        """Whether the last 25 requests were all answered 429, so that more of them would show nothing new."""
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
        is_limited = isinstance(exchange.answer, Response) and exchange.answer.status == 429
        self._limited_in_a_row = self._limited_in_a_row + 1 if is_limited else 0
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
