"""Apps with state: they keep their contracts, and all that they declare is reached."""

from __future__ import annotations

from functools import cache

import pytest
from examination import spelled
from fixtures.apps.reach import NAMES, reachable
from fixtures.apps.shelf import reset_of

from pytest_contract.findings import Severity
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

SEEDS = range(5)
PURSUED = {"401", "403", "404", "405", "406", "409", "410", "412", "415", "422", "428"}


@cache
def outcomes(name: str, seed: int) -> tuple[Outcome, ...]:
    """Every operation of the app, each on its own: the app is emptied before each."""
    ours = reachable(name)
    app = ours.create_app()
    run = Run(Settings(spec=str(ours.spec), seed=seed), load(str(ours.spec)))
    try:
        run.attach(app, headers=ours.headers, identities=ours.identities or None)
        examined = [run.examine(operation, reset=reset_of(app)) for operation in run.document.operations]
        return (*examined, run.examine_api())
    finally:
        run.close()


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", NAMES)
def test_app_with_state_gives_no_finding(name: str, seed: int) -> None:
    found = [finding for outcome in outcomes(name, seed) for finding in outcome.findings]
    assert spelled(finding for finding in found if finding.severity >= Severity.WARNING) == []


def unreached(name: str, seed: int) -> list[str]:
    """The declared successes and errors of clients that a run of each operation on its own didn't see."""
    return [
        f"{outcome.summary.operation} {each.status}"
        for outcome in outcomes(name, seed)
        for each in (outcome.summary.statuses if outcome.summary else ())
        if each.declared_in and not each.observed and (each.status.startswith("2") or each.status in PURSUED)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_declared_status_is_reached(name: str) -> None:
    assert unreached(name, seed=0) == []
