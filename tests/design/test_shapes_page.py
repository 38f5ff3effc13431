"""The page of shapes shows what is read: every example on it gives what the page says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pytest_contract.design.read import read_text

PAGES = Path(__file__).parents[2] / "docs"
_ROW = re.compile(
    r"^\| (?P<shape>[^|]+) \| (?P<ticks>`{1,2})(?P<example>.+?) ?(?P=ticks) \| (?P<gives>[^|]+) \|$", re.MULTILINE
)
ROWS = [
    pytest.param(match["example"], re.findall(r"`([^`]+)`", match["gives"]), id=match["example"][:40])
    for match in _ROW.finditer((PAGES / "reference/shapes.md").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("example", "gives"), ROWS)
def test_an_example_of_the_page_is_read_as_it_says(example: str, gives: list[str]) -> None:
    assert [claim.title.removeprefix("L1 ") for claim in read_text(example).claims] == gives


def test_every_row_of_the_page_is_read_here() -> None:
    page = (PAGES / "reference/shapes.md").read_text(encoding="utf-8")
    assert len(ROWS) == page.count("\n| ") - page.count("| shape |")


def test_the_contract_block_of_the_page_is_read_without_a_fault() -> None:
    text = (PAGES / "how-to/write-a-design.md").read_text(encoding="utf-8")
    block = "```contract" + text.split("```contract")[1].split("```")[0] + "```"
    design = read_text(block)
    assert design.unread == ()
    assert {claim.kind for claim in design.claims} == {
        "operation", "status", "error_code", "rate_limit", "auth", "latency", "header", "error_format",
    }  # fmt: skip
