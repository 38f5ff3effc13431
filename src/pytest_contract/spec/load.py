"""INTERFACE ONLY: to be built."""

from __future__ import annotations

from pytest_contract.spec.document import Document


def load(source: str, *, allow_remote_refs: bool = False) -> Document:
    """Read a spec from a path or an http(s) URL; raises SpecLoadError with one line that names the way out."""
    raise NotImplementedError
