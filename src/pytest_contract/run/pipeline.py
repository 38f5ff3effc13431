"""The run: a document, a target, and for each operation what is sent, judged and decided."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from pytest_contract.conformance.full import full_validation
from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Location, OperationKey
from pytest_contract.reports.report import OperationSummary
from pytest_contract.rules.design_evidence import UnreadLine
from pytest_contract.rules.naming import named
from pytest_contract.rules.reach.claim_not_verifiable import ClaimNotVerifiable
from pytest_contract.rules.registry import RULES
from pytest_contract.rules.rule import OperationRule
from pytest_contract.rules.settle import settled
from pytest_contract.rules.source.spec_invalid import SpecInvalid
from pytest_contract.rules.standing import Standing
from pytest_contract.run.api import api_findings
from pytest_contract.run.attachment import Attachment, app_location
from pytest_contract.run.claims import NOT_SENT
from pytest_contract.run.counting import status_counts
from pytest_contract.run.designs import Designs, breakers, broken, shown_by, standings
from pytest_contract.run.examination import Examination
from pytest_contract.run.identities import Credentials
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.settings import Settings
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Target
from pytest_contract.target.easing import Easing


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
        self._attachment: Attachment | None = None

    def attach(
        self, app: object | None, *, headers: Mapping[str, str], identities: Mapping[str, Credentials] | None = None
    ) -> None:
        """Open the target: `app` where one is given, else what the settings name.

        `headers` are added to the settings' own, and win over those of the same names. Of `identities`, the first
        is the default one. Raises UsageError (AppLoadError, TargetError) with one line.
        """
        self._attachment = Attachment.to(self.settings, self.document, app, headers, identities)

    @property
    def target(self) -> Target | None:
        """The open target, if there is one."""
        return None if self._attachment is None else self._attachment.target

    @property
    def base_path(self) -> str:
        """The path below which the target serves the API."""
        return self._attached.base_path

    def examine(self, operation: Operation, *, reset: Callable[[], object] | None) -> Outcome:
        """Send what there is to send for one operation, and judge it.

        Raises TargetError where the server has died.
        """
        started = time.monotonic()
        sender = self._attached.sender(operation)
        easing = Easing(block=self.document.operations.index(operation), max_wait_s=self.settings.max_wait_s)
        sender.ease = easing
        try:
            evidence, traffic = Examination(self._attached, self.designs, operation, sender, reset).evidence()
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
        return Outcome(findings=self._not_ignored(api_findings(self._attached)))

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

    @property
    def _attached(self) -> Attachment:
        assert self._attachment is not None, "attach comes first"
        return self._attachment

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
            operation: None if route.file is None else app_location(route)
            for operation, route in found.items()
            if route is not None
        }

    def _not_ignored(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        return tuple(finding for finding in findings if finding.code not in self.settings.ignore)
