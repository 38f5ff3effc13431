"""What one request stores and another can't read: found once, with the sequence that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest
from examination import examine, spelled
from fixtures.apps.poison.app import create_app
from fixtures.apps.poison.drifts import DRIFTS

from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

SPEC = Path("fixtures/apps/poison/openapi.yaml")


@pytest.mark.parametrize("seed", range(5))
def test_an_app_that_reads_what_it_stores_gives_no_finding(seed: int) -> None:
    assert spelled(examine(SPEC, create_app(), headers={}, seed=seed)) == []


@pytest.mark.parametrize(("drift", "code", "operation"), [(drift, *found) for drift, found in DRIFTS.items()])
def test_a_stored_value_that_breaks_a_reading_for_good_is_one_finding(drift: str, code: str, operation: str) -> None:
    (found,) = examine(SPEC, create_app(drift), headers={})
    assert (found.code, str(found.operation)) == (code, operation)


def test_the_finding_shows_what_was_stored_and_then_the_reading() -> None:
    (found,) = examine(SPEC, create_app("email_breaks_list"), headers={}, only="POST /contacts")
    assert found.evidence is not None
    (stored,) = found.evidence.sequence
    assert (stored.startswith("curl -i -X POST"), found.evidence.curl) == (
        True,
        "curl -i http://localhost:8000/contacts",
    )


def test_without_a_reset_it_is_said_that_the_request_is_not_known() -> None:
    run = Run(Settings(spec=str(SPEC)), load(str(SPEC)))
    run.attach(create_app("email_breaks_list"), headers={})
    (operation,) = (each for each in run.document.operations if each.label == "POST /contacts")
    messages = [each.message for each in run.examine(operation, reset=None).findings if each.code == "CT105"]
    run.close()
    assert messages == ["stores what makes GET /contacts fail from then on; it isn't known which of its requests did."]


@pytest.mark.parametrize(
    ("drift", "remarks"), [(None, ()), ("check_wipes", ("took away what POST /contacts had made",))]
)
def test_a_reading_that_wipes_what_the_app_holds_is_named(drift: str | None, remarks: tuple[str, ...]) -> None:
    app = create_app(drift)
    run = Run(Settings(spec=str(SPEC)), load(str(SPEC)))
    run.attach(app, headers={})
    (operation,) = (each for each in run.document.operations if each.label == "GET /contacts/check")
    summary = run.examine(operation, reset=app.extensions["reset"]).summary
    run.close()
    assert summary is not None
    assert summary.remarks == remarks
