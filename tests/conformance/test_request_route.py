"""Whether a URL leads to the operation, and nowhere else."""

from __future__ import annotations

import pytest
from sent import document, judged, operation, parameter

from pytest_contract.conformance.request import RequestJudge
from pytest_contract.exchange import Request

ID = parameter("path", {"type": "string"}, name="id")
SHOP = document(
    {
        "/users/{id}": {"get": operation(ID)},
        "/users/me": {"patch": operation()},
        "/users/{id}.json": {"get": operation(ID)},
        "/users/search/all": {"get": operation()},
        "/users": {"get": operation()},
    }
)


@pytest.mark.parametrize(
    ("method", "url", "outcome"),
    [
        pytest.param("GET", "/users/7", "valid", id="the operation"),
        pytest.param("POST", "/users/7", "elsewhere", id="another method"),
        pytest.param("GET", "/users/7/", "elsewhere", id="trailing slash"),
        pytest.param("GET", "/users/", "elsewhere", id="empty value"),
        pytest.param("GET", "/users/.", "elsewhere", id="dot"),
        pytest.param("GET", "/users/..", "elsewhere", id="two dots"),
        pytest.param("GET", "/users/%2E%2E", "elsewhere", id="two encoded dots"),
        pytest.param("GET", "/users/a/b", "elsewhere", id="slash"),
        pytest.param("GET", "/users/a%2Fb", "elsewhere", id="encoded slash"),
        pytest.param("GET", "/users/a%5Cb", "elsewhere", id="backslash"),
        pytest.param("GET", "/users/a%0Ab", "elsewhere", id="newline"),
        pytest.param("GET", "/users/a%00b", "elsewhere", id="control character"),
        pytest.param("GET", "/users/%20", "elsewhere", id="space"),
        pytest.param("GET", "/users/me", "elsewhere", id="literal sibling, of another method"),
        pytest.param("GET", "/users/search", "elsewhere", id="beginning of a longer sibling"),
        pytest.param("GET", "/users/7.json", "elsewhere", id="narrower sibling"),
        pytest.param("GET", "/Users/7", "elsewhere", id="literal in another case"),
        pytest.param("GET", "/accounts/7", "elsewhere", id="another path"),
        pytest.param("GET", "/users/a%3Bb", "unclear", id="semicolon"),
        pytest.param("GET", "/users/a%252Fb", "unclear", id="slash encoded twice"),
        pytest.param("GET", "/users/" + "a" * 5000, "unclear", id="very long"),
    ],
)
def test_a_path_leads_to_the_operation_or_elsewhere(method: str, url: str, outcome: str) -> None:
    assert judged(SHOP, method, url).outcome == outcome


def test_a_literal_template_is_not_taken_by_its_sibling_with_an_expression() -> None:
    spec = document({"/users/me": {"get": operation()}, "/users/{id}": {"get": operation(ID)}})
    assert judged(spec, "GET", "/users/me").outcome == "valid"


def test_two_templates_of_one_shape_cant_be_told_apart() -> None:
    spec = document({"/users/{id}": {"get": operation(ID)}, "/users/{name}": {"get": operation()}})
    assert judged(spec, "GET", "/users/7").outcome == "elsewhere"


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        pytest.param("/v1/users/7", "valid", id="below it"),
        pytest.param("/users/7", "elsewhere", id="without it"),
        pytest.param("/v10/users/7", "elsewhere", id="longer name"),
    ],
)
def test_the_base_path_comes_first(url: str, outcome: str) -> None:
    judge = RequestJudge(SHOP, base_path="/v1")
    assert judge.judge(SHOP.operations[0], Request(method="GET", url=url)).outcome == outcome


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        pytest.param("/files/7.txt", "valid", id="one way to divide"),
        pytest.param("/files/x.txt", "invalid", id="a part is wrong"),
        pytest.param("/files/7.8.txt", "invalid", id="wrong however it is divided"),
        pytest.param("/files/7", "elsewhere", id="no delimiter"),
    ],
)
def test_a_segment_with_two_expressions_is_divided(url: str, outcome: str) -> None:
    parameters = [parameter("path", {"type": "integer"}, name="id"), parameter("path", {"enum": ["txt"]}, name="end")]
    spec = document({"/files/{id}.{end}": {"get": operation(*parameters)}})
    assert judged(spec, "GET", url).outcome == outcome
