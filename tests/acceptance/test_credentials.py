"""An app whose logins expire, and are easily lost: runs go on, and nothing that the harness did is the app's fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from examination import spelled
from fixtures.apps.accounts.app import create_app, log_in
from fixtures.apps.accounts.drifts import DRIFTS, IDENTITIES

from pytest_contract.findings import Severity
from pytest_contract.run.order import in_testing_order
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

SPEC = str(Path("fixtures/apps/accounts/openapi.yaml"))
MOST_LOST = 0.02


def run_on(
    app: Any, *, seed: int = 0, identities: Any = IDENTITIES, only: str | None = None, has_reset: bool = True
) -> list[Outcome]:
    run = Run(Settings(spec=SPEC, seed=seed), load(SPEC))
    run.attach(app, headers={}, identities=identities)
    reset = app.state.reset if has_reset else None
    try:
        chosen = in_testing_order(run.document.operations)
        return [run.examine(each, reset=reset) for each in chosen if only in (None, each.label)]
    finally:
        run.close()


def warned(outcomes: list[Outcome]) -> list[str]:
    return spelled(each for outcome in outcomes for each in outcome.findings if each.severity >= Severity.WARNING)


def remarks(outcomes: list[Outcome]) -> list[str]:
    return [remark for each in outcomes if each.summary is not None for remark in each.summary.remarks]


@pytest.mark.parametrize("seed", range(5))
def test_a_run_that_loses_its_login_again_and_again_gives_no_finding_and_loses_few_requests(seed: int) -> None:
    app = create_app()
    outcomes = run_on(app, seed=seed)
    assert warned(outcomes) == []
    assert app.state.outlived / app.state.asked <= MOST_LOST


@pytest.mark.parametrize(("drift", "code", "operation"), [(drift, *found) for drift, found in DRIFTS.items()])
def test_a_planted_drift_is_found_behind_a_login(drift: str, code: str, operation: str) -> None:
    (line,) = warned(run_on(create_app(drift), only=operation))
    assert line.startswith(f"{code} {operation} ")


LOSSES = [
    pytest.param("POST /logout", "took the credential of 'ada' away; it was renewed*", id="logout"),
    pytest.param("DELETE /me", "took the credential of 'ada' away; it was renewed*", id="account"),
    pytest.param(
        "PATCH /me",
        "took rights of the credential of 'ada' away (GET /accounts was then answered 403)*",
        id="role",
    ),
    pytest.param("PUT /me/password", "took the credential of 'ada' away*", id="password"),
]


@pytest.mark.parametrize(("operation", "told"), LOSSES)
def test_the_request_that_took_the_credential_away_is_named(operation: str, told: str) -> None:
    found = remarks(run_on(create_app(), only=operation))
    assert any(remark.startswith(told.rstrip("*")) for remark in found), found


def test_a_login_that_only_expires_is_no_request_s_fault() -> None:
    assert remarks(run_on(create_app(lifetime=10), only="POST /notes")) == []


def test_where_nothing_brings_an_account_back_it_is_one_finding_and_not_one_for_each_operation() -> None:
    outcomes = run_on(create_app(), identities={"ada": log_in}, has_reset=False)
    causes = {each.cause for outcome in outcomes for each in outcome.findings if each.severity >= Severity.WARNING}
    assert len(causes) <= 1


@pytest.mark.parametrize("identities", [{}, {"eve": {"Authorization": "Bearer forged-token"}}], ids=["none", "wrong"])
def test_no_credential_that_works_ends_with_one_finding_for_all_operations(identities: Any) -> None:
    outcomes = run_on(create_app(), identities=identities)
    found = [each for outcome in outcomes for each in outcome.findings if each.severity >= Severity.WARNING]
    assert {(each.code, each.cause) for each in found} == {("CT901", "not-exercised:401")}
