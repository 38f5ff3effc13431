"""Examples, parameters and fields."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def values(text: str, *kinds: str) -> list[dict[str, Any]]:
    return [dict(claim.value) for claim in read_text(text).claims if claim.kind in kinds]


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        pytest.param("#### Request", {"part": "request"}, id="request-heading"),
        pytest.param("**Response (201):**", {"part": "response", "status": "201"}, id="response-label-with-status"),
        pytest.param("Returns:", {"part": "response"}, id="lead"),
        pytest.param("レスポンス 200 OK", {"part": "response", "status": "200"}, id="japanese"),
    ],
)
def test_an_example_belongs_to_an_operation_and_a_part(before: str, expected: dict[str, str]) -> None:
    text = f'### POST /a\n\n{before}\n\n```json\n{{"id": 1}}\n```'
    assert values(text, "example") == [{**expected, "media_type": "application/json", "body": {"id": 1}}]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param('{"id": 1, ...}', id="left-out"),
        pytest.param('{"id": "string"}', id="a-type-for-a-value"),
        pytest.param("{id: }", id="broken"),
        pytest.param('{"a": "<name>"}', id="placeholder"),
    ],
)
def test_an_example_that_is_none_is_left_out(body: str) -> None:
    assert values(f"### POST /a\n\nRequest:\n\n```json\n{body}\n```", "example") == []


def test_comments_and_last_commas_in_an_example_are_looked_past() -> None:
    text = '### GET /a\n\nResponse:\n\n```json\n{"url": "http://x", // where\n "n": 1,}\n```'
    assert values(text, "example")[0]["body"] == {"url": "http://x", "n": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Added query parameter: `all=true`", {"name": "all", "in": "query", "change": "added"}, id="parameter"
        ),
        pytest.param("Removed response field: `x`", {"name": "x", "in": "response", "change": "removed"}, id="field"),
        pytest.param("Neuer Abfrageparameter `q`", {"name": "q", "in": "query", "change": "added"}, id="german"),
        pytest.param("Nuevo campo de respuesta `q`", {"name": "q", "in": "response", "change": "added"}, id="spanish"),
    ],
)
def test_a_change_of_an_endpoint_is_read(text: str, expected: dict[str, str]) -> None:
    assert values(f"## Modified endpoints\n\n### GET /a\n\n- {text}", "parameter", "field") == [expected]


def test_a_table_of_parameters_is_read() -> None:
    text = (
        "## GET /a\n\n### Query parameters\n\n|Parameter|Type|Required|\n|-|-|-|\n|`page`|integer|No|\n|`q`|string|Yes|"
    )
    assert values(text, "parameter") == [
        {"name": "page", "required": False, "in": "query"},
        {"name": "q", "required": True, "in": "query"},
    ]


def test_a_table_of_fields_is_read() -> None:
    text = "## POST /a\n\n### Request body\n\n|フィールド|型|必須|\n|-|-|-|\n|`title`|string|✓|"
    assert values(text, "field") == [{"name": "title", "required": True, "in": "request", "type": "string"}]


def test_a_list_of_parameters_is_read() -> None:
    text = "## GET /a\n\n**Query parameters:**\n\n- `page` (optional): which\n- `q`: what"
    assert values(text, "parameter") == [
        {"name": "page", "in": "query", "required": False},
        {"name": "q", "in": "query"},
    ]
