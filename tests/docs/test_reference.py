"""What the documentation takes from the code is what the code says. If not: `python docs/make_reference.py`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.docs.pages import README, ROOT, block, make_reference

MADE = make_reference()
PAGES = MADE.pages()


@pytest.mark.parametrize("path", [pytest.param(path, id=path.name) for path in PAGES])
def test_a_reference_page_is_as_the_code_makes_it(path: Path) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path]


@pytest.mark.parametrize("name", ["options", "fixtures", "findings"])
def test_a_table_of_the_readme_is_as_the_code_makes_it(name: str) -> None:
    assert block(README, name) == MADE.blocks()[name]


def test_no_page_is_left_of_a_rule_that_is_gone() -> None:
    there = {path.relative_to(ROOT) for path in (ROOT / "docs/reference/rules").glob("CT*.md")}
    assert there <= set(PAGES)


def test_every_family_of_codes_has_its_title() -> None:
    digits = {path.stem[2] for path in PAGES if re.fullmatch(r"CT\d{3}", path.stem)}
    assert digits <= set(MADE.FAMILIES)


def test_the_sample_is_what_a_run_prints() -> None:
    assert steady(block(README, "sample")) == steady(MADE.sample())


def steady(output: str) -> list[str]:
    """The lines without what differs from run to run, or from one version of a dependency to the next."""
    output = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "<uuid>", output)
    output = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "<time>", output)
    output = re.sub(r" +\d+  (?=\d+\N{MULTIPLICATION SIGN})", " <requests>  ", output)
    output = re.sub(r"(?<=\N{MULTIPLICATION SIGN})\d+|\d+(?= requests)", "<n>", output)
    return [line.rstrip() for line in output.splitlines() if not line.startswith("  seen:")]
