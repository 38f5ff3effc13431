"""A planted drift is found on its operation, under its code, and nothing else is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from examination import examine, spelled
from fixtures.apps.shelf import NAMES, ShelvedApp, shelved
from fixtures.reports_app import drifted

from pytest_contract.findings import Finding

APPS = [shelved(name) for name in NAMES]
DRIFTS = [
    pytest.param(app, drift, code, operation, id=f"{app.name}-{code}-{drift}")
    for app in APPS
    for drift, (code, operation) in app.drifts.items()
]
SPEC_DRIFTS = [
    pytest.param(app, file, code, operation, id=f"{app.name}-{code}-{file}")
    for app in APPS
    for file, (code, operation) in app.spec_drifts.items()
]
IN_EXAMPLE = {
    ("CT101", "POST /api/v2/reports"),
    ("CT103", "POST /api/v2/reports"),
    ("CT104", "POST /api/v2/reports"),
    ("CT105", "POST /api/v2/reports"),
    ("CT201", "POST /api/v2/reports"),
    ("CT102", "GET /api/v2/reports/{jobId}"),
    ("CT103", "GET /api/v2/reports/{jobId}"),
    ("CT302", None),
}


# What was never stored can't be reached: every other test says so, and can't know why.
CONSEQUENCES = {"CT106": ("CT901",)}


def assert_one_cause(found: list[Finding], code: str, operation: str | None) -> None:
    """The code is found on the operation, and no other cause is named."""
    strays = [
        finding
        for finding in found
        if (finding.code != code or (operation is not None and str(finding.operation) != operation))
        and finding.code not in CONSEQUENCES.get(code, ())
    ]
    assert (spelled(strays), code in {finding.code for finding in found}) == ([], True)


@pytest.mark.parametrize(("app", "drift", "code", "operation"), DRIFTS)
def test_planted_drift_is_found(app: ShelvedApp, drift: str, code: str, operation: str | None) -> None:
    only = None if app.name in ("catalog", "events") else operation or "none"
    found = examine(app.spec, app.create_app(drift), headers=app.headers, only=only)
    assert_one_cause(found, code, operation)


@pytest.mark.parametrize(("app", "file", "code", "operation"), SPEC_DRIFTS)
def test_drifted_spec_is_found(app: ShelvedApp, file: str, code: str, operation: str | None) -> None:
    found = examine(app.spec.with_name(file), app.create_app(None), headers=app.headers)
    assert_one_cause(found, code, operation)


def test_every_drift_of_the_example_is_found() -> None:
    found = examine(Path("fixtures/specs/reports.yaml"), drifted.create_app(), headers={})
    named = {(finding.code, None if finding.code == "CT302" else str(finding.operation)) for finding in found}
    assert named == IN_EXAMPLE
