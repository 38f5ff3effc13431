"""Each style of a parameter as it goes over the wire (OpenAPI 3.1.1, section 4.8.12.3), from schemas with one value."""

from __future__ import annotations

from typing import Any

import pytest
from written import VALID, an_object, document, parameter, rendered, sent_for

from pytest_contract.exchange.record import header
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.generate import Generator

SEVEN = {"type": "integer", "enum": [7]}
YES = {"type": "boolean", "enum": [True]}
TWICE = {"type": "array", "items": {"type": "string", "enum": ["b"]}, "minItems": 2, "maxItems": 2}
PAIR = an_object(a={"type": "integer", "enum": [1]}, b={"type": "string", "enum": ["x"]})
ODD = {"type": "string", "enum": ["é /?#&b"]}


@pytest.mark.parametrize(
    ("schema", "style", "explode", "sent"),
    [
        pytest.param(SEVEN, "form", True, "p=7", id="integer"),
        pytest.param(YES, "form", True, "p=true", id="boolean"),
        pytest.param(ODD, "form", True, "p=%C3%A9+%2F%3F%23%26b", id="text"),
        pytest.param(TWICE, "form", True, "p=b&p=b", id="form-exploded-list"),
        pytest.param(TWICE, "form", False, "p=b,b", id="form-list"),
        pytest.param(TWICE, "spaceDelimited", False, "p=b%20b", id="space-delimited"),
        pytest.param(TWICE, "pipeDelimited", False, "p=b%7Cb", id="pipe-delimited"),
        pytest.param(PAIR, "form", True, "a=1&b=x", id="form-exploded-object"),
        pytest.param(PAIR, "deepObject", True, "p%5Ba%5D=1&p%5Bb%5D=x", id="deep-object"),
        pytest.param(an_object(a=PAIR), "deepObject", True, "p%5Ba%5D%5Ba%5D=1&p%5Ba%5D%5Bb%5D=x", id="nested"),
    ],
)
def test_query_parameters_keep_their_style(schema: Any, style: str, explode: bool, sent: str) -> None:
    declared = parameter("query", schema, style=style, explode=explode)
    assert sent_for({"parameters": [declared]}).url == f"/items?{sent}"


@pytest.mark.parametrize(
    ("schema", "style", "explode", "sent"),
    [
        pytest.param(SEVEN, "simple", False, "7", id="simple"),
        pytest.param(ODD, "simple", False, "%C3%A9%20%2F%3F%23%26b", id="simple-text"),
        pytest.param(TWICE, "simple", False, "b,b", id="simple-list"),
        pytest.param(PAIR, "simple", False, "a,1,b,x", id="simple-object"),
        pytest.param(PAIR, "simple", True, "a=1,b=x", id="simple-exploded-object"),
        pytest.param(SEVEN, "label", False, ".7", id="label"),
        pytest.param(TWICE, "label", True, ".b.b", id="label-exploded-list"),
        pytest.param(PAIR, "label", True, ".a=1.b=x", id="label-exploded-object"),
        pytest.param(SEVEN, "matrix", False, ";p=7", id="matrix"),
        pytest.param(TWICE, "matrix", False, ";p=b,b", id="matrix-list"),
        pytest.param(TWICE, "matrix", True, ";p=b;p=b", id="matrix-exploded-list"),
        pytest.param(PAIR, "matrix", False, ";p=a,1,b,x", id="matrix-object"),
        pytest.param(PAIR, "matrix", True, ";a=1;b=x", id="matrix-exploded-object"),
    ],
)
def test_path_parameters_keep_their_style(schema: Any, style: str, explode: bool, sent: str) -> None:
    declared = parameter("path", schema, style=style, explode=explode)
    assert sent_for({"parameters": [declared]}, path="/items/{p}").url == f"/items/{sent}"


@pytest.mark.parametrize(
    ("schema", "explode", "sent"),
    [
        pytest.param(SEVEN, False, "7", id="integer"),
        pytest.param(YES, False, "true", id="boolean"),
        pytest.param({"type": "string", "enum": ["é"]}, False, "é", id="latin-1"),
        pytest.param(TWICE, False, "b,b", id="list"),
        pytest.param(PAIR, False, "a,1,b,x", id="object"),
        pytest.param(PAIR, True, "a=1,b=x", id="exploded-object"),
    ],
)
def test_header_parameters_are_simple(schema: Any, explode: bool, sent: str) -> None:
    request = sent_for({"parameters": [parameter("header", schema, "X-P", explode=explode)]})
    assert header(request.headers, "X-P") == sent


@pytest.mark.parametrize(
    ("schema", "sent"), [pytest.param(SEVEN, "p=7", id="integer"), pytest.param(YES, "p=true", id="boolean")]
)
def test_cookie_parameters_are_pairs(schema: Any, sent: str) -> None:
    request = sent_for({"parameters": [parameter("cookie", schema)]})
    assert header(request.headers, "Cookie") == sent


def test_a_parameter_declared_by_content_is_json() -> None:
    declared = {"name": "p", "in": "query", "required": True, "content": {"application/json": {"schema": PAIR}}}
    assert sent_for({"parameters": [declared]}).url == "/items?p=%7B%22a%22%3A+1%2C+%22b%22%3A+%22x%22%7D"


def test_an_encoded_path_value_is_not_encoded_again() -> None:
    draft = Draft(intent=VALID, path_parameters={"p": "a%2Fb%20c"})
    declared = {"parameters": [parameter("path", {"type": "string"})]}
    assert rendered(declared, draft, path="/items/{p}").url == "/items/a%2Fb%20c"


def test_the_base_path_stands_before_the_operation() -> None:
    assert rendered({}, Draft(intent=VALID), base_path="/v1").url == "/v1/items"


def test_nothing_that_names_the_harness_goes_out() -> None:
    assert rendered({}, Draft(intent=VALID)).headers == (("Accept", "*/*"),)


def test_the_method_is_in_capitals() -> None:
    spec = document({"/items": {"patch": {}}})
    request = Generator(spec, seed=0).render(spec.operations[0], Draft(intent=VALID), base_path="")
    assert request.method == "PATCH"
