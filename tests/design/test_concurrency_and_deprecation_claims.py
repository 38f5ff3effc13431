"""Winners among simultaneous requests, and what goes away."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def of(kind: str, text: str) -> list[dict[str, Any]]:
    return [dict(claim.value) for claim in read_text(text).claims if claim.kind == kind]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Of two concurrent bookings exactly one succeeds, the others get 409.", id="exactly-one"),
        pytest.param("Assignments are concurrent. The first to commit wins. The second receives HTTP 409.", id="first"),
        pytest.param("Two users booking at the same time: the second gets 409.", id="second"),
        pytest.param("并发请求中只有一个成功，其余返回 409", id="chinese"),
        pytest.param("Gleichzeitig: nur eine ist erfolgreich, andere erhalten 409.", id="german"),
    ],
)
def test_one_wins(line: str) -> None:
    assert of("concurrency", f"### POST /bookings\n\n- {line}\n") == [{"winners": 1, "status": "409"}]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The job makes 5 concurrent uploads.", id="parallel-work"),
        pytest.param("Concurrent updates: last write wins.", id="last-write"),
        pytest.param("The first page is returned with success.", id="nothing-at-once"),
        pytest.param("409: version conflict.", id="a-status"),
    ],
)
def test_none_wins(line: str) -> None:
    assert of("concurrency", f"- {line}\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("### GET /v1/x (deprecated)", [{"deprecated": True}], id="heading"),
        pytest.param("### GET /x\n\nSunset on 2026-06-30; deprecated.",
                     [{"sunset": "2026-06-30"}, {"deprecated": True}], id="sunset"),
        pytest.param("v1 of the API is deprecated and will be removed on June 30, 2026.",
                     [{"deprecated": True, "sunset": "2026-06-30"}], id="version"),
        pytest.param("We give 6 months notice before we remove deprecated endpoints.", [{"notice": "6 months"}],
                     id="notice"),
        pytest.param("```http\nDeprecation: @1688169599\nSunset: Sat, 31 Dec 2024 23:59:59 GMT\n```",
                     [{"deprecated": True, "date": "2023-06-30"}, {"sunset": "2024-12-31"}], id="headers"),
        pytest.param("```http\nDeprecation: true\n```", [{"deprecated": True}], id="old-draft"),
        pytest.param("### GET /x\n\nThe `old` parameter is deprecated.", [], id="a-parameter"),
        pytest.param("### GET /x\n\nThis endpoint is not deprecated.", [], id="not"),
        pytest.param("Use of library X is deprecated.", [], id="a-library"),
        pytest.param("```http\nSunset: Sat, 99 Foo 2024 23:59:59 GMT\n```", [{}], id="no-date"),
    ],
)  # fmt: skip
def test_deprecation(text: str, expected: list[dict[str, Any]]) -> None:
    assert of("deprecation", text) == expected
