"""The error catalogue of a design document as an oracle, on evidence made by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from handmade import document, evidence, keys, sent

from pytest_contract.design import Claim
from pytest_contract.exchange import Intent, Response
from pytest_contract.findings import OperationKey
from pytest_contract.rules.error_codes import is_same, place_of_codes
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.naming import named
from pytest_contract.rules.registry import BY_CODE
from pytest_contract.rules.rule import OperationRule
from pytest_contract.rules.verdicts import standing

READ = OperationKey("GET", "/jobs/{id}")


def claim(kind: Any, line: int = 1, **value: Any) -> Claim:
    """A promise on GET /jobs/{id}."""
    return Claim(kind=kind, file="design.md", line=line, text="as it stands there", operation=READ, value=value)


def said(status: int, **body: Any) -> Response:
    return Response(status=status, headers=(("Content-Type", "application/json"),), body=json.dumps(body).encode())


def learned(*answers: Response, claims: tuple[Claim, ...], **more: Any) -> OperationEvidence:
    """What was answered to valid requests, and what the design promises."""
    spec = document("/jobs/{id}", ["200", "404", "400"])
    exchanges = [sent(f"/jobs/{number}", answer, number=number) for number, answer in enumerate(answers, 1)]
    return evidence(spec, *exchanges, claims=claims, catalogue=claims, **more)


NOT_FOUND = claim("error_code", code="JOB_NOT_FOUND", status="404")


class TestPlaceOfCodes:
    @pytest.mark.parametrize(
        ("body", "place"),
        [
            pytest.param({"code": "JOB_NOT_FOUND"}, "/code", id="flat"),
            pytest.param({"error": {"type": "JOB_NOT_FOUND", "code": 404}}, "/error/type", id="nested"),
            pytest.param({"errors": [{"id": "JOB_NOT_FOUND"}]}, "/errors/*/id", id="in-a-list"),
        ],
    )
    def test_it_is_where_a_promised_code_was_seen(self, body: dict[str, Any], place: str) -> None:
        found = place_of_codes(learned(said(404, **body), claims=(NOT_FOUND,)))
        assert found is not None
        assert (found.pointer, found.is_certain) == (place, True)

    def test_it_is_where_the_document_says(self) -> None:
        told = claim("error_format", code_at="/fault/name", members=["/fault/name"])
        found = place_of_codes(learned(said(404, code="JOB_NOT_FOUND"), claims=(NOT_FOUND, told)))
        assert found is not None
        assert found.pointer == "/fault/name"

    def test_the_user_has_the_last_word(self) -> None:
        found = place_of_codes(learned(said(404, code="JOB_NOT_FOUND"), claims=(NOT_FOUND,), code_at="/why"))
        assert found is not None
        assert found.pointer == "/why"

    def test_what_bodies_have_in_common_is_a_guess(self) -> None:
        found = place_of_codes(learned(said(404, code="GONE"), claims=(NOT_FOUND,)))
        assert found is not None
        assert not found.is_certain


class TestUndeclaredErrorCode:
    def test_a_code_that_no_document_names_is_found(self) -> None:
        both = (said(404, code="JOB_NOT_FOUND"), said(400, code="BAD_ID"))
        assert keys("CT701", learned(*both, claims=(NOT_FOUND,))) == ["400:BAD_ID"]

    def test_a_guessed_place_accuses_nobody(self) -> None:
        assert keys("CT701", learned(said(400, code="BAD_ID"), claims=(NOT_FOUND,))) == []

    def test_an_operation_without_promised_codes_is_left_alone(self) -> None:
        assert keys("CT701", learned(said(400, code="BAD_ID"), claims=(), code_at="/code")) == []

    def test_a_problem_type_is_known_by_its_end(self) -> None:
        assert is_same("https://shop.example/problems/out-of-stock", "out-of-stock")
        assert not is_same("https://shop.example/problems/out-of-stock", "stock")


def test_a_code_under_another_status_names_its_claim() -> None:
    both = (said(404, code="JOB_NOT_FOUND"), said(400, code="JOB_NOT_FOUND"))
    evidence_ = learned(*both, claims=(NOT_FOUND,))
    rule = BY_CODE["CT702"]
    assert isinstance(rule, OperationRule)
    (finding,) = rule.check(evidence_)
    assert (finding.key, finding.claims) == ("400:JOB_NOT_FOUND", (NOT_FOUND.id,))


class TestDeclaredErrorNotReturned:
    @staticmethod
    def pursued(answer: int, *, is_certain: bool = True, **value: Any) -> list[str]:
        """The findings after one attempt to see 404."""
        intent = Intent(kind="pursuit", phase="pursuit", status=404, probe="an unknown key", is_certain=is_certain)
        spec = document("/jobs/{id}", ["200", "404"])
        exchange, verdict = sent("/jobs/7", answer, kind="pursuit", verdict="valid")
        promise = claim("status", status="404", **value)
        return keys("CT703", evidence(spec, (replace(exchange, intent=intent), verdict), claims=(promise,)))

    def test_what_should_have_been_refused_and_was_not_is_found(self) -> None:
        assert self.pursued(200, condition="the job is unknown") == ["404"]

    def test_an_attempt_that_is_not_certain_accuses_nobody(self) -> None:
        assert self.pursued(200, is_certain=False) == []

    def test_another_condition_accuses_nobody(self) -> None:
        assert self.pursued(200, condition="the job is older than 30 days") == []

    def test_a_refusal_that_hides_the_answer_accuses_nobody(self) -> None:
        assert self.pursued(401) == []

    def test_the_promised_answer_is_no_finding(self) -> None:
        assert self.pursued(404) == []


class TestDeclaredRefusals:
    """A schema-valid request that is refused as the design says is no CT202."""

    @staticmethod
    def rejected(*claims: Claim) -> list[str]:
        spec = document("/jobs/{id}", ["200", "400"])
        refusal = said(400, code="TOO_LATE")
        return keys(
            "CT202",
            evidence(
                spec,
                sent("/jobs/1", 200, number=1),
                sent("/jobs/2", refusal, number=2),
                sent("/jobs/3", refusal, number=3, kind="invalid", is_isolated=True),
                claims=claims,
            ),
        )

    def test_without_a_design_it_is_one(self) -> None:
        assert self.rejected() == ["400"]

    def test_a_code_with_a_reason_of_its_own_explains_it(self) -> None:
        assert self.rejected(claim("error_code", code="TOO_LATE", status="400", condition="the job has ended")) == []

    def test_a_code_for_malformed_requests_explains_nothing(self) -> None:
        promise = claim("error_code", code="TOO_LATE", status="400", condition="the body is malformed")
        assert self.rejected(promise) == ["400"]

    def test_a_code_under_another_status_explains_nothing(self) -> None:
        assert self.rejected(claim("error_code", code="TOO_LATE", status="409")) == ["400"]


@pytest.mark.parametrize(
    ("promise", "verdict"),
    [
        pytest.param(claim("status", status="404"), "kept", id="status"),
        pytest.param(claim("status", status="4xx"), "kept", id="range"),
        pytest.param(claim("status", status="409"), "unreached", id="status-unseen"),
        pytest.param(claim("status", status="403", negated=True), "not_verifiable", id="absence"),
        pytest.param(NOT_FOUND, "kept", id="code"),
        pytest.param(claim("error_code", code="JOB_NOT_FOUND", status="400"), "unreached", id="code-of-another-status"),
        pytest.param(claim("error_format", members=["/code"]), "kept", id="format"),
        pytest.param(claim("field", name="items[].id"), "kept", id="field"),
        pytest.param(claim("field", name="owner"), "unreached", id="field-unseen"),
        pytest.param(claim("parameter", name="id"), "kept", id="parameter"),
        pytest.param(claim("header", name="content-type", on="200"), "kept", id="header"),
        pytest.param(claim("header", name="ETag"), "unreached", id="header-unseen"),
        pytest.param(claim("auth", required=True), "unreached", id="auth-untried"),
        pytest.param(claim("operation"), "kept", id="operation"),
    ],
)
def test_a_claim_stands_as_the_answers_show(promise: Claim, verdict: str) -> None:
    answers = (said(404, code="JOB_NOT_FOUND"), said(200, items=[{"id": 7}]))
    assert standing(promise, learned(*answers, claims=(promise,))).verdict == verdict


def test_a_lost_header_breaks_the_promise_of_it() -> None:
    promise = claim("header", name="Retry-After", on="429")
    rule = BY_CODE["CT105"]
    assert isinstance(rule, OperationRule)
    evidence_ = learned(claims=(promise,))
    lost = rule.finding(evidence_, key="429:retry-after:missing", message="", remedy="")
    (finding,) = named([replace(lost, code="CT104")], evidence_)
    assert finding.claims == (promise.id,)
    assert str(finding.locations[0]) == "design.md:1"


class TestAnswersOfARouter:
    """What a router answers shows nothing of an operation that may not be there."""

    NOWHERE = Response(status=404, headers=(("Content-Type", "text/plain"),), body=b"Not Found")

    def verdict(self, *answers: int | Response, **more: Any) -> str:
        promise = claim("status", status="404")
        spec = document("/jobs/{id}", ["200", "404"])
        sent_ = [sent(f"/jobs/{number}", answer, number=number) for number, answer in enumerate(answers, 1)]
        return standing(
            promise, evidence(spec, *sent_, around={"nowhere": self.NOWHERE}, claims=(promise,), **more)
        ).verdict

    def test_they_do_not_show_a_promised_404(self) -> None:
        assert self.verdict(self.NOWHERE) == "unreached"

    def test_they_do_where_the_operation_was_seen_to_be_there(self) -> None:
        assert self.verdict(self.NOWHERE, 200) == "kept"

    def test_they_do_where_the_app_has_the_route(self) -> None:
        assert self.verdict(self.NOWHERE, route="found") == "kept"
