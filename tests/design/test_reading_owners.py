"""Which operation a promise belongs to."""

from __future__ import annotations

import pytest

from pytest_contract.design.read import read_text


def owned(text: str) -> list[str]:
    """`STATUS METHOD /path` for each status; `STATUS` alone for the whole API."""
    claims = [claim for claim in read_text(text).claims if claim.kind == "status"]
    return [f"{claim.value['status']} {claim.operation or ''}".strip() for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "## POST /a\n### Response\n#### Status Codes\n- 404: no\n## Errors\n- 500: all", ["404 POST /a", "500"],
            id="a-section-ends-at-its-own-level",
        ),
        pytest.param(
            "## Create\n- **Endpoint:** `POST /a`\n\n### Response\n\n- `409 Conflict`\n## Other\n- `500`: x",
            ["409 POST /a", "500"],
            id="a-label-opens-its-section",
        ),
        pytest.param("|E|S|\n|-|-|\n|`GET /a`|404 Not Found|\n|`PUT /a`|409 Conflict|", ["404 GET /a", "409 PUT /a"],
                     id="row"),
        pytest.param("Servers answer `HEAD /media` with:\n\n| Status |\n|-|\n|404|", ["404 HEAD /media"],
                     id="lead-of-a-table"),
        pytest.param("- `POST /a`\n  - 400 Bad Request\n- `GET /a`\n  - 404 Not Found", ["400 POST /a", "404 GET /a"],
                     id="parent"),
        pytest.param("- THEN POST /a/b SHALL work\n- AND response SHALL return 400", ["400 POST /a/b"], id="scenario"),
        pytest.param(
            "- THEN POST /v/send SHALL x\n- AND GET /v/:token SHALL y\n- AND resend endpoint SHALL return 429",
            ["429 POST /v/send"], id="nickname",
        ),
        pytest.param(
            "- THEN GET /g/callback SHALL x\n- AND GET /a/callback SHALL y\n- AND callback endpoints SHALL return 400",
            ["400 GET /g/callback", "400 GET /a/callback"], id="a-nickname-of-two",
        ),
        pytest.param("GET /a returns 404 and POST /b returns 409.", ["404 GET /a", "409 POST /b"],
                     id="two-in-a-sentence"),
        pytest.param("Both `GET /a` and `POST /b` return 401.", ["401 GET /a", "401 POST /b"], id="joined-by-and"),
        pytest.param("A 404 is returned by `GET /a`.", ["404 GET /a"], id="status-first"),
        pytest.param("`POST /a` makes one.\n\nIt returns 409 for a second.", ["409 POST /a"], id="pronoun"),
        pytest.param("## GET /a\n\nPoll `GET /b` until done. Returns 404.", ["404 GET /a"],
                     id="a-reference-is-no-owner"),
        pytest.param("`/a/track` endpoint returns 402.", ["402 * /a/track"], id="path-alone"),
        pytest.param("- `GET /a`\n\nThe `/a` endpoint returns 402.", ["402 GET /a"], id="known-path-alone"),
        pytest.param("```\nPOST /a → 201 Created | 400 Bad Request\nGET /a → 200 OK\n```",
                     ["201 POST /a", "400 POST /a", "200 GET /a"], id="fence"),
        pytest.param("```mermaid\nA->>B: POST /a\nB-->>A: 202 Accepted\n```", ["202 POST /a"], id="diagram"),
        pytest.param("```go\n// @Failure 400 {object} E\n// @Router /a [post]\n```", ["400 POST /a"],
                     id="annotation-at-the-end"),
        pytest.param("- **Trigger**: POST /a twice\n- **Status**: 409", ["409 POST /a"], id="a-list-of-labels"),
        pytest.param("## HTTP status codes\n- 500 Internal Server Error", ["500"], id="whole-api"),
        pytest.param("|Endpoint|Errors|\n|-|-|\n|GET /a|404 Not Found|\n||410 Gone|", ["404 GET /a", "410 GET /a"],
                     id="a-second-row-goes-on"),
    ],
)  # fmt: skip
def test_a_status_finds_its_operation(text: str, expected: list[str]) -> None:
    assert owned(text) == expected


def test_a_document_about_one_operation_is_about_it() -> None:
    text = "# Hardening\n\nPOST /plan exists.\n\n- POST /plan a\n- POST /plan b\n\n## Errors\n\n- 429 Too Many Requests"
    assert owned(text) == ["429 POST /plan"]


def test_a_prefix_of_known_paths_is_all_below_it() -> None:
    assert owned("- `GET /admin/a`\n\nThe `/admin` endpoints return 401.") == ["401 * /admin/*"]


def test_a_request_and_its_path_may_stand_apart() -> None:
    text = (
        "# API\n\n## Pulling\n\nPerform a `GET` request to a URL in this form:\n\n"
        "`/v2/{name}/tags`\n\nOtherwise 404 is returned."
    )
    assert owned(text) == ["404 GET /v2/{name}/tags"]


def test_a_request_that_goes_elsewhere_ends_what_was_told() -> None:
    text = "## Upload\n\n`POST /uploads` begins.\n\nThen send a `PATCH` request to the location.\n\nIt returns 202."
    assert owned(text) == ["202"]


def test_the_one_operation_of_a_section_owns_what_follows() -> None:
    text = "# API\n\n## Uploads\n\n`POST /uploads` begins one.\n\nToo large a file is refused: 413 Payload Too Large."
    assert owned(text) == ["413 POST /uploads"]


def test_a_general_section_stays_general() -> None:
    text = "## Errors\n\nFor example, `GET /users/{id}` returns 404.\n\nA fault of the server is a 500 error."
    assert owned(text) == ["404 GET /users/{id}", "500"]
