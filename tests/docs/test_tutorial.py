"""The tutorial's commands, run one after the other in a copy of the clone, do what it says."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.docs.pages import ROOT, bash, code_blocks

TUTORIAL = (ROOT / "docs/tutorial/first-run.md").read_text(encoding="utf-8")
INSTALL, KEEPS, COPY, DRIFTS, EXPLAIN, MEND, AGAIN, ONE, CLEAN = code_blocks(TUTORIAL, "bash")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files that the tutorial uses, and the installed pytest in the place that it installs one to."""
    folder = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "fixtures", folder / "fixtures", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    (folder / "tests").mkdir()
    pytest_ = folder / ".venv" / "bin" / "pytest"
    pytest_.parent.mkdir(parents=True)
    pytest_.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pytest "$@"\n')
    pytest_.chmod(0o755)
    return folder


def run(clone: Path, script: str) -> str:
    """What a block prints, with fewer generated requests than it would send for a reader."""
    return bash(script, clone, PATH=os.environ["PATH"], PYTEST_ADDOPTS="--contract-max-examples=10").stdout


def test_the_tutorial_from_its_start_to_its_end(clone: Path) -> None:
    kept = run(clone, KEEPS)
    assert "failed" not in kept
    assert "1 unreached" in kept
    run(clone, COPY)
    drifted = run(clone, DRIFTS)
    assert "4 failed" in drifted
    assert "CT101 undocumented-status" in drifted
    run(clone, MEND)
    again = run(clone, AGAIN)
    assert "CT101" not in again
    assert "CT103" in again
    one = run(clone, ONE)
    assert "1 failed" in one
    assert "CT102" in one
    assert "CT103" in one


def test_a_code_is_explained(clone: Path) -> None:
    assert run(clone, EXPLAIN).startswith("CT101 undocumented-status (error)")


def test_the_end_leaves_nothing_behind(clone: Path) -> None:
    run(clone, COPY + MEND.replace("sed -i.bak", "cp fixtures/reports_app/mended.py{,.bak}; sed -i.bak"))
    run(clone, CLEAN)
    assert not list(clone.glob("fixtures/reports_app/mended*"))


def test_the_lines_to_take_out_are_there() -> None:
    (lines,) = code_blocks(TUTORIAL, "python")
    assert lines in (ROOT / "fixtures/reports_app/drifted.py").read_text(encoding="utf-8")


def test_it_installs_as_the_readme_does() -> None:
    first, second = INSTALL.splitlines()
    assert f"{first} && {second} && " in (ROOT / "README.md").read_text(encoding="utf-8")
