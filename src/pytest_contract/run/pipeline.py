"""INTERFACE ONLY: to be built by the lead.  What the plugin may rely on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pytest_contract.run.outcome import Outcome
from pytest_contract.run.settings import Settings
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Target


class Run:
    """One run in one process: a document, a target, and a test for each operation.

    The document is loaded at once (raises SpecLoadError); the target only when `attach` is called.
    """

    settings: Settings
    document: Document

    def __init__(self, settings: Settings, document: Document) -> None: ...

    def attach(self, app: object | None, *, headers: Mapping[str, str]) -> None:
        """Open the target: `app` where one is given, else what the settings name. Once; raises UsageError
        (AppLoadError, TargetError) with one line. `headers` are added to the settings' own."""

    target: Target | None

    def examine(self, operation: Operation, *, reset: Callable[[], object] | None) -> Outcome:
        """Send what there is to send for one operation, and judge it. Raises no finding; raises TargetError
        where the server has died."""
        raise NotImplementedError

    def examine_api(self) -> Outcome:
        """Hold the app's own routes, or the document that the server serves, against the spec."""
        raise NotImplementedError

    def examine_spec(self) -> Outcome:
        """The full validation of the spec (`--contract-validate-spec`)."""
        raise NotImplementedError

    def close(self) -> None:
        """Close the target; bounded in time; may be called twice."""
