"""A design document from disk, as a run needs it."""

from __future__ import annotations

from pathlib import Path

from pytest_contract.design.read import read_design
from pytest_contract.rules.design_evidence import UnreadLine
from pytest_contract.run.designs import DesignDocument


def read_document(path: Path) -> DesignDocument:
    """The claims of one document; raises UsageError where it isn't readable text."""
    design = read_design(path)
    return DesignDocument(
        file=design.file,
        claims=tuple(design.claims),
        unread=tuple(UnreadLine(file=design.file, line=each.line, text=each.text) for each in design.unread),
        left_out=len(design.ignored),
    )
