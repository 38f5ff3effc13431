"""The run: a document, a target, and for each operation what is sent, judged and decided."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import Literal
from urllib.parse import urlsplit

from pytest_contract.conformance import ResponseValidator, ResponseVerdict
from pytest_contract.conformance.examples import example_faults
from pytest_contract.conformance.full import full_validation
from pytest_contract.conformance.request import RequestJudge
from pytest_contract.conformance.structure import structural_warnings
from pytest_contract.design import Claim
from pytest_contract.errors import UnusableOperationError, UsageError
from pytest_contract.exchange import Exchange, Response
from pytest_contract.findings import Finding, Location, OperationKey, Severity, displayed
from pytest_contract.probes.auth import probe_auth
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.presence import Presence, probe_methods, probe_nowhere
from pytest_contract.probes.rate_limit_measured import limited_answers
from pytest_contract.probes.whereabouts import Whereabouts, needs_credential, query_credentials
from pytest_contract.reports.report import OperationSummary
from pytest_contract.rules.design_evidence import UnreadLine
from pytest_contract.rules.evidence import ApiEvidence, Judged, OperationEvidence, Reading
from pytest_contract.rules.naming import named
from pytest_contract.rules.reach.claim_not_verifiable import ClaimNotVerifiable
from pytest_contract.rules.reach.operation_not_exercised import OperationNotExercised
from pytest_contract.rules.registry import RULES
from pytest_contract.rules.rule import ApiRule, OperationRule
from pytest_contract.rules.settle import settled
from pytest_contract.rules.show import Showing
from pytest_contract.rules.source.spec_invalid import SpecInvalid
from pytest_contract.rules.standing import Standing
from pytest_contract.run.base_path import choose_base_path
from pytest_contract.run.claims import NOT_SENT
from pytest_contract.run.counting import promised_statuses, status_counts
from pytest_contract.run.designs import Designs, breakers, broken, shown_by, standings
from pytest_contract.run.experiments import experiments
from pytest_contract.run.identities import Credentials, headers_from, redactor, roster
from pytest_contract.run.making import Maker
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.reading import readings
from pytest_contract.run.served import find_served_document, missing_from
from pytest_contract.run.settings import Settings
from pytest_contract.run.watch import Watch
from pytest_contract.run.wiping import remark_on_wiping
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Keyring, Route, Sender, Target
from pytest_contract.target.choose import load_app, open_target, open_url
from pytest_contract.target.easing import Easing
from pytest_contract.target.identity import merged
from pytest_contract.traffic.explore import Explorer, Traffic
from pytest_contract.traffic.generate import Generator

_SHARE_FOR_GENERATION = 0.5
_IN_PROCESS_ORIGIN = "http://localhost:8000"
_ANY_METHOD = "ANY"
"""For a route whose handler takes whatever method comes."""
_REFUSALS_OF_A_ROUTER = {404, 405, 501}


class Run:
    """One run in one process: a document, a target, and a test for each operation.

    Nothing is opened or built before it is needed; no test depends on another one's.
    """

    def __init__(
        self,
        settings: Settings,
        document: Document,
        claims: Sequence[Claim] = (),
        unread: Sequence[UnreadLine] = (),
    ) -> None:
        self.settings = settings
        self.document = document
        self.designs = Designs(document, claims, unread)
        self.target: Target | None = None
        self._was_let_in = False

    def attach(
        self, app: object | None, *, headers: Mapping[str, str], identities: Mapping[str, Credentials] | None = None
    ) -> None:
        """Open the target: `app` where one is given, else what the settings name.

        `headers` are added to the settings' own, and win over those of the same names. Of `identities`, the first
        is the default one. Raises UsageError (AppLoadError, TargetError) with one line.
        """
        self._people = roster(
            self.document,
            headers=merged(self.settings.headers, headers_from(headers, "the fixture contract_headers")),
            given=identities,
            typed=self.settings.identities,
        )
        if app is None and self.settings.app is not None:
            app = load_app(self.settings.app)
        if app is not None:
            name = self.settings.app or f"{type(app).__module__}.{type(app).__qualname__}"
            self.target = open_target(app, name, max_response_bytes=self.settings.max_response_bytes)
        elif self.settings.base_url is not None:
            self.target = open_url(self.settings.base_url, max_response_bytes=self.settings.max_response_bytes)
        else:
            raise UsageError(
                "there is no app: give --contract-app=module:attribute or --contract-base-url=URL, "
                "or override the fixture contract_app in a conftest.py."
            )
        self._keyring = Keyring(self.target)

    def examine(self, operation: Operation, *, reset: Callable[[], object] | None) -> Outcome:
        """Send what there is to send for one operation, and judge it.

        Raises TargetError where the server has died.
        """
        started = time.monotonic()
        sender = self._sender(operation)
        easing = Easing(block=self.document.operations.index(operation), max_wait_s=self.settings.max_wait_s)
        sender.ease = easing
        try:
            evidence, traffic = self._evidence(operation, sender, reset)
        finally:
            easing.close()
        checked = [finding for rule in RULES if isinstance(rule, OperationRule) for finding in rule.check(evidence)]
        findings = self._not_ignored(settled([*named(checked, evidence), *self.designs.drift_of(evidence)]))
        return Outcome(
            findings=findings,
            standings={operation.label: standings(evidence, findings)} if evidence.claims else {},
            summary=OperationSummary(
                operation=OperationKey(operation.method, operation.path),
                requests=len(sender.exchanges),
                statuses=status_counts(operation, evidence),
                duration_s=round(time.monotonic() - started, 3),
                remarks=traffic.remarks,
            ),
        )

    def examine_api(self) -> Outcome:
        """Hold the app's own routes, or the document that the server serves, against the spec."""
        target, base_path = self._opened, self.base_path
        if target.routes is not None:
            undocumented = tuple(self._undocumented(target.routes.uncovered(self._declared()), base_path))
            evidence = ApiEvidence(document=self.document, undocumented=undocumented)
        elif target.kind == "url" and (served := find_served_document(self._sender(), base_path)) is not None:
            own = {(operation.method, operation.path) for operation in self.document.operations}
            above = urlsplit(target.name).path.rstrip("/") + base_path
            evidence = ApiEvidence(
                document=self.document,
                served_operations=missing_from(served, own, above),
                served_at=target.name.rstrip("/") + served.url,
            )
        else:
            evidence = ApiEvidence(document=self.document)
        found = [finding for rule in RULES if isinstance(rule, ApiRule) for finding in rule.check(evidence)]
        return Outcome(findings=self._not_ignored([*found, *self._of_the_document()]))

    def examine_design(self) -> Outcome:
        """Hold the design documents against the spec, and where there is an app, against its routes; sends nothing."""
        return Outcome(findings=self._drift)

    def examine_claim(self, claim: Claim, examine: Callable[[Operation], Outcome]) -> Outcome:
        """How one claim stands, with the findings that it is to show.

        `examine` gives what came of an operation. A claim on the whole API takes one operation after the other until
        it is decided. Where there is no target, nothing is sent, and the spec alone decides.
        """
        owners = self.designs.owners_of(claim) if self.target is not None else ()
        shown = {} if owners and claim.operation else shown_by(claim, self._drift)
        stood = broken(claim.id, breakers(shown.values())[claim.id]) if breakers(shown.values()) else None
        of_claim: dict[str, tuple[Standing, ...]] = {} if stood is None else {"": (stood,)}
        examined: list[OperationSummary] = []
        for operation in owners:
            outcome = examine(operation)
            examined.extend(outcome.summaries)
            shown = {**shown, **shown_by(claim, outcome.findings)}
            for each in outcome.standings.get(operation.label, ()):
                if each.claim == claim.id:
                    of_claim[operation.label] = (each,)
                    stood = each if stood is None else stood + each
            if claim.operation is None and stood is not None and stood.verdict in ("kept", "broken"):
                break
        if stood is None:
            of_claim[""] = (self._unreached(claim),)
        elif stood.verdict == "not_verifiable" and not shown:
            note = ClaimNotVerifiable().of_claim(claim, stood.reason, claim.operation)
            shown = {**shown, **{each.fingerprint: each for each in self._not_ignored([note])}}
        return Outcome(findings=tuple(shown.values()), examined=tuple(examined), standings=of_claim)

    def _unreached(self, claim: Claim) -> Standing:
        """The standing of a claim that no operation could say anything of."""
        reason = NOT_SENT if self.target is None else "the spec lacks the operation"
        return Standing(claim=claim.id, verdict="unreached", reason=reason)

    def examine_spec(self) -> Outcome:
        """The full validation of the spec, as openapi-spec-validator sees it."""
        rule = SpecInvalid()
        return Outcome(
            findings=self._not_ignored(
                rule.of_document(self.document, fault) for fault in full_validation(self.document.raw)
            )
        )

    def close(self) -> None:
        """Close the target; bounded in time; may be called twice."""
        if self.target is not None:
            self.target.close()

    @cached_property
    def base_path(self) -> str:
        """The path below which the target serves the API."""
        return choose_base_path(self.document, self._opened, self._sender())

    @property
    def _opened(self) -> Target:
        assert self.target is not None, "attach comes first"
        return self.target

    @cached_property
    def _explorer(self) -> Explorer:
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
    def _validator(self) -> ResponseValidator:
        return ResponseValidator(self.document)

    @cached_property
    def _judge(self) -> RequestJudge:
        return RequestJudge(self.document, base_path=self.base_path)

    @property
    def _showing(self) -> Showing:
        """Without the secrets that are known by now: a login may have given more of them."""
        target = self._opened
        return Showing(
            redactor=redactor(self._people, self._keyring.ever_given),
            origin=target.name if target.kind == "url" else _IN_PROCESS_ORIGIN,
        )

    @cached_property
    def _drift(self) -> tuple[Finding, ...]:
        """What the documents and the spec say of each other."""
        return self._not_ignored(self.designs.drift(self._homeless_routes()))

    def _homeless_routes(self) -> dict[OperationKey, Location | None] | None:
        """Operations of the documents that the spec lacks and the app has; `None` where its routes aren't known."""
        routes = None if self.target is None else self.target.routes
        if routes is None:
            return None
        found = {operation: routes.find(operation.method, operation.path) for operation in self.designs.homeless}
        return {
            operation: None if route.file is None else _app_location(route)
            for operation, route in found.items()
            if route is not None
        }

    def _sender(self, operation: Operation | None = None) -> Sender:
        return Sender(
            self._opened,
            self._keyring.in_force(self._people.default),
            self.settings.timeout_s,
            query_credentials={} if operation is None else query_credentials(operation),
            keyring=self._keyring,
            needs_credential=operation is not None and needs_credential(operation),
        )

    @cached_property
    def _whereabouts(self) -> Whereabouts:
        return Whereabouts(self.document, self.base_path)

    def _evidence(
        self, operation: Operation, sender: Sender, reset: Callable[[], object] | None
    ) -> tuple[OperationEvidence, Traffic]:
        faults = self.document.faults(operation)
        route, handler = self._route(operation)
        if route == "absent" and not faults and self._is_answered(operation, sender):
            route = "unknown"
        traffic, presence = Traffic(exchanges=()), None
        judged: tuple[Judged, ...] = ()
        read: tuple[Reading, ...] = ()
        measured: tuple[object, ...] = ()
        if not faults and route != "absent":
            if reset is not None:
                reset()
            watch = self._watch(operation, sender, reset)
            reset = watch.reset
            traffic = self._explorer.explore(
                operation,
                sender,
                reset,
                goals=promised_statuses(operation, self.designs.of(operation)),
                others=self._people.others,
            )
            presence = self._presence(operation, sender, traffic.exchanges, route)
            probed = tuple(
                probe_auth(operation, sender, traffic.spare, is_promised=self.designs.speak_of_auth(operation))
            )
            has_reset = reset is not None
            read = tuple(readings(operation, self._explorer.relations, sender, traffic, is_reset_at_limits=has_reset))
            wiped = remark_on_wiping(
                operation, traffic.exchanges, self._explorer.relations, Maker(self._explorer), sender, self.base_path
            )
            traffic = replace(traffic, remarks=(*traffic.remarks, *wiped, *watch.end()))
            self._refuse_a_wrong_set_up(sender)
            own = watch.health.sequenced(filter(sender.is_own, (*traffic.exchanges, *probed)))
            judged = tuple(self._judged(operation, exchange) for exchange in own)
            measured = (*watch.health.after(), *experiments(self._bench(operation, sender, traffic, reset)))
            judged += tuple(self._limited(operation, sender, measured))
        evidence = OperationEvidence(
            document=self.document,
            operation=operation,
            showing=self._showing,
            judged=judged,
            faults=faults,
            flaws=self.document.flaws(operation),
            example_faults=() if faults else example_faults(self.document, operation),
            gaps=traffic.gaps,
            route=route,
            handler=handler,
            presence=presence,
            readings=read,
            lacking=traffic.lacking,
            pursued=traffic.pursued,
            shut_out=sender.why_shut_out,
            claims=self.designs.of(operation),
            catalogue=self.designs.catalogue,
            code_at=self.settings.error_code,
            experiments=measured,
        )
        return evidence, traffic

    def _watch(self, operation: Operation, sender: Sender, reset: Callable[[], object] | None) -> Watch:
        has_credentials = self._people.has_credentials
        watch = Watch(self._whereabouts, operation, sender, reset, has_credentials=has_credentials)
        watch.begin()
        for other in self._people.others:
            # A wrong set-up is said at once, and not once something has happened to the account.
            self._keyring.in_force(other)
        return watch

    def _refuse_a_wrong_set_up(self, sender: Sender) -> None:
        """Raise UsageError where no credential ever worked, and nothing goes without."""
        self._was_let_in |= any(exchange.status not in (401, None) for exchange in sender.exchanges)
        if sender.is_refused and not self._was_let_in and all(map(needs_credential, self.document.operations)):
            has_credentials = self._people.has_credentials
            given = "the credential that was given does not work" if has_credentials else "no credential was given"
            raise UsageError(
                f"all {len(sender.exchanges)} first requests were answered 401: {given}; give one with "
                "--contract-header, --contract-auth or the fixture contract_identities"
            )

    def _limited(self, operation: Operation, sender: Sender, measured: Iterable[object]) -> Iterator[Judged]:
        """Answers of a limiter: the first that traffic got past, and those that were gone after."""
        eased = (self._judged(operation, exchange) for exchange in sender.limited)
        # What producers sent is another operation's.
        yield from islice((judged for judged in eased if judged.request.outcome != "elsewhere"), 1)
        yield from (self._judged(operation, exchange) for exchange in limited_answers(measured))

    def _bench(
        self, operation: Operation, sender: Sender, traffic: Traffic, reset: Callable[[], object] | None
    ) -> Bench:
        return Bench(
            document=self.document,
            operation=operation,
            claims=self.designs.of(operation),
            sender=sender,
            identities=tuple(map(self._keyring.in_force, self._people.all)),
            supply=traffic.supply,
            reset=reset,
            max_wait_s=self.settings.max_wait_s,
            make=Maker(self._explorer),
        )

    def _judged(self, operation: Operation, exchange: Exchange) -> Judged:
        answer = exchange.answer
        response = (
            self._validator.check(operation, answer)
            if isinstance(answer, Response)
            else ResponseVerdict(outcome="unverifiable", reason="there was no answer")
        )
        return Judged(exchange=exchange, request=self._judge.judge(operation, exchange.request), response=response)

    def _route(self, operation: Operation) -> tuple[Literal["found", "absent", "unknown"], Location | None]:
        routes = self._opened.routes
        if routes is None:
            return "unknown", None
        path = self.base_path + operation.path
        serves, route = routes.may_serve(operation.method, path), routes.find(operation.method, path)
        handler = None if route is None or route.file is None else _app_location(route)
        return ("unknown" if serves is None else "found" if serves else "absent"), handler

    def _is_answered(self, operation: Operation, sender: Sender) -> bool:
        """Whether something in front of the routes, which no table shows, answers the operation all the same."""
        generator = self._explorer.generator
        drafts = generator.valid_drafts(operation)
        if not drafts:
            return False
        try:
            request = generator.render(operation, drafts[0], base_path=self.base_path)
        except UnusableOperationError:
            return False
        return sender.send(request, drafts[0].intent).status not in (None, *_REFUSALS_OF_A_ROUTER)

    def _presence(
        self, operation: Operation, sender: Sender, exchanges: Iterable[Exchange], route: str
    ) -> Presence | None:
        """Ask around the operation where its answers need telling apart from those of a router."""
        valid = [exchange for exchange in exchanges if exchange.intent.kind == "valid" and exchange.status]
        refused = bool(valid) and all(exchange.status in _REFUSALS_OF_A_ROUTER for exchange in valid)
        if not refused and "{" not in operation.path:
            return None
        presence = probe_nowhere(sender, operation.method, self.base_path)
        if not refused or route == "found":
            return presence
        methods = frozenset(other.method for other in self.document.operations)
        return probe_methods(sender, presence, valid[0].request.url, methods, self._known_url(operation))

    def _known_url(self, operation: Operation) -> str | None:
        """A URL of another operation that needs nothing."""
        paths = (
            other.path
            for other in self.document.operations
            if other.method == "GET" and "{" not in other.path and other.path != operation.path
        )
        path = next(paths, None)
        return None if path is None else self.base_path + path

    def _of_the_document(self) -> Iterator[Finding]:
        """What the quick check has against the spec, and what the spec declares beyond what is tested."""
        warnings = structural_warnings(self.document.raw)
        operations = self.document.operations if warnings else ()
        told = {fault.pointer for operation in operations for fault in self.document.faults(operation)}
        for fault in warnings:
            # What costs an operation is that operation's finding.
            if any(_overlap(fault.pointer, pointer) for pointer in told):
                continue
            yield SpecInvalid().of_document(self.document, fault, Severity.WARNING)
        for untested in self.document.untested:
            yield OperationNotExercised().of_untested(self.document, untested)

    def _declared(self) -> list[tuple[str, str]]:
        return [(operation.method, self.base_path + operation.path) for operation in self.document.operations]

    def _undocumented(self, routes: Iterable[Route], base_path: str) -> Iterable[tuple[str, Route]]:
        """Each method of the routes below the base path: what stands beside it is another API's."""
        for route in routes:
            if route.path.startswith(base_path + "/") or not base_path:
                for method in sorted(route.methods) or [_ANY_METHOD]:
                    yield method, route

    def _not_ignored(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if finding.code not in self.settings.ignore)


def _overlap(one: str, other: str) -> bool:
    """Whether two pointers mean the same place, or one a place within the other."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and f"{longer}/".startswith(f"{shorter}/")


def _app_location(route: Route) -> Location:
    assert route.file is not None
    return Location(source="app", file=displayed(route.file), line=route.line)
