"""Latency targets that documents promise."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def targets(text: str) -> list[tuple[Any, float]]:
    claims = (claim for claim in read_text(text).claims if claim.kind == "latency")
    return [(claim.value["percentile"], claim.value["threshold_ms"]) for claim in claims]


def owned(text: str) -> list[tuple[str, Any, float]]:
    claims = (claim for claim in read_text(text).claims if claim.kind == "latency")
    return [(str(claim.operation or ""), claim.value["percentile"], claim.value["threshold_ms"]) for claim in claims]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param("API response time: < 300ms (p95)", [(95, 300)], id="percentile-behind"),
        pytest.param("P95 < 200ms", [(95, 200)], id="percentile-before"),
        pytest.param("<500ms P95", [(95, 500)], id="no-brackets"),
        pytest.param("p99 < 500ms and p50 < 50ms", [(99, 500), (50, 50)], id="two"),
        pytest.param("P95/P99 latency: 1 s", [(95, 1000), (99, 1000)], id="one-threshold-for-two"),
        pytest.param("99th percentile latency below 1.5 s", [(99, 1500)], id="ordinal"),
        pytest.param("99% of requests respond within 300ms", [(99, 300)], id="share"),
        pytest.param("Median latency < 20 ms", [(50, 20)], id="median"),
        pytest.param("Responds within 2 seconds.", [("max", 2000)], id="without-percentile"),
        pytest.param("P95 latency: <500ms (currently 8s)", [(95, 500)], id="formerly-behind"),
        pytest.param("P95 latency from 8s to <500ms", [(95, 500)], id="formerly-before"),
        pytest.param("Der 95. Perzentil der Antwortzeit: unter 300 ms", [(95, 300)], id="german"),
        pytest.param("Le temps de réponse (p95) doit être inférieur à 300 ms", [(95, 300)], id="french"),
        pytest.param("El tiempo de respuesta debe ser inferior a 2 segundos", [("max", 2000)], id="spanish"),
        pytest.param("レスポンスタイム: 95パーセンタイルで 300ms 以内", [(95, 300)], id="japanese"),
        pytest.param("응답 시간: P95 200ms 이하", [(95, 200)], id="korean"),
        pytest.param("yanıt süresi p95 < 250 ms", [(95, 250)], id="turkish"),
    ],
)
def test_a_line_with_a_target(line: str, expected: list[tuple[Any, float]]) -> None:
    assert targets(f"## Performance\n\n- {line}\n") == expected


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("P95 latency is 8s, P99 is 45s.", id="observed"),
        pytest.param("The request times out after 30 seconds", id="timeout"),
        pytest.param("Database query time: < 50ms (p95)", id="database"),
        pytest.param("P99 job completion time: <60s", id="job"),
        pytest.param("Slow Response Times (p95 > 1s)", id="alert"),
        pytest.param("Availability: 99.9%", id="availability"),
        pytest.param("API latency: p95 < [X]ms", id="placeholder"),
        pytest.param("The rate limit check must add <50ms to request latency", id="overhead"),
        pytest.param('Write "P95 latency <500ms" rather than "fast"', id="quoted"),
    ],
)
def test_a_line_without(line: str) -> None:
    assert targets(f"## Performance\n\n- {line}\n") == []


def test_a_column_for_each_percentile() -> None:
    table = "| Endpoint | P50 | P99 | Max |\n|---|---|---|---|\n| `GET /health` | 5ms | 700ms | 1s |\n"
    expected = [("GET /health", 50, 5), ("GET /health", 99, 700), ("GET /health", "max", 1000)]
    assert owned(f"## Latency\n\n{table}") == expected


def test_the_unit_in_the_columns_head() -> None:
    assert owned("| Endpoint | P95 (ms) |\n|---|---|\n| `GET /a` | 120 |\n") == [("GET /a", 95, 120)]


def test_the_same_table_of_a_database_promises_nothing() -> None:
    assert targets("## Database\n\n| Query | P95 |\n|---|---|\n| list | 5ms |\n") == []


def test_the_percentile_said_once_for_a_table() -> None:
    table = "**95% of calls respond in time.**\n\n| Tier | Response time |\n|---|---|\n| High | 1000ms |\n"
    assert targets(table) == [(95, 1000)]


def test_a_percentile_in_a_cell() -> None:
    assert targets("| Metric | Target |\n|---|---|\n| P95 | ≤ 200ms |\n") == [(95, 200)]
    assert targets("| Metric | Target |\n|---|---|\n| API Response Time | < 200ms (p95) |\n") == [(95, 200)]
