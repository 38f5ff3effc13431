"""What is a code in an app's refusal, and what only a message."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_contract.exchange import Exchange, Failure, Intent, Request, Response
from pytest_contract.rules.refusal import refusal, refusal_codes


def refused(body: bytes, *, status: int = 422, content_type: str = "application/json") -> Exchange:
    return Exchange(
        number=1,
        request=Request(method="POST", url="/users"),
        answer=Response(status=status, headers=(("Content-Type", content_type),), body=body),
        intent=Intent(kind="valid", phase="generated"),
    )


FASTAPI = {"detail": [{"type": "missing", "loc": ["body", "name"], "msg": "Field required", "input": {}}]}
PROBLEM = {"type": "https://shop.example/taken", "title": "Taken already", "status": 409, "detail": "ada is taken"}
PYDANTIC = {"detail": [{"type": "string_too_long"}, {"type": "int_parsing"}]}
FORMATS = [
    pytest.param(FASTAPI, {"missing"}, id="fastapi"),
    pytest.param(PYDANTIC, {"string_too_long", "int_parsing"}, id="several errors"),
    pytest.param(PROBLEM, {"https://shop.example/taken"}, id="RFC 9457"),
    pytest.param({"type": "about:blank", "title": "Bad Request"}, set(), id="RFC 9457 without a type"),
    pytest.param({"error": {"code": "taken", "message": "It is taken."}}, {"taken"}, id="error.code"),
    pytest.param({"error": "invalid_grant", "error_description": "Gone stale."}, {"invalid_grant"}, id="OAuth 2"),
    pytest.param({"errors": [{"code": "E-17"}, {"code": 4711}]}, {"E-17", "4711"}, id="errors[].code"),
    pytest.param({"errorCode": "OUT_OF_STOCK"}, {"OUT_OF_STOCK"}, id="camel case"),
    pytest.param({"error_code": "out.of.stock"}, {"out.of.stock"}, id="snake case"),
    pytest.param({"name": ["This field is required."]}, set(), id="django rest framework"),
    pytest.param({"detail": "Not found."}, set(), id="a message in detail"),
    pytest.param({"message": "taken"}, set(), id="a message of one word"),
    pytest.param({"error": "That name is taken."}, set(), id="a sentence in error"),
    pytest.param({"code": 422}, set(), id="the status again"),
    pytest.param({"code": True}, set(), id="a boolean"),
    pytest.param([], set(), id="an empty list"),
]


@pytest.mark.parametrize(("body", "codes"), FORMATS)
def test_codes_of_a_refusal(body: Any, codes: set[str]) -> None:
    assert refusal_codes(refused(json.dumps(body).encode())) == codes


def test_problem_details_are_json() -> None:
    answered = refused(json.dumps(PROBLEM).encode(), content_type="application/problem+json")
    assert refusal_codes(answered) == {"https://shop.example/taken"}


@pytest.mark.parametrize("body", [b"", b"{", b'"taken"', b"\xff"])
def test_what_is_no_object_has_no_codes(body: bytes) -> None:
    assert refusal_codes(refused(body)) == frozenset()


def test_page_has_no_codes_and_no_words() -> None:
    page = refused(b'{"code": "taken"}', content_type="text/html")
    assert refusal_codes(page) | refusal(page) == frozenset()


def test_request_without_an_answer_has_no_codes() -> None:
    intent = Intent(kind="valid", phase="generated")
    request = Request(method="GET", url="/")
    answer = Failure(kind="timeout", reason="no answer in 5 s")
    assert refusal(Exchange(number=1, request=request, answer=answer, intent=intent)) == frozenset()


def test_refusal_without_a_code_is_known_by_its_words() -> None:
    said = b'{"name": ["This field is required."]}'
    assert refusal(refused(said)) == refusal(refused(said))
    assert not refusal(refused(said)) & refusal(refused(b'{"name": ["Too long."]}'))


def test_refusal_with_a_code_is_known_by_it_alone() -> None:
    one, other = ({"code": "invalid", "message": word} for word in ("too long", "too short"))
    assert refusal(refused(json.dumps(one).encode())) == refusal(refused(json.dumps(other).encode()))


@given(
    st.binary(max_size=60)
    | st.builds(
        lambda value: json.dumps(value).encode(),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=8),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "error", "x"]), inner),
            max_leaves=12,
        ),
    )
)
def test_any_body_is_read(body: bytes) -> None:
    assert all(" " not in code for code in refusal_codes(refused(body)))
