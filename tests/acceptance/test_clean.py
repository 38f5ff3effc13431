"""An app that keeps its contract is told so, whatever the seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from examination import examine, spelled
from fixtures.apps.shelf import NAMES, shelved
from fixtures.reports_app.app import create_app

SEEDS = range(5)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", NAMES)
def test_clean_app_gives_no_finding(name: str, seed: int) -> None:
    app = shelved(name)
    assert spelled(examine(app.spec, app.create_app(None), headers=app.headers, seed=seed)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_example_app_gives_no_finding(seed: int) -> None:
    spec = Path("fixtures/specs/reports.yaml")
    assert spelled(examine(spec, create_app(), headers={}, seed=seed)) == []


@pytest.mark.parametrize("seed", SEEDS)
def test_declared_limit_that_a_run_meets_gives_no_finding(seed: int) -> None:
    spec = Path("fixtures/specs/reports.yaml")
    assert spelled(examine(spec, create_app(limit=3), headers={}, seed=seed)) == []
