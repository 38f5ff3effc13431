"""Each rule fires on its drift, alone and where it should, and is silent on the nearest miss."""

from __future__ import annotations

from functools import cache

import pytest
from fixture_pairs import CODES, FixtureApp, examine, fixture_app, spelled, weighty

from pytest_contract.findings import Finding
from pytest_contract.spec import load

SEEDS = (0, 7)
ELSEWHERE = {"CT302": "GET /debug/users", "CT601": "DELETE /jobs/{jobId}", "CT903": "None"}
"""Where a rule speaks of what the spec doesn't have."""
AGREES = [pytest.param(code, seed, id=f"{code}-seed-{seed}") for code in CODES for seed in SEEDS]


@cache
def found_on_drift(code: str) -> list[Finding]:
    return examine(fixture_app(code, "drift"))


def first_operation(app: FixtureApp) -> str:
    """By convention a fixture's drift is on the first operation of its spec."""
    return load(str(app.spec)).operations[0].label


@pytest.mark.parametrize("code", CODES)
def test_drift_is_found_on_its_operation(code: str) -> None:
    places = {str(finding.operation) for finding in found_on_drift(code) if finding.code == code}
    assert places == {ELSEWHERE.get(code) or first_operation(fixture_app(code, "drift"))}


@pytest.mark.parametrize("code", CODES)
def test_drift_is_one_finding(code: str) -> None:
    found = found_on_drift(code)
    of_code = [finding for finding in found if finding.code == code]
    others = [finding for finding in weighty(found) if finding.code != code]
    assert (spelled(others), len(of_code)) == ([], 1), spelled(of_code)


@pytest.mark.parametrize(("code", "seed"), AGREES)
def test_near_miss_gives_no_finding(code: str, seed: int) -> None:
    found = examine(fixture_app(code, "agrees"), seed=seed)
    of_code = [finding for finding in found if finding.code == code]
    assert spelled([*weighty(found), *of_code]) == []
