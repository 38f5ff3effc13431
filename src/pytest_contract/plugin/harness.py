"""One process's hold on the app under test: opened at the first test, closed before the app's own fixture ends."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_contract.errors import UsageError
from pytest_contract.run.identities import Credentials
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.run.summary import TargetName
from pytest_contract.spec import Document

NO_APP = (
    "no app: give --contract-app=module:attribute, --contract-base-url=URL, "
    "or override the fixture contract_app in a conftest.py"
)


class Harness:
    """Settings and document of a run, and the run itself while a target is open."""

    def __init__(self, settings: Settings, document: Document) -> None:
        self.settings = settings
        self.document = document
        self.target = TargetName(name=settings.app or settings.base_url or "")
        self.failure: str | None = None
        """Why nothing can be tested in this process; later tests don't try again."""
        self._run: Run | None = None
        self._senders: tuple[Mapping[str, str], Mapping[str, Credentials]] = {}, {}

    def run_on(self, app: object | None, headers: Mapping[str, str], identities: Mapping[str, Credentials]) -> Run:
        """The run against that app, opened where it isn't yet; raises UsageError with one line."""
        if self._run is not None and self._senders != (headers, identities):
            self.detach()
        if self._run is None:
            self._run = self._opened(app, headers, identities)
            self._senders = headers, identities
        return self._run

    def _opened(self, app: object | None, headers: Mapping[str, str], identities: Mapping[str, Credentials]) -> Run:
        if self.settings.base_url is not None:
            app = None
        elif app is None:
            raise UsageError(NO_APP)
        run = Run(self.settings, self.document)
        run.attach(app, headers=headers, identities=identities)
        self.target = _name_of(run)
        return run

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
