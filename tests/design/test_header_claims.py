"""Response headers that documents promise."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def headers(text: str) -> list[dict[str, Any]]:
    return [dict(claim.value) for claim in read_text(text).claims if claim.kind == "header"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- 429 responses MUST include `Retry-After`", [{"name": "Retry-After", "on": "429"}], id="status"),
        pytest.param(
            "All responses carry `X-Request-ID` in a header.", [{"name": "X-Request-ID", "on": "all"}], id="all"
        ),
        pytest.param("- retry-after header SHALL be sent", [{"name": "retry-after"}], id="lower-case"),
        pytest.param("Check `X-RateLimit-*` headers for usage.", [{"name": "X-RateLimit-*"}], id="family"),
        pytest.param(
            "Replays return the `X-Idempotent-Replayed: true` header.",
            [{"name": "X-Idempotent-Replayed", "value": "true"}],
            id="fixed-value",
        ),
        pytest.param(
            "Every response has X-RateLimit-Limit/Remaining.",
            [{"name": "X-RateLimit-Limit", "on": "all"}, {"name": "X-RateLimit-Remaining", "on": "all"}],
            id="two-of-one-stem",
        ),
        pytest.param("The response carries the header `Acme-Trace`.", [{"name": "Acme-Trace"}], id="own-name"),
        pytest.param("レスポンスヘッダー `X-Request-Cost` を返す。", [{"name": "X-Request-Cost"}], id="japanese"),
        pytest.param("A `Location` header is returned with 201.", [{"name": "Location", "on": "201"}], id="a-word"),
    ],
)
def test_a_sentence_with_headers(text: str, expected: list[dict[str, Any]]) -> None:
    assert headers(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("No `WWW-Authenticate` or `Retry-After` header is added.", id="denied"),
        pytest.param("Requests must include an `Authorization` header.", id="request-header"),
        pytest.param("The client sends `X-Request-ID` as a request header.", id="client-sends"),
        pytest.param("Clients should also send a Cache-Control header.", id="both-ways"),
        pytest.param("The body has `retryAfter`.", id="a-field"),
        pytest.param("The code is `rate-limit-exceeded`.", id="a-code"),
        pytest.param("Should we send a `Retry-After` header?", id="a-question"),
        pytest.param("Allow users to vary the location.", id="plain-words"),
        pytest.param("A well-known, multi-tenant, header-driven design.", id="hyphens"),
        pytest.param("```bash\ncurl -H 'X-Request-ID: 1' https://x.example/a\n```", id="curl"),
    ],
)
def test_a_sentence_without(text: str) -> None:
    assert headers(text) == []


def test_a_fence_of_a_response() -> None:
    text = (
        "```http\nHTTP/1.1 429 Too Many Requests\nRetry-After: 30\nX-Trace-Of-Ours: abc\nContent-Type: text/plain\n```"
    )
    assert headers(text) == [{"name": "Retry-After", "on": "429"}, {"name": "X-Trace-Of-Ours", "on": "429"}]


def test_a_fence_of_headers_that_only_responses_have() -> None:
    assert headers("```\nX-RateLimit-Limit: 60\nAccept: */*\n```") == [{"name": "X-RateLimit-Limit"}]


def test_a_table_of_response_headers() -> None:
    table = "| Header | Present |\n|---|---|\n| `X-State` | Always |\n"
    assert headers(f"### Response headers\n\n{table}") == [{"name": "X-State", "on": "all"}]
    assert headers(f"### Request headers\n\n{table}") == []
