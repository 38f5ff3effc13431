"""One operation's test: what is sent for it, in which order, and what was learned of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Literal

from pytest_contract.conformance.examples import example_faults
from pytest_contract.errors import UnusableOperationError, UsageError
from pytest_contract.exchange import Exchange
from pytest_contract.probes.auth import probe_auth
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.presence import Presence, probe_methods, probe_nowhere
from pytest_contract.probes.rate_limit_measured import limited_answers
from pytest_contract.probes.rate_limit_plan import TOO_MANY_REQUESTS
from pytest_contract.probes.resource_url import operation_at
from pytest_contract.probes.whereabouts import needs_credential
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.run.attachment import Attachment
from pytest_contract.run.counting import promised_statuses
from pytest_contract.run.designs import Designs
from pytest_contract.run.experiments import experiments
from pytest_contract.run.making import Maker
from pytest_contract.run.reading import readings
from pytest_contract.run.watch import Watch
from pytest_contract.run.wiping import remark_on_wiping
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.explore import Traffic

Reset = Callable[[], object]

_REFUSALS_OF_A_ROUTER = {404, 405, 501}


class Examination:
    """Sends for one operation, and gathers what came of it."""

    def __init__(
        self, attached: Attachment, designs: Designs, operation: Operation, sender: Sender, reset: Reset | None
    ) -> None:
        self._attached = attached
        self._designs = designs
        self._operation = operation
        self._sender = sender
        self._reset = reset
        self._document = attached.document
        self._explorer = attached.explorer

    def evidence(self) -> tuple[OperationEvidence, Traffic]:
        """All that was learned, and the traffic that it was learned from.

        Raises UsageError where no credential works at all, TargetError where the server has died.
        """
        operation = self._operation
        route, handler = self._attached.route(operation)
        faults = self._document.faults(operation)
        if route == "absent" and not faults and self._is_answered():
            route = "unknown"
        evidence = OperationEvidence(
            document=self._document,
            operation=operation,
            showing=self._attached.showing,
            faults=faults,
            flaws=self._document.flaws(operation),
            example_faults=() if faults else example_faults(self._document, operation),
            route=route,
            handler=handler,
            claims=self._designs.of(operation),
            catalogue=self._designs.catalogue,
            code_at=self._attached.settings.error_code,
        )
        if faults or route == "absent":
            return evidence, Traffic(exchanges=())
        return self._with_traffic(evidence)

    def _with_traffic(self, evidence: OperationEvidence) -> tuple[OperationEvidence, Traffic]:
        """Fill the evidence: ordinary traffic first, then what is asked around it, experiments last."""
        if self._reset is not None:
            self._reset()
        watch = self._watch()
        traffic = self._explored(watch)
        presence = self._presence(traffic.exchanges, evidence.route)
        speaks_of_auth = self._designs.speak_of_auth(self._operation)
        probed = tuple(probe_auth(self._operation, self._sender, traffic.spare, is_promised=speaks_of_auth))
        relations, has_reset = self._explorer.relations, watch.reset is not None
        read = tuple(readings(self._operation, relations, self._sender, traffic, is_reset_at_limits=has_reset))
        traffic = replace(traffic, remarks=(*traffic.remarks, *self._wiped(traffic), *watch.end()))
        self._refuse_a_wrong_set_up()
        sent = (*traffic.exchanges, *self._made_by_itself(traffic), *probed)
        own = watch.health.sequenced(filter(self._sender.is_own, sent))
        judged = tuple(map(self._judged, own))
        measured = (*watch.health.after(), *experiments(self._bench(traffic, watch.reset)))
        learned = replace(
            evidence,
            # A login in between may have given more secrets.
            showing=self._attached.showing,
            judged=(*judged, *self._limited(measured)),
            gaps=traffic.gaps,
            presence=presence,
            readings=read,
            lacking=traffic.lacking,
            pursued=traffic.pursued,
            shut_out=self._sender.why_shut_out,
            experiments=measured,
        )
        return learned, traffic

    def _explored(self, watch: Watch) -> Traffic:
        goals = promised_statuses(self._operation, self._designs.of(self._operation))
        others = self._attached.people.others
        return self._explorer.explore(self._operation, self._sender, watch.reset, goals=goals, others=others)

    def _made_by_itself(self, traffic: Traffic) -> Iterator[Exchange]:
        """Statuses of the operation that only making what it uses showed: one `PUT` makes what the next one changes."""
        seen = {exchange.status for exchange in traffic.exchanges}
        for exchange in self._sender.exchanges:
            is_made = exchange.intent.phase == "producer" and exchange.is_success and exchange.status not in seen
            if is_made and operation_at(self._document, exchange.request) == self._operation:
                seen.add(exchange.status)
                yield exchange

    def _watch(self) -> Watch:
        people = self._attached.people
        has_credentials = people.has_credentials
        watch = Watch(
            self._attached.whereabouts, self._operation, self._sender, self._reset, has_credentials=has_credentials
        )
        watch.begin()
        for other in people.others:
            # A wrong set-up is said at once, and not once something has happened to the account.
            self._attached.keyring.in_force(other)
        return watch

    def _wiped(self, traffic: Traffic) -> Iterable[str]:
        return remark_on_wiping(
            self._operation,
            traffic.exchanges,
            self._explorer.relations,
            Maker(self._explorer),
            self._sender,
            self._attached.base_path,
        )

    def _refuse_a_wrong_set_up(self) -> None:
        """Raise UsageError where no credential ever worked for anything that needs one.

        One operation that refuses everybody may be wrong itself: it takes two, where there are two.
        """
        attached, exchanges = self._attached, self._sender.exchanges
        if not needs_credential(self._operation):
            return
        attached.was_let_in |= any(exchange.status not in (401, None) for exchange in exchanges)
        if not self._sender.is_refused or attached.was_let_in:
            return
        attached.refused.append(self._operation.label)
        secured = sum(map(needs_credential, self._document.operations))
        if len(attached.refused) >= min(2, secured):
            has_credentials = attached.people.has_credentials
            given = "the credential that was given does not work" if has_credentials else "no credential was given"
            raise UsageError(
                f"all {len(exchanges)} first requests to {self._operation.label} were answered 401: {given}; give one "
                "with --contract-header, --contract-auth or the fixture contract_identities"
            )

    def _judged(self, exchange: Exchange) -> Judged:
        return self._attached.judged(self._operation, exchange)

    def _limited(self, measured: Iterable[object]) -> Iterator[Judged]:
        """Answers of a limiter: the first that traffic got past, and those that were gone after."""
        is_promised = any(each.kind == "rate_limit" for each in self._designs.of(self._operation))
        # In another status than 429, it is for the measured limit to say so.
        met = (each for each in self._sender.limited if each.status == TOO_MANY_REQUESTS or not is_promised)
        eased = map(self._judged, met)
        # What producers sent is another operation's.
        yield from islice((judged for judged in eased if judged.request.outcome != "elsewhere"), 1)
        yield from map(self._judged, limited_answers(measured))

    def _bench(self, traffic: Traffic, reset: Reset | None) -> Bench:
        attached = self._attached
        return Bench(
            document=self._document,
            operation=self._operation,
            claims=self._designs.of(self._operation),
            sender=self._sender,
            identities=tuple(map(attached.keyring.in_force, attached.people.all)),
            supply=traffic.supply,
            reset=reset,
            max_wait_s=attached.settings.max_wait_s,
            make=Maker(self._explorer),
            limited_apart=self._designs.limited_apart,
        )

    def _is_answered(self) -> bool:
        """Whether something in front of the routes, which no table shows, answers the operation all the same."""
        generator = self._explorer.generator
        drafts = generator.valid_drafts(self._operation)
        if not drafts:
            return False
        try:
            request = generator.render(self._operation, drafts[0], base_path=self._attached.base_path)
        except UnusableOperationError:
            return False
        return self._sender.send(request, drafts[0].intent).status not in (None, *_REFUSALS_OF_A_ROUTER)

    def _presence(self, exchanges: Iterable[Exchange], route: Literal["found", "absent", "unknown"]) -> Presence | None:
        """Ask around the operation where its answers need telling apart from those of a router."""
        operation, sender = self._operation, self._sender
        valid = [exchange for exchange in exchanges if exchange.intent.kind == "valid" and exchange.status]
        refused = bool(valid) and all(exchange.status in _REFUSALS_OF_A_ROUTER for exchange in valid)
        if not refused and "{" not in operation.path:
            return None
        presence = probe_nowhere(sender, operation.method, self._attached.base_path)
        if not refused or route == "found":
            return presence
        methods = frozenset(other.method for other in self._document.operations)
        return probe_methods(sender, presence, valid[0].request.url, methods, self._known_url())

    def _known_url(self) -> str | None:
        """A URL of another operation that needs nothing."""
        paths = (
            other.path
            for other in self._document.operations
            if other.method == "GET" and "{" not in other.path and other.path != self._operation.path
        )
        path = next(paths, None)
        return None if path is None else self._attached.base_path + path
