"""Which operations a document names, in every shape that documents have."""

from __future__ import annotations

import pytest

from pytest_contract.design.read import read_text


def operations(text: str) -> list[str]:
    return [str(claim.operation) for claim in read_text(text).claims if claim.kind == "operation"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("### POST /reports", ["POST /reports"], id="heading"),
        pytest.param("### `POST /reports`", ["POST /reports"], id="heading-in-code"),
        pytest.param("### 4.1 POST `/reports`", ["POST /reports"], id="heading-numbered-path-in-code"),
        pytest.param("|Method|Path|\n|-|-|\n|`GET`|`/users/{id}`|", ["GET /users/{id}"], id="row-two-cells"),
        pytest.param("|Endpoint|P50|\n|-|-|\n|`GET /health`|5ms|", ["GET /health"], id="row-one-cell"),
        pytest.param("|M|P|\n|-|-|\n|`GET` / `HEAD`|`/v2/`|", ["GET /v2", "HEAD /v2"], id="two-methods-in-a-row"),
        pytest.param("- `POST /auth/token` - Obtain tokens", ["POST /auth/token"], id="bullet"),
        pytest.param("**Method and Path:** `POST /reports`", ["POST /reports"], id="label"),
        pytest.param("- **Endpoint:** `GET /policies`", ["GET /policies"], id="label-in-a-list"),
        pytest.param(
            "**Method:** `GET`\n\n**URL:** `/policies`\n\nReturns 404.", ["GET /policies"], id="label-method-apart"
        ),
        pytest.param(
            "```\nPOST   /reviews   → 201 Created | 400 Bad Request\n```", ["POST /reviews"], id="fenced-route"
        ),
        pytest.param("```http\nGET /a/1 HTTP/1.1\nHost: x\n```", ["GET /a/1"], id="http-request-line"),
        pytest.param("```mermaid\nA->>B: POST /auth/magic-link\n```", ["POST /auth/magic-link"], id="mermaid-arrow"),
        pytest.param("- **THEN** POST /a SHALL accept {email}", ["POST /a"], id="scenario"),
        pytest.param("PUT requests to `/x` replace it.", ["PUT /x"], id="split"),
        pytest.param("Use `GET /a` and `POST /b/c`.", ["GET /a", "POST /b/c"], id="two-in-prose"),
        pytest.param("GET https://api.example.com/v1/users returns all.", ["GET /v1/users"], id="whole-url"),
        pytest.param('<ApiEndpoint path="/api/states/<id>" method="get">', ["GET /api/states/<id>"], id="component"),
        pytest.param("// nothing\n\n```go\n// @Router /reviews [post]\n```", ["POST /reviews"], id="annotation"),
    ],
)
def test_an_operation_is_read_in_every_shape(text: str, expected: list[str]) -> None:
    assert operations(text) == expected


@pytest.mark.parametrize("path", ["/a/{id}", "/a/:id", "/a/<id>", "/a/[id]", "/a/{versão}", "/a/$id", "/a/{id}/b.json"])
def test_a_path_is_kept_as_the_document_spells_it(path: str) -> None:
    assert operations(f"### GET {path}") == [f"GET {path}"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("### GET /api/[Endpoint]", id="bracket"),
        pytest.param("### GET /api/endpoint", id="the-word"),
        pytest.param("### GET {{base}}/{{path}}", id="braces"),
        pytest.param("## Alternatives considered\n\n### POST /jobs", id="rejected"),
        pytest.param("## Non-Goals\n\n- `DELETE /users/{id}`", id="non-goal"),
        pytest.param("```\n❌ Bad: GET /api/v1/getReview\n```", id="counter-example"),
        pytest.param("The Redis `GET` and SQL `DELETE` of /tmp.", id="other-verbs"),
        pytest.param("```python\nclient.get('/users')\n```", id="code"),
        pytest.param("```bash\ncurl -X POST http://localhost/users\n```", id="curl-is-a-call"),
        pytest.param("~~`GET /old`~~", id="crossed-out"),
    ],
)
def test_what_only_looks_like_an_operation_is_none(text: str) -> None:
    assert operations(text) == []


def test_a_base_path_stated_once_is_joined() -> None:
    text = "**Base URL:** `https://api.example.com/v1`\n\n## GET /users\n\n- 404 Not Found"
    assert [str(claim.operation) for claim in read_text(text).claims] == ["GET /v1/users"] * 2


def test_a_base_path_that_paths_begin_with_already_is_not_joined_again() -> None:
    assert operations("Base path: `/v1`\n\n## GET /v1/users") == ["GET /v1/users"]


def test_an_operation_that_is_defined_is_not_claimed_again_by_a_mention() -> None:
    assert operations("## GET /users\n\nSee `GET /users`. P95 of GET /users is good.") == ["GET /users"]


def test_an_example_of_an_id_is_the_operation_with_the_variable() -> None:
    claims = read_text("- `GET /jobs/{id}` shows one\n\nThen GET /jobs/123 returns 404.").claims
    assert [(claim.kind, str(claim.operation)) for claim in claims] == [
        ("operation", "GET /jobs/{id}"),
        ("status", "GET /jobs/{id}"),
    ]


def test_the_heading_above_says_what_is_done_to_an_operation() -> None:
    claims = read_text("## Modified Endpoints\n\n### GET /a\n\n## New endpoints\n\n### POST /a").claims
    assert [claim.value for claim in claims] == [{"change": "modified"}, {"change": "added"}]


def test_a_health_endpoint_is_known_by_its_path() -> None:
    assert read_text("- `GET /health`").claims[0].value == {"health": True}
