"""The fixture folders: for each rule an app that drifts and one that nearly does."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytest_contract.findings import Finding, Severity
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

FOLDER = Path(__file__).parents[2] / "fixtures" / "rules"
CODES = sorted(folder.name for folder in FOLDER.iterdir() if folder.is_dir() and folder.name != "__pycache__")


@dataclass(frozen=True, slots=True, kw_only=True)
class FixtureApp:
    """One of the two apps of a rule."""

    folder: Path
    headers: dict[str, str] = field(default_factory=dict)
    """The default identity."""

    @property
    def spec(self) -> Path:
        return self.folder / "openapi.yaml"

    def fresh(self) -> Any:
        """The app, made anew with empty hands."""
        name = "_".join(("rule_fixture", *self.folder.parts[-2:]))
        made = importlib.util.spec_from_file_location(name, self.folder / "app.py")
        assert made is not None
        assert made.loader is not None
        module = importlib.util.module_from_spec(made)
        # Litestar reads the annotations of its handlers in the module that holds them.
        sys.modules[name] = module
        made.loader.exec_module(module)
        return module.app


def fixture_app(code: str, side: str) -> FixtureApp:
    """The app of `FOLDER/code/side`, `side` being `drift` or `agrees`."""
    folder = FOLDER / code / side
    settings = folder / "settings.json"
    return FixtureApp(folder=folder, **(json.loads(settings.read_text()) if settings.exists() else {}))


def examine(app: FixtureApp, *, seed: int = 0, max_examples: int = 40) -> list[Finding]:
    """All findings of a whole run, notes included."""
    run = Run(Settings(spec=str(app.spec), seed=seed, max_examples=max_examples), load(str(app.spec)))
    try:
        run.attach(app.fresh(), headers=app.headers)
        outcomes = [run.examine(operation, reset=None) for operation in run.document.operations]
        outcomes.append(run.examine_api())
    finally:
        run.close()
    return [finding for outcome in outcomes for finding in outcome.findings]


def weighty(findings: list[Finding]) -> list[Finding]:
    """Those that a team has to look at."""
    return [finding for finding in findings if finding.severity >= Severity.WARNING]


def spelled(findings: list[Finding]) -> list[str]:
    """Findings as lines that a failing test shows."""
    return [f"{finding.code} {finding.operation or ''} [{finding.key}] {finding.message}" for finding in findings]
