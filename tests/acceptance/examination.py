"""One whole run in process, as a user would have it, without pytest in between."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fixtures.apps.shelf import reset_of

from pytest_contract.findings import Finding, Severity
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load


def examine(spec: Path, app: Any, *, headers: dict[str, str], seed: int = 0, only: str | None = None) -> list[Finding]:
    """All findings of severity warning and above; of one operation and the API as a whole where `only` names it."""
    run = Run(Settings(spec=str(spec), seed=seed), load(str(spec)))
    try:
        run.attach(app, headers=headers)
        chosen = [operation for operation in run.document.operations if only in (None, operation.label)]
        outcomes = [run.examine(operation, reset=reset_of(app)) for operation in chosen]
        outcomes.append(run.examine_api())
    finally:
        run.close()
    found = [finding for outcome in outcomes for finding in outcome.findings]
    return [finding for finding in found if finding.severity >= Severity.WARNING]


def spelled(findings: Iterable[Finding]) -> list[str]:
    """Findings as lines that a failing test shows."""
    return [f"{finding.code} {finding.operation or ''} [{finding.key}] {finding.message}" for finding in findings]
