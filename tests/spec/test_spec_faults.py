"""What makes an operation unusable, and what doesn't."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pytest_contract.spec import Document
from pytest_contract.spec.pattern import pattern_fault

Load = Callable[..., Document]


def _request(schema: str) -> str:
    return f"""
    paths:
      /a:
        post: {{requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}}}
    components:
      schemas:
        Never: {{type: string, minLength: 2, maxLength: 1}}
        Loop: {{type: object, required: [next], properties: {{next: {{$ref: '#/components/schemas/Loop'}}}}}}
        Deep: {{properties: {{code: {{pattern: '['}}}}}}
    """


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        pytest.param("{type: integer, minimum: 3, maximum: 1}", "minimum 3 is greater than maximum 1", id="bounds"),
        pytest.param("{$ref: '#/components/schemas/Never'}", "minLength 2 is greater than maxLength 1", id="reference"),
        pytest.param("{type: array, minItems: 2, maxItems: 1}", "minItems 2 is greater than maxItems 1", id="items"),
        pytest.param(
            "{type: number, exclusiveMinimum: 1, maximum: 1}",
            "exclusiveMinimum and maximum are both 1, one of them exclusive",
            id="exclusive bound",
        ),
        pytest.param("{enum: []}", "enum is empty", id="empty enum"),
        pytest.param("{type: integer, enum: ['1', '2']}", "no value of enum is of type integer", id="enum of texts"),
        pytest.param("{type: boolean, const: 1}", "const is not of type boolean", id="const"),
        pytest.param("{not: {}}", "not: {} excludes every value", id="not everything"),
        pytest.param("false", "the schema is false", id="false"),
        pytest.param("{type: object, required: [x], properties: {x: false}}", "required property 'x'", id="required"),
        pytest.param("{allOf: [{}, false]}", "the schema is false", id="one of allOf"),
        pytest.param("{anyOf: [false, {not: {}}]}", "the schema is false", id="each of anyOf"),
        pytest.param("{type: array, minItems: 1, items: false}", "the schema is false", id="items of a filled array"),
        pytest.param("{type: Text}", "'Text' is no JSON Schema type", id="unknown type"),
        pytest.param("{properties: {a: null}}", "null stands where a schema must", id="null as schema"),
        pytest.param("{properties: [a]}", "properties is a list, not a mapping", id="list as map"),
        pytest.param("{pattern: '(a'}", "is no regular expression: missing ), unterminated", id="pattern"),
        pytest.param("{patternProperties: {'[': {}}}", "is no regular expression", id="pattern as key"),
        pytest.param(
            "{$ref: '#/components/schemas/Deep'}", "is no regular expression", id="pattern behind a reference"
        ),
    ],
)
def test_a_request_that_cannot_be_built_is_a_fault(document: Load, schema: str, reason: str) -> None:
    loaded = document(_request(schema))
    (fault,) = loaded.faults(loaded.operations[0])
    assert reason in fault.reason


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param("{minimum: 3, maximum: 1}", id="bounds without a type: text is fine"),
        pytest.param("{type: [integer, 'null'], minimum: 3, maximum: 1}", id="null is fine"),
        pytest.param("{type: object, properties: {x: false}}", id="an optional property"),
        pytest.param("{type: object, required: [x], properties: {x: {readOnly: true, enum: []}}}", id="read-only"),
        pytest.param("{anyOf: [false, {}]}", id="one of anyOf"),
        pytest.param("{type: array, items: false}", id="an empty array"),
        pytest.param("{type: integer, enum: ['1', 2]}", id="one value of enum"),
        pytest.param("{type: number, enum: [1]}", id="an integer is a number"),
        pytest.param("{$ref: '#/components/schemas/Loop'}", id="recursion proves nothing here"),
        pytest.param("{default: {pattern: '['}, example: {$ref: x}}", id="payloads"),
        pytest.param("true", id="true"),
    ],
)
def test_a_request_that_can_be_built_is_no_fault(document: Load, schema: str) -> None:
    loaded = document(_request(schema))
    assert loaded.faults(loaded.operations[0]) == ()


RESPONSE = """
paths:
  /a:
    get: {responses: {200: {description: '', content: {application/json: {schema: SCHEMA}}}}}
"""


@pytest.mark.parametrize(
    ("schema", "kinds"),
    [
        pytest.param("{type: integer, minimum: 3, maximum: 1}", [], id="unsatisfiable"),
        pytest.param("{type: Text}", [], id="unknown type"),
        pytest.param("{items: {pattern: '['}}", ["pattern"], id="pattern"),
        pytest.param("{items: {$ref: '#/nowhere'}}", ["reference"], id="reference"),
    ],
)
def test_of_a_response_only_references_and_patterns_count(document: Load, schema: str, kinds: list[str]) -> None:
    loaded = document(RESPONSE.replace("SCHEMA", schema))
    assert [fault.kind for fault in loaded.faults(loaded.operations[0])] == kinds


def test_what_stands_beside_a_reference_is_passed_over_in_3_0_only(document: Load) -> None:
    body = _request("{$ref: '#/components/schemas/Loop', pattern: '['}")
    old, new = document(body, head="openapi: 3.0.3\n"), document(body)
    assert old.faults(old.operations[0]) == ()
    assert [fault.kind for fault in new.faults(new.operations[0])] == ["pattern"]


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        pytest.param("{get: null}", "an operation must be a mapping", id="operation"),
        pytest.param("{get: {parameters: {}}}", "parameters must be a list", id="parameters"),
        pytest.param("{parameters: {}, get: {}}", "parameters must be a list", id="shared parameters"),
        pytest.param("{get: {parameters: [null]}}", "a parameter must be a mapping", id="parameter"),
        pytest.param("{get: {parameters: [{in: query}]}}", "a parameter has no name", id="no name"),
        pytest.param("{get: {parameters: [{name: x, in: body}]}}", "'x' is in 'body'", id="in body"),
        pytest.param("{get: {parameters: [{name: x}]}}", "'x' is in 'None'", id="in nothing"),
        pytest.param("{get: {parameters: [{$ref: '#/info'}]}}", "a parameter has no name", id="no parameter"),
        pytest.param("{get: {requestBody: []}}", "a body must be a mapping", id="body"),
        pytest.param("{get: {requestBody: {content: []}}}", "content must be a mapping", id="content"),
        pytest.param("{get: {responses: []}}", "responses must be a mapping", id="responses"),
        pytest.param("{get: {responses: {200: []}}}", "a response must be a mapping", id="response"),
        pytest.param("{get: {$ref: '#/nowhere'}}", "points at nothing", id="operation reference"),
    ],
)
def test_what_is_malformed_costs_its_own_operation(document: Load, item: str, reason: str) -> None:
    loaded = document(f"paths:\n  /a: {item}\n  /b: {{get: {{}}}}\n")
    (fault,) = loaded.faults(loaded.operations[0])
    assert reason in fault.reason
    assert loaded.locate(fault.pointer).line == (2 if fault.pointer == "/info" else 4)
    assert loaded.faults(loaded.operations[1]) == ()


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        pytest.param("/a/{id}", "the path has {id}, and no path parameter of that name is declared", id="template"),
        pytest.param("/a#b", "the path holds a # or ?", id="fragment"),
        pytest.param("/a?b=c", "the path holds a # or ?", id="query"),
    ],
)
def test_a_path_that_is_sent_all_the_same_is_a_flaw(document: Load, path: str, reason: str) -> None:
    loaded = document(f"paths: {{'{path}': {{get: {{}}}}}}")
    (flaw,) = loaded.flaws(loaded.operations[0])
    assert (loaded.faults(loaded.operations[0]), flaw.reason.startswith(reason)) == ((), True)


def test_a_path_without_its_slash_is_a_fault(document: Load) -> None:
    loaded = document("paths: {a: {get: {}}}")
    (fault,) = loaded.faults(loaded.operations[0])
    assert (fault.kind, fault.reason) == ("structure", "the path doesn't begin with a slash")


def test_a_path_parameter_that_the_template_lacks_is_no_fault(document: Load) -> None:
    loaded = document("paths: {/a: {get: {parameters: [{name: x, in: path, schema: {}}]}}}")
    assert loaded.faults(loaded.operations[0]) == ()


def test_an_operation_without_responses_is_no_fault(document: Load) -> None:
    loaded = document("paths: {/a: {get: {}}}")
    assert loaded.faults(loaded.operations[0]) == ()


def test_a_reason_is_one_line_under_300_characters(document: Load) -> None:
    loaded = document(_request("{$ref: '#/" + "very/" * 200 + "'}"))
    (fault,) = loaded.faults(loaded.operations[0])
    assert len(fault.reason) < 300
    assert "\n" not in fault.reason


@pytest.mark.parametrize(
    "pattern",
    [
        r"^\p{L}+$", r"\P{Lu}", r"(?<year>\d{4})-\k<year>", r"^https?:\/\/", r"[\w-.]+", r"[.-\d]", r"a\-b", r"\cA",
        r"\u{1F600}", r"\u00e9", r"[^]", r"[]", r"(?<!ab|c)d", r"(?i)abc", r"a(?i)b", r"[[:alpha:]]", r"\Z", r"\e",
        r"^[a-z&&[^b]]$", r"x{,3}", r"]", r"\_",
    ],
)  # fmt: skip
def test_what_ecma_or_python_takes_is_a_regular_expression(pattern: str) -> None:
    assert pattern_fault(pattern) is None


@pytest.mark.parametrize("pattern", ["(", "[", "a)", "*a", "a**", "[z-a]", "a{2,1}", "\\", "(?<>a)"])
def test_what_neither_takes_is_none(pattern: str) -> None:
    assert pattern_fault(pattern) is not None
