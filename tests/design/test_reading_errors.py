"""Error codes, with their statuses, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def codes(text: str) -> list[str]:
    """`CODE STATUS` for each code."""
    claims = [claim for claim in read_text(text).claims if claim.kind == "error_code"]
    return [f"{claim.value['code']} {claim.value.get('status', '')}".strip() for claim in claims]


def formats(text: str) -> list[dict[str, Any]]:
    return [dict(claim.value) for claim in read_text(text).claims if claim.kind == "error_format"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("|Code|Status|\n|-|-|\n|`A_MISSING`|401|", ["A_MISSING 401"], id="upper-snake"),
        pytest.param("|HTTP|`error`|\n|-|-|\n|400|`invalid_body`|", ["invalid_body 400"], id="lower-snake"),
        pytest.param("|HTTP|`error`|\n|-|-|\n|401|`unauthorized`|", ["unauthorized 401"], id="one-word"),
        pytest.param("|エラー|HTTP|\n|-|-|\n|`ValidationError`|400|", ["ValidationError 400"], id="pascal"),
        pytest.param(
            "|Status|Codes|\n|-|-|\n|409|`Conflict`, `JobExists`|", ["Conflict 409", "JobExists 409"], id="several"
        ),
        pytest.param("|Error code|Status|\n|-|-|\n|40101|401|", ["40101 401"], id="numeric"),
        pytest.param("|Type|Status|\n|-|-|\n|`/problems/gone`|410|", ["/problems/gone 410"], id="problem-type"),
        pytest.param("- `validation-error` (400): invalid", ["validation-error 400"], id="kebab-bullet"),
        pytest.param("## Error codes\n\n- `REQ_TOO_LARGE`", ["REQ_TOO_LARGE"], id="bullet-in-a-section"),
        pytest.param(
            "# Error catalogue\n\n## Auth (401)\n\n### `session-expired`", ["session-expired 401"], id="heading"
        ),
        pytest.param("It answers 409 `DUPLICATE_EMAIL`.", ["DUPLICATE_EMAIL 409"], id="after-a-status"),
        pytest.param("It answers 402 with `error=quota_used`.", ["quota_used 402"], id="assigned"),
        pytest.param("Error with code `M_UNKNOWN`.", ["M_UNKNOWN"], id="one-letter-prefix"),
        pytest.param("### 413 Payload Too Large\n\n- **Code**: `TOO_LARGE`", ["TOO_LARGE 413"], id="label"),
        pytest.param(
            "### Bad key\n- **Status**: 400\n- **Code**: `BAD_KEY`", ["BAD_KEY 400"], id="label-beside-a-status"
        ),
        pytest.param(
            "## Errors\n\n### `TOO_MANY`\n\n**HTTP Status:** 429", ["TOO_MANY 429"], id="status-below-its-heading"
        ),
    ],
)
def test_a_code_is_read_in_every_style(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("|Variable|Default|\n|-|-|\n|`RATE_LIMIT_MAX`|100|", id="environment-variable"),
        pytest.param("The status is `IN_PROGRESS` or `DONE_OK`.", id="states"),
        pytest.param("|Field|Type|\n|-|-|\n|`error_code`|string|", id="field"),
        pytest.param('```json\n{"code": "INVALID_RANGE"}\n```', id="example"),
        pytest.param("## Errors\n\n- **FR-001**: All errors return 400.", id="requirement"),
        pytest.param("|Code|Meaning|\n|-|-|\n|404|Not found|", id="status-in-a-code-column"),
        pytest.param("## Error codes\n\n- `resourceType`: which resource", id="camel-case-field"),
        pytest.param("## Errors\n\n|Code|Status|\n|-|-|\n|`ERROR_CODE`|400|", id="placeholder"),
    ],
)
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert codes(text) == []


def test_a_code_says_whether_to_try_again_and_when_it_is_sent() -> None:
    text = "|Code|Status|Retryable|When|\n|-|-|-|-|\n|`A_B`|503|yes|busy|\n|`C_D`|400|no|bad|"
    claims = [claim for claim in read_text(text).claims if claim.kind == "error_code"]
    assert [(claim.value["retryable"], claim.value["condition"]) for claim in claims] == [
        (True, "busy"),
        (False, "bad"),
    ]


def test_a_code_of_a_failed_job_is_no_response() -> None:
    (claim,) = read_text("A job fails with `PERIOD_NOT_OVER`.").claims
    assert claim.value == {"code": "PERIOD_NOT_OVER", "where": "job"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Every error is a JSON object with a `code` and a `message`.",
            {"members": ["/code", "/message"], "code_at": "/code"}, id="sentence",
        ),
        pytest.param(
            'Every error response is JSON shaped like:\n\n```json\n{ "error": "machine_code", "detail": "x y" }\n```',
            {"members": ["/error", "/detail"], "code_at": "/error"}, id="example",
        ),
        pytest.param(
            '## Error format\n\n```json\n{"error": {"code": "A_B", "message": "m", "details": []}}\n```',
            {"members": ["/error/code", "/error/message"], "code_at": "/error/code"}, id="envelope",
        ),
        pytest.param(
            "All error responses MUST use `application/problem+json`.",
            {"media_type": "application/problem+json"}, id="problem-details",
        ),
    ],
)  # fmt: skip
def test_the_format_of_errors_is_read(text: str, expected: dict[str, Any]) -> None:
    assert formats(text) == [expected]
