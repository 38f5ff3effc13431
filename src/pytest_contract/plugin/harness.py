"""One process's hold on the app under test: opened at the first test, closed before the app's own fixture ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pytest_contract.design import Claim
from pytest_contract.errors import UsageError
from pytest_contract.rules.design_evidence import UnreadLine
from pytest_contract.run.designs import DesignDocument
from pytest_contract.run.identities import Credentials
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.run.summary import TargetName
from pytest_contract.spec import Document, Operation

NO_APP = (
    "no app: give --contract-app=module:attribute, --contract-base-url=URL, "
    "or override the fixture contract_app in a conftest.py"
)


class Harness:
    """Settings and document of a run, and the run itself while a target is open."""

    def __init__(
        self, settings: Settings, document: Document, designs: Mapping[Path, DesignDocument] | None = None
    ) -> None:
        self.settings = settings
        self.document = document
        self.designs = dict(designs or {})
        """By their absolute paths."""
        self.shown_claims: frozenset[str] = frozenset()
        """Ids of the claims that have a test of their own in this session."""
        self._examined: dict[str, Outcome] = {}
        self.target = TargetName(name=settings.app or settings.base_url or "")
        self.failure: str | None = None
        """Why nothing can be tested in this process; later tests don't try again."""
        self._run: Run | None = None
        self._senders: tuple[Mapping[str, str], Mapping[str, Credentials]] = {}, {}

    def run_on(self, app: object | None, headers: Mapping[str, str], identities: Mapping[str, Credentials]) -> Run:
        """The run against that app, opened where it isn't yet; raises UsageError with one line."""
        if self._run is not None and self._senders != (headers, identities):
            self.detach()
            self._examined.clear()
        if self._run is None:
            self._run = self._opened(app, headers, identities)
            self._senders = headers, identities
        return self._run

    def _opened(self, app: object | None, headers: Mapping[str, str], identities: Mapping[str, Credentials]) -> Run:
        if self.settings.base_url is not None:
            app = None
        run = Run(self.settings, self.document, self.claims, self.unread)
        if app is None and self.settings.base_url is None:
            if self.designs:
                return run
            raise UsageError(NO_APP)
        run.attach(app, headers=headers, identities=identities)
        self.target = _name_of(run)
        return run

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims, in the order of the documents."""
        return tuple(claim for design in self.designs.values() for claim in design.claims)

    @property
    def unread(self) -> tuple[UnreadLine, ...]:
        """What looks like a promise and can't be read."""
        return tuple(line for design in self.designs.values() for line in design.unread)

    def claims_in(self, path: Path) -> tuple[Claim, ...]:
        """The claims of one document."""
        return next(design.claims for file, design in self.designs.items() if file.samefile(path))

    def examine(self, run: Run, operation: Operation, reset: Callable[[], object] | None) -> Outcome:
        """What came of an operation; where there are claims, examined once in this process for all their tests."""
        if not self.designs:
            return run.examine(operation, reset=reset)
        if operation.label not in self._examined:
            self._examined[operation.label] = run.examine(operation, reset=reset)
        return self._examined[operation.label]

    def detach(self) -> None:
        """Close the target, if one is open."""
        run, self._run = self._run, None
        if run is not None:
            run.close()


def _name_of(run: Run) -> TargetName:
    target = run.target
    if target is None:
        return TargetName()
    routes = target.routes
    return TargetName(kind=target.kind, name=target.name, framework=None if routes is None else routes.framework)
