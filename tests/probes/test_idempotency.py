"""A repeated command has one effect and one answer: where a design says so."""

from __future__ import annotations

from typing import Any

import pytest
from paid_once import create_app, spec
from promised import SEEDS, examined, found, promise, standings

PAY = promise("idempotency", "POST /payments", header="Idempotency-Key", replay="same", conflict_status="422")
DEPOSIT = promise("idempotency", "POST /accounts/{id}/deposits", line=8, header="Idempotency-Key", replay="same")
EVERYWHERE = promise("idempotency", text="All POST requests take an Idempotency-Key.", header="Idempotency-Key")
NOT_SO = promise("idempotency", "POST /payments", text="Paying is not idempotent.", negated=True)


def run(fault: str | None = None, *claims: Any, declares_key: bool = True, **more: Any) -> Any:
    return examined(create_app(fault), spec(declares_key=declares_key), claims or (PAY, DEPOSIT), **more)


@pytest.mark.parametrize("seed", SEEDS)
def test_idempotent_app_gives_no_finding(seed: int) -> None:
    outcomes = run(seed=seed)
    assert found(outcomes) == []
    assert [standings(outcomes, claim).verdict for claim in (PAY, DEPOSIT)] == ["kept", "kept"]


FAULTS = [
    pytest.param(
        "ignores-key", {"CT706 POST /payments second-effect", "CT706 POST /payments another-body"}, id="ignored"
    ),
    pytest.param("pays-again", {"CT706 POST /payments second-effect"}, id="paid-again"),
    pytest.param("other-status", {"CT706 POST /payments replay-status"}, id="other-status"),
    pytest.param("refuses-replay", {"CT706 POST /payments replay-status"}, id="refused"),
    pytest.param("forgets-answer", {"CT706 POST /payments replay-answer"}, id="forgotten"),
    pytest.param("accepts-another-body", {"CT706 POST /payments another-body"}, id="another-body"),
    pytest.param("wrong-conflict", {"CT706 POST /payments another-body"}, id="wrong-conflict"),
]


@pytest.mark.parametrize(("fault", "expected"), FAULTS)
def test_broken_promise_is_found(fault: str, expected: set[str]) -> None:
    outcomes = run(fault, PAY, only="POST /payments")
    assert (set(found(outcomes)), standings(outcomes, PAY).verdict) == (expected, "broken")


@pytest.mark.parametrize("fault", ["ignores-key", "pays-again"])
def test_second_effect_is_seen_where_only_a_number_shows_it(fault: str) -> None:
    expected = ["CT706 POST /accounts/{id}/deposits second-effect"]
    assert found(run(fault, DEPOSIT, only="POST /accounts/{id}/deposits")) == expected


def test_what_another_body_is_answered_is_the_designs_to_say() -> None:
    silent = promise("idempotency", "POST /payments", header="Idempotency-Key", replay="same")
    assert found(run("accepts-another-body", silent)) == []


def test_promise_for_all_is_for_those_that_declare_the_key() -> None:
    assert found(run("ignores-key", EVERYWHERE, only="POST /accounts")) == []
    assert found(run("ignores-key", EVERYWHERE, only="POST /payments")) == ["CT706 POST /payments second-effect"]


def test_promise_for_all_is_for_all_creations_where_the_spec_knows_no_key() -> None:
    expected = ["CT706 POST /payments second-effect"]
    assert found(run("ignores-key", EVERYWHERE, only="POST /payments", declares_key=False)) == expected


def test_nothing_is_repeated_where_nothing_is_promised() -> None:
    assert found(examined(create_app("ignores-key"), spec(), ())) == []


def test_denied_idempotency_is_kept_by_two_effects() -> None:
    outcomes = run(None, NOT_SO, declares_key=False)
    assert (found(outcomes), standings(outcomes, NOT_SO).verdict) == ([], "kept")


def test_key_is_the_one_that_another_sentence_names() -> None:
    conflict = promise(
        "idempotency", "POST /payments", text="Another body is answered with 422.", conflict_status="422"
    )
    claims = (EVERYWHERE, conflict)
    assert found(run("wrong-conflict", *claims, declares_key=False)) == ["CT706 POST /payments another-body"]
