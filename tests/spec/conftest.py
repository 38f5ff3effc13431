"""Documents written to a folder and loaded from there."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pytest_contract.spec import Document, Operation, load

HEAD = 'openapi: "3.1.0"\ninfo: {title: Shop, version: "1"}\n'


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], Path]:
    """Writes files into an empty working directory and gives the path of the first."""
    monkeypatch.chdir(tmp_path)

    def write_files(files: Mapping[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(textwrap.dedent(text), encoding="utf-8")
        return tmp_path / next(iter(files))

    return write_files


@pytest.fixture
def document(write: Callable[[Mapping[str, str]], Path]) -> Callable[..., Document]:
    """Loads a document of version 3.1 from what stands below its head, with further files beside it."""

    def load_body(body: str, head: str = HEAD, **files: str) -> Document:
        others = {name.replace("__", "/").replace("_yaml", ".yaml"): text for name, text in files.items()}
        return load(str(write({"openapi.yaml": head + textwrap.dedent(body), **others})))

    return load_body


@pytest.fixture
def operation(document: Callable[..., Document]) -> Callable[..., Operation]:
    """The first operation of such a document."""
    return lambda body, **more: document(body, **more).operations[0]
