"""The fixture folders: for each rule an app that drifts and one that nearly does."""

from __future__ import annotations

import importlib.util
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytest_contract.findings import Finding, Severity
from pytest_contract.run.design_reading import read_document
from pytest_contract.run.designs import DesignDocument
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
    identities: dict[str, dict[str, str]] = field(default_factory=dict)
    """Several, each with its headers, the default one first."""

    @property
    def spec(self) -> Path:
        return self.folder / "openapi.yaml"

    @property
    def designs(self) -> tuple[DesignDocument, ...]:
        """The design document, where the fixture has one."""
        file = self.folder / "design.md"
        return (read_document(file),) if file.exists() else ()

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
    claims = [claim for design in app.designs for claim in design.claims]
    unread = [line for design in app.designs for line in design.unread]
    settings = Settings(spec=str(app.spec), seed=seed, max_examples=max_examples)
    run = Run(settings, load(str(app.spec)), claims, unread)
    try:
        run.attach(app.fresh(), headers=app.headers, identities=app.identities or None)
        examined = {each.label: run.examine(each, reset=None) for each in run.document.operations}
        outcomes = [*examined.values(), run.examine_api(), run.examine_design()]
        outcomes += [run.examine_claim(claim, lambda operation: examined[operation.label]) for claim in claims]
    finally:
        run.close()
    found = [finding for outcome in outcomes for finding in outcome.findings]
    # A claim's test tells again what its operation's test would.
    return list({finding.fingerprint: finding for finding in found}.values())


def weighty(findings: list[Finding]) -> list[Finding]:
    """Those that a team has to look at."""
    return [finding for finding in findings if finding.severity >= Severity.WARNING]


def spelled(findings: list[Finding]) -> list[str]:
    """Findings as lines that a failing test shows."""
    return [f"{finding.code} {finding.operation or ''} [{finding.key}] {finding.message}" for finding in findings]
