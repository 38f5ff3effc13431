"""What documents promise of repeated requests."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text
from pytest_contract.design.recognise.health import is_health


def below(line: str) -> list[dict[str, Any]]:
    claims = read_text(f"### POST /a\n\n- {line}\n").claims
    return [dict(claim.value) for claim in claims if claim.kind == "idempotency"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        pytest.param("This endpoint is idempotent.", {}, id="idempotent"),
        pytest.param("`POST /a` is **not** idempotent.", {"negated": True}, id="not"),
        pytest.param("Accepts an `Idempotency-Key` header.", {"header": "Idempotency-Key"}, id="header"),
        pytest.param(
            "Repeating it with the same Idempotency-Key returns the original response.",
            {"header": "Idempotency-Key", "replay": "same"},
            id="replay",
        ),
        pytest.param("The same key with a different payload returns 422.", {"conflict_status": "422"}, id="conflict"),
        pytest.param("Idempotency keys expire after 24 hours.", {"ttl_s": 86400}, id="lifetime"),
        pytest.param("相同 Key + 不同 Body: 返回 409", {"conflict_status": "409"}, id="chinese"),
        pytest.param("La operación es idempotente.", {}, id="spanish"),
    ],
)
def test_a_line(line: str, value: dict[str, Any]) -> None:
    assert below(line) == [value]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Worker jobs are idempotent, safe to retry.", id="jobs"),
        pytest.param("**Message:** Idempotency-Key header is required", id="a-message"),
        pytest.param("Should it be idempotent?", id="question"),
        pytest.param("[ ] Idempotency for non-GET requests", id="checklist"),
    ],
)
def test_no_claim(line: str) -> None:
    assert below(line) == []


def test_a_list_of_idempotent_operations() -> None:
    text = "## Idempotency\n\nThese are idempotent:\n\n- `PUT /a`\n- `DELETE /a`\n"
    claims = [claim for claim in read_text(text).claims if claim.kind == "idempotency"]
    assert [str(claim.operation) for claim in claims] == ["PUT /a", "DELETE /a"]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("/health", "", True),
        ("/api/healthz", "", True),
        ("/health/ready", "", True),
        ("/livez", "", True),
        ("/status", "Health of the service", True),
        ("/status", "The order's status", False),
        ("/healthcare", "", False),
        ("/users/{id}", "", False),
    ],
)
def test_health_endpoints(path: str, text: str, expected: bool) -> None:
    assert is_health(path, text) is expected
