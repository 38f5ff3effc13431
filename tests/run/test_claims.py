"""Claims: whose they are, how their standings add up, and how outcomes carry them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports.made import findings, summaries

from pytest_contract.design import Claim
from pytest_contract.findings import OperationKey
from pytest_contract.rules.owners import Owners
from pytest_contract.rules.standing import Standing
from pytest_contract.run.claims import standing_of, unclaimed
from pytest_contract.run.outcome import Outcome
from pytest_contract.spec import Document, load

standings = st.builds(
    Standing,
    claim=st.just("design.md::L1"),
    verdict=st.sampled_from(["kept", "broken", "unreached", "not_verifiable"]),
    seen=st.integers(0, 9),
    reason=st.sampled_from(["", "a", "b"]),
)
outcomes = st.builds(
    Outcome,
    findings=st.lists(findings, max_size=2).map(tuple),
    summary=st.none() | summaries,
    examined=st.lists(summaries, max_size=2).map(tuple),
    standings=st.dictionaries(st.sampled_from(["", "GET /a"]), st.lists(standings, max_size=2).map(tuple)),
)
few = settings(max_examples=60, deadline=None, database=None)


@given(
    st.lists(standings, min_size=1, max_size=4).flatmap(lambda each: st.tuples(st.just(each), st.permutations(each)))
)
@few
def test_standings_add_up_in_any_order(pair: tuple[list[Standing], list[Standing]]) -> None:
    one, other = ({str(at): (each,) for at, each in enumerate(order)} for order in pair)
    assert standing_of("design.md::L1", one) == standing_of("design.md::L1", other)


@given(outcomes)
@few
def test_outcomes_with_claims_survive_json(outcome: Outcome) -> None:
    assert Outcome.from_builtins(json.loads(json.dumps(outcome.to_builtins()))) == outcome


def test_a_claim_that_nothing_was_learned_of_was_not_run() -> None:
    assert standing_of("design.md::L1", {}) == Standing(claim="design.md::L1", verdict="unreached", reason="not run")


@given(findings)
@few
def test_a_finding_is_told_where_its_claim_is_not(finding: object) -> None:
    outcome = Outcome(findings=(replace(finding, claims=("a", "b")),))  # type: ignore[type-var]
    assert unclaimed(outcome, {"b"}) == outcome
    assert unclaimed(outcome, {"a"}).findings == ()


PATHS = """
openapi: 3.0.3
info: {title: Shop, version: "1"}
servers: [{url: https://shop.example/v1}]
paths:
  /users: {get: {responses: {"200": {description: ""}}}, post: {responses: {"201": {description: ""}}}}
  /users/{id}: {get: {responses: {"200": {description: ""}}}}
  /users/me: {get: {responses: {"200": {description: ""}}}}
"""


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    file = Path(tmp_path_factory.mktemp("owners"), "openapi.yaml")
    file.write_text(PATHS)
    return load(str(file))


@pytest.mark.parametrize(
    ("named", "meant"),
    [
        pytest.param("GET /users/{userId}", ["GET /users/{id}"], id="another-parameter-name"),
        pytest.param("GET /users/:id", ["GET /users/{id}"], id="another-spelling"),
        pytest.param("GET /v1/users/{id}", ["GET /users/{id}"], id="below-the-base-path"),
        pytest.param("GET /api/v1/users/{id}/", ["GET /users/{id}"], id="below-a-prefix"),
        pytest.param("GET /users/me", ["GET /users/me"], id="literal-before-template"),
        pytest.param("GET /users/42", ["GET /users/{id}"], id="example-of-a-key"),
        pytest.param("GET /users/all", [], id="no-example-of-a-key"),
        pytest.param("DELETE /users/{id}", [], id="another-method"),
        pytest.param("GET /admin/users", [], id="another-folder"),
        pytest.param("GET /v2/users", [], id="another-version"),
        pytest.param("* /users", ["GET /users", "POST /users"], id="any-method"),
        pytest.param("GET /users/*", ["GET /users", "GET /users/{id}", "GET /users/me"], id="all-below"),
    ],
)
def test_a_document_means_an_operation_whatever_its_spelling(document: Document, named: str, meant: list[str]) -> None:
    assert [each.label for each in Owners(document).of(OperationKey(*named.split(" ")))] == meant


def test_a_promise_on_the_whole_api_is_on_no_operation(document: Document) -> None:
    claim = Claim(kind="status", file="design.md", line=1, text="404", value={"status": "404"})
    assert not Owners(document).is_on(claim, document.operations[0])
