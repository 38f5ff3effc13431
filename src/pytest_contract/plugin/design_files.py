"""From `--contract-design` to design documents that have been read."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from pytest_contract.errors import UsageError
from pytest_contract.findings import displayed
from pytest_contract.plugin.reading import Given, given
from pytest_contract.run.designs import DesignDocument


def find_designs(config: pytest.Config) -> tuple[Path, ...]:
    """The files that were named, each once, those of a glob in the order of their names; raises UsageError."""
    return tuple(dict.fromkeys(path for value in given(config, "contract_design") for path in _files(value)))


def _files(value: Given) -> Iterator[Path]:
    named = Path(os.path.normpath(value.base / value.text))
    if named.is_dir():
        raise value.refuse(f"{value.text!r} is a folder; name a file in it, or all: '{value.text.rstrip('/')}/*.md'")
    if named.exists():
        yield named
        return
    if not glob.has_magic(value.text):
        raise value.refuse(f"there is no file {value.text!r}")
    found = sorted(glob.glob(str(named), recursive=True))
    files = [Path(path) for path in found if os.path.isfile(path)]
    if not files:
        raise value.refuse(f"no file matches {value.text!r}")
    yield from files


def read_designs(files: Sequence[Path]) -> dict[Path, DesignDocument]:
    """Each document with its claims; raises UsageError where one can't be read, or none of them promises anything."""
    if not files:
        return {}
    from pytest_contract.run.design_reading import read_document

    read = {path: read_document(path) for path in files}
    if not any(design.claims or design.unread for design in read.values()):
        names = ", ".join(displayed(str(path)) for path in files)
        raise UsageError(
            f"{names}: no promise was found that could be checked; "
            "python -m pytest_contract claims FILE shows what is read"
        )
    return read
