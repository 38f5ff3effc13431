"""The example's design document beside its spec and its app, and beside the twin that drifted."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from examination import spelled
from fixtures.reports_app import app, drifted

from pytest_contract.findings import Finding, Severity
from pytest_contract.run.claims import standing_of
from pytest_contract.run.design_reading import read_document
from pytest_contract.run.designs import Designs
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

SPEC, DESIGN = "fixtures/specs/reports.yaml", Path("fixtures/reports_app/design.md")
ASK, POLL = "POST /api/v2/reports", "GET /api/v2/reports/{jobId}"


@cache
def checked(*, is_drifted: bool) -> tuple[list[Finding], dict[str, str]]:
    """All findings of a run on the example, and the verdict on each claim by its title."""
    design = read_document(DESIGN)
    run = Run(Settings(spec=SPEC), load(SPEC), design.claims, design.unread)
    target = (drifted if is_drifted else app).create_app()
    try:
        run.attach(target, headers={})
        examined = {each.label: run.examine(each, reset=target.state.reset) for each in run.document.operations}
        outcomes = [run.examine_claim(claim, lambda operation: examined[operation.label]) for claim in design.claims]
        found = [
            finding for outcome in (*examined.values(), *outcomes, run.examine_design()) for finding in outcome.findings
        ]
    finally:
        run.close()
    verdicts = {
        claim.title: standing_of(claim.id, outcome.standings).verdict
        for claim, outcome in zip(design.claims, outcomes, strict=True)
    }
    return list({finding.fingerprint: finding for finding in found}.values()), verdicts


def test_the_example_says_the_same_three_times() -> None:
    found, verdicts = checked(is_drifted=False)
    assert spelled(finding for finding in found if finding.severity > Severity.NOTE) == []
    assert "broken" not in verdicts.values()


def test_most_of_what_the_example_promises_is_seen() -> None:
    _, verdicts = checked(is_drifted=False)
    open_ = {title for title, verdict in verdicts.items() if verdict != "kept"}
    assert len(open_) < len(verdicts) / 4, open_


def test_the_example_agrees_with_its_spec_without_an_app() -> None:
    design = read_document(DESIGN)
    assert spelled(Designs(load(SPEC), design.claims, design.unread).drift()) == []


@pytest.mark.parametrize(
    ("code", "operation", "promise"),
    [
        pytest.param("CT104", ASK, "Retry-After on 429", id="retry-after-is-lost"),
        pytest.param("CT102", POLL, "Every error is a JSON object", id="an-error-in-plain-text"),
    ],
)
def test_a_drift_names_the_promise_that_it_breaks(code: str, operation: str, promise: str) -> None:
    found, _ = checked(is_drifted=True)
    (finding,) = [each for each in found if each.code == code and str(each.operation) == operation]
    claims = {claim.id: claim for claim in read_document(DESIGN).claims}
    assert promise in f"{finding.claims[0]} {claims[finding.claims[0]].text}"


def test_a_code_that_no_document_names_is_no_second_finding_beside_its_status() -> None:
    found, _ = checked(is_drifted=True)
    assert [finding.code for finding in found if finding.key.startswith("403")] == ["CT101"]
