"""What a run holds while a target is open: the target, who sends to it, and what generates and judges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pytest_contract.conformance import ResponseValidator, ResponseVerdict
from pytest_contract.conformance.request import RequestJudge
from pytest_contract.errors import UsageError
from pytest_contract.exchange import Exchange, Response
from pytest_contract.findings import Location, displayed
from pytest_contract.probes.whereabouts import Whereabouts, needs_credential, query_credentials
from pytest_contract.rules.evidence import Judged
from pytest_contract.rules.show import Showing
from pytest_contract.run.base_path import choose_base_path
from pytest_contract.run.identities import Credentials, Roster, headers_from, redactor, roster
from pytest_contract.run.settings import Settings
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Keyring, Route, Sender, Target
from pytest_contract.target.choose import load_app, open_target, open_url
from pytest_contract.target.identity import merged
from pytest_contract.traffic.explore import Explorer
from pytest_contract.traffic.generate import Generator

_SHARE_FOR_GENERATION = 0.5
_IN_PROCESS_ORIGIN = "http://localhost:8000"


@dataclass(kw_only=True)
class Attachment:
    """A document and an open target; what is dear is made when it is first needed."""

    settings: Settings
    document: Document
    target: Target
    people: Roster
    keyring: Keyring
    was_let_in: bool = False
    """Whether any request to an operation that needs a credential was answered otherwise than by 401."""
    refused: list[str] = field(default_factory=list)
    """Operations that need a credential, and answered nothing but 401 to the one that went with each request."""

    @classmethod
    def to(
        cls,
        settings: Settings,
        document: Document,
        app: object | None,
        headers: Mapping[str, str],
        identities: Mapping[str, Credentials] | None,
    ) -> Attachment:
        """Open the target: `app` where one is given, else what the settings name; raises UsageError with one line."""
        people = roster(
            document,
            headers=merged(settings.headers, headers_from(headers, "the fixture contract_headers")),
            given=identities,
            typed=settings.identities,
        )
        target = _opened(settings, app)
        return cls(settings=settings, document=document, target=target, people=people, keyring=Keyring(target))

    @cached_property
    def base_path(self) -> str:
        """The path below which the target serves the API."""
        return choose_base_path(self.document, self.target, self.sender())

    @cached_property
    def explorer(self) -> Explorer:
        """What sends an operation's traffic."""
        return Explorer(
            document=self.document,
            generator=Generator(
                self.document,
                seed=self.settings.seed,
                max_examples=self.settings.max_examples,
                max_time_s=self.settings.max_time_s * _SHARE_FOR_GENERATION,
            ),
            base_path=self.base_path,
            max_time_s=self.settings.max_time_s,
        )

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Where the app says who is asking."""
        return Whereabouts(self.document, self.base_path)

    @property
    def showing(self) -> Showing:
        """How exchanges are shown, without the secrets that are known by now: a login may have given more of them."""
        return Showing(
            redactor=redactor(self.people, self.keyring.ever_given),
            origin=self.target.name if self.target.kind == "url" else _IN_PROCESS_ORIGIN,
        )

    def sender(self, operation: Operation | None = None) -> Sender:
        """A new sender for the default identity."""
        return Sender(
            self.target,
            self.keyring.in_force(self.people.default),
            self.settings.timeout_s,
            query_credentials={} if operation is None else query_credentials(operation),
            keyring=self.keyring,
            needs_credential=operation is not None and needs_credential(operation),
        )

    def judged(self, operation: Operation, exchange: Exchange) -> Judged:
        """An exchange with what conformance says of both of its messages."""
        answer = exchange.answer
        response = (
            self._validator.check(operation, answer)
            if isinstance(answer, Response)
            else ResponseVerdict(outcome="unverifiable", reason="there was no answer")
        )
        return Judged(exchange=exchange, request=self._judge.judge(operation, exchange.request), response=response)

    def route(self, operation: Operation) -> tuple[Literal["found", "absent", "unknown"], Location | None]:
        """Whether the app's own route table holds the operation, and where it is handled."""
        routes = self.target.routes
        if routes is None:
            return "unknown", None
        path = self.base_path + operation.path
        serves, route = routes.may_serve(operation.method, path), routes.find(operation.method, path)
        handler = None if route is None or route.file is None else app_location(route)
        return ("unknown" if serves is None else "found" if serves else "absent"), handler

    @cached_property
    def _validator(self) -> ResponseValidator:
        return ResponseValidator(self.document)

    @cached_property
    def _judge(self) -> RequestJudge:
        return RequestJudge(self.document, base_path=self.base_path)


def _opened(settings: Settings, app: object | None) -> Target:
    if app is None and settings.app is not None:
        app = load_app(settings.app)
    if app is not None:
        name = settings.app or f"{type(app).__module__}.{type(app).__qualname__}"
        return open_target(app, name, max_response_bytes=settings.max_response_bytes)
    if settings.base_url is not None:
        return open_url(settings.base_url, max_response_bytes=settings.max_response_bytes)
    raise UsageError(
        "there is no app: give --contract-app=module:attribute or --contract-base-url=URL, "
        "or override the fixture contract_app in a conftest.py."
    )


def app_location(route: Route) -> Location:
    """Where a route's handler is defined; it must have a file."""
    assert route.file is not None
    return Location(source="app", file=displayed(route.file), line=route.line)
