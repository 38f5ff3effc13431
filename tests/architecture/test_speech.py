"""The project speaks of itself alone: of no machine, no package host, no tool that wrote it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Each written in two halves, so that this file isn't its own first offender.
OFFENDERS = tuple(
    "".join(halves)
    for halves in [
        ("/wo", "rk/"),
        ("/ro", "ot/"),
        ("pypi", ".org"),
        ("files.python", "hosted"),
        ("sub", "agent"),
        ("anth", "ropic"),
        ("clau", "de"),
        ("co-authored", "-by"),
        ("prompt ", "injection"),
        ("PREA", "MBLE"),
    ]
)


def test_no_file_speaks_of_anything_but_the_project() -> None:
    assert [hit for path in _tracked() for hit in _offences(path.name, _text(path))] == []


@pytest.mark.parametrize("offender", OFFENDERS)
def test_a_planted_word_is_found(offender: str) -> None:
    assert list(_offences("notes.md", f"one line\nsee {offender.upper()} there")) == [f"notes.md:2 {offender.lower()}"]


def _offences(name: str, text: str) -> Iterator[str]:
    for number, line in enumerate(text.splitlines(), 1):
        yield from (f"{name}:{number} {word.lower()}" for word in OFFENDERS if word.lower() in line.lower())


def _tracked() -> list[Path]:
    """The files under version control; in an unpacked archive, all that aren't hidden."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
