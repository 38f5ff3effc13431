"""No text breaks the reader, and none keeps it long."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_contract.design.read import read_text

_PIECES = [
    "# ", "## POST /a", "- ", "  - ", "| a | b |\n|-|-|\n", "| 404 | `X_Y` |\n", "```\n", "```json\n", "```contract\n",
    "```mermaid\n", "**", "`", "GET /a/{id}", "404", "4xx", "returns ", "\n", "\n\n", " ",
    "<!-- contract: ignore-line x -->",
    "10 per hour", "P95 < 200ms", "[a](b)", "{{x}}", "> ", "1. ", "---\n", "~~", "\\|", "|", "é", "を返す",
    "\x00", "\u2028",
    "{", "}", "&amp;", "<br/>", "HTTP/1.1 429 Too Many Requests\n", "AND ", "Retry-After", "Bearer", "\t", "\r\n", ": ",
]  # fmt: skip


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(_PIECES), max_size=60).map("".join) | st.text(max_size=200))
def test_the_reader_never_raises(text: str) -> None:
    design = read_text(text)
    titles = [claim.title for claim in design.claims]
    assert len(set(titles)) == len(titles)
    assert all(1 <= claim.line <= text.count("\n") + text.count("\r") + 1 for claim in design.claims)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[" * 100_000, id="brackets"),
        pytest.param("*a_" * 30_000, id="emphasis"),
        pytest.param("> " * 5_000 + "404", id="quotes"),
        pytest.param("\n".join("  " * depth + "- 404" for depth in range(300)), id="nested-lists"),
        pytest.param("GET /" * 20_000, id="methods"),
        pytest.param("404 " * 20_000, id="numbers"),
        pytest.param("404, " * 4_000 + "\n", id="numbers-below-the-limit-of-a-line"),
        pytest.param("`A_B` " * 10_000, id="codes"),
        pytest.param("10 per hour per " * 5_000, id="limits"),
        pytest.param("|a" * 20_000 + "\n" + "|-" * 20_000 + "\n" + "|404" * 20_000, id="wide-table"),
        pytest.param("```json\n" + "[" * 50_000 + "\n```", id="deep-json"),
        pytest.param("```contract\n" + "[" * 5_000 + "\n```", id="deep-yaml"),
        pytest.param("## GET /a\n\n" + "P95 < 200ms, " * 5_000, id="latencies"),
        pytest.param("A" * 200_000, id="one-word"),
        pytest.param("A_" * 100_000, id="one-code"),
        pytest.param("<!-- " * 20_000, id="comments"),
        pytest.param("**" + "x" * 100_000 + "**", id="one-heading"),
        pytest.param("\n".join(f"{'#' * (i % 6 + 1)} H{i}" for i in range(3_000)), id="headings"),
    ],
)
def test_an_adversarial_text_is_read_in_time(text: str) -> None:
    begun = time.process_time()
    read_text(text)
    assert time.process_time() - begun < 20


def _document(lines: int) -> str:
    section = "## POST /api/v{n}/reports\n\nIt returns 202, not 200, within 500 ms (P95).\n\n| Status | Code |\n|-|-|\n"
    rows = "| 429 | `RATE_LIMITED` |\n| 400 | `INVALID_RANGE` |\n\n- 10 requests per hour per user\n"
    return "".join(section.replace("{n}", str(number)) + rows for number in range(lines // 11))


def test_ten_thousand_lines_are_read_in_seconds() -> None:
    begun = time.process_time()
    design = read_text(_document(10_000))
    assert len(design.claims) > 5_000
    assert time.process_time() - begun < 10
