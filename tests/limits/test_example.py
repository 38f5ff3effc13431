"""The example app with its design document: ten reports an hour for each client."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from fixtures.reports_app import app as clean
from fixtures.reports_app import drifted

from pytest_contract.design.read import read_text
from pytest_contract.findings import Severity
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

SPEC, DESIGN = Path("fixtures/specs/reports.yaml"), Path("fixtures/reports_app/design.md")


def outcomes(app: object, *, seed: int = 0) -> list[Outcome]:
    """What came of each operation, with the limit as the only claim."""
    claims = [
        claim
        for claim in read_text(DESIGN.read_text(encoding="utf-8"), str(DESIGN)).claims
        if claim.kind == "rate_limit"
    ]
    run = Run(Settings(spec=str(SPEC), seed=seed, max_examples=30), load(str(SPEC)), claims)
    try:
        run.attach(app, headers={})
        return [run.examine(operation, reset=None) for operation in run.document.operations]
    finally:
        run.close()


def codes(found: list[Outcome]) -> list[str]:
    weighty = (each for outcome in found for each in outcome.findings if each.severity > Severity.NOTE)
    return sorted(f"{finding.code} {finding.operation}" for finding in weighty)


@cache
def of_the_drifted_one() -> list[Outcome]:
    return outcomes(drifted.create_app())


def test_every_declared_status_is_reached() -> None:
    summaries = [summary for outcome in outcomes(clean.create_app()) for summary in outcome.summaries]
    assert [status.status for summary in summaries for status in summary.statuses if not status.observed] == []


@pytest.mark.parametrize("seed", range(5))
def test_the_right_limit_gives_no_finding(seed: int) -> None:
    assert codes(outcomes(clean.create_app(), seed=seed)) == []


@pytest.mark.parametrize(("limit", "code"), [(3, "CT502"), (9, "CT502"), (11, "CT503"), (1000, "CT501")])
def test_another_limit_is_named(limit: int, code: str) -> None:
    assert codes(outcomes(clean.create_app(limit=limit))) == [f"{code} POST /api/v2/reports"]


def test_the_answer_that_lost_its_header_is_named() -> None:
    assert "CT104 POST /api/v2/reports" in codes(of_the_drifted_one())


def test_the_claim_is_kept() -> None:
    by_operation = [each for outcome in outcomes(clean.create_app()) for each in outcome.standings.values()]
    stood = [standing for standings in by_operation for standing in standings]
    assert {standing.verdict for standing in stood} == {"kept"}
