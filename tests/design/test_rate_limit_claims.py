"""Rate limits that documents promise."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def limits(text: str) -> list[tuple[str, dict[str, Any]]]:
    claims = [claim for claim in read_text(text).claims if claim.kind == "rate_limit"]
    return [(str(claim.operation or ""), dict(claim.value)) for claim in claims]


def values(text: str) -> list[dict[str, Any]]:
    return [value for _, value in limits(text)]


def test_a_label_below_an_endpoint_is_that_endpoints() -> None:
    text = "### POST /reports\n\n- **Rate limit:** 10 per hour per user\n"
    assert limits(text) == [("POST /reports", {"limit": 10, "window_s": 3600, "scope": "user"})]


def test_limit_and_window_in_cells_of_their_own() -> None:
    text = "## Rate limits\n\n| Endpoint | Window | Limit |\n|---|---|---|\n| `POST /login` | 15 min | 20 |\n"
    assert limits(text) == [("POST /login", {"limit": 20, "window_s": 900})]


def test_the_window_in_seconds_of_a_column() -> None:
    text = "## Rate limits\n\n| Scope | Requests | Window (seconds) |\n|---|---|---|\n| Per IP | 100 | 60 |\n"
    assert values(text) == [{"limit": 100, "window_s": 60, "scope": "ip"}]


def test_columns_that_carry_the_unit() -> None:
    text = "## Rate limits\n\n| Plan | Read/min | Write/min |\n|---|---|---|\n| Free | 100 | 20 |\n"
    assert values(text) == [
        {"limit": 100, "window_s": 60, "plan": "Free", "category": "Read"},
        {"limit": 20, "window_s": 60, "plan": "Free", "category": "Write"},
    ]


def test_a_matrix_of_plans() -> None:
    text = "## Rate limits\n\n| | Free | Pro |\n|---|---|---|\n| Events | 60 RPS | 6K RPS |\n"
    assert values(text) == [
        {"limit": 60, "window_s": 1, "plan": "Free", "category": "Events"},
        {"limit": 6000, "window_s": 1, "plan": "Pro", "category": "Events"},
    ]


def test_burst_in_its_own_column() -> None:
    text = "## Rate limits\n\n| Endpoint | Limit | Window | Burst |\n|---|---|---|---|\n| `GET /a` | 10 | 1 s | 20 |\n"
    assert values(text) == [{"limit": 10, "window_s": 1, "burst": 20}]


def test_another_status_than_429() -> None:
    text = "## GET /a\n\nLimited to 5 requests per minute; if that is exceeded the API answers 503."
    assert values(text.replace(";", ",")) == [{"limit": 5, "window_s": 60, "status": "503"}]


def test_a_limit_in_a_document_of_another_language() -> None:
    assert values("## レート制限\n\n- 1分あたり60リクエスト\n") == [{"limit": 60, "window_s": 60}]


def test_no_rate_limit_is_a_promise() -> None:
    assert values("## GET /health\n\nThis endpoint is not rate limited.") == [{"negated": True}]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("## Rate limits\n\nX-RateLimit-Limit: Maximum requests per hour", id="no-number"),
        pytest.param("## Scalability\n\n- 1000 requests per second per replica", id="capacity"),
        pytest.param("## Alerts\n\n- eviction rate < 100/min", id="alert"),
        pytest.param("## Rate limits\n\n```json\n{\"limit\": 5, \"window\": 60}\n```", id="example-body"),
        pytest.param("## Rate limits\n\n{What are the limits?}", id="template"),
        pytest.param("## Limits\n\n| Plan | Limit |\n|---|---|\n| Pro | Unlimited |\n", id="unlimited-cell"),
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("cell", "category"),
    [
        ("all endpoints, unless listed below", None),
        ("Everything else", None),
        ("Default", None),
        ("All other routes", None),
        ("any", None),
        ("All write endpoints", "All write endpoints"),
        ("Search", "Search"),
    ],
)
def test_what_everything_is_for_is_no_category(cell: str, category: str | None) -> None:
    (limit,) = values(f"## Rate limits\n\n| What | Limit | Window |\n|---|---|---|\n| {cell} | 30 | 1 minute |\n")
    assert limit.get("category") == category
