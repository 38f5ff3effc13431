"""A design document from disk, as a run needs it."""

from __future__ import annotations

from pathlib import Path

from pytest_contract.design.read import Unread, read_text
from pytest_contract.errors import UsageError
from pytest_contract.findings import displayed
from pytest_contract.rules.design_evidence import UnreadLine
from pytest_contract.run.designs import DesignDocument


def read_document(path: Path) -> DesignDocument:
    """The claims of one document; raises UsageError where it isn't readable text."""
    file = displayed(str(path)).replace("\\", "/")
    design = read_text(_text(path, file), file)
    return DesignDocument(
        file=file,
        claims=design.claims,
        unread=tuple(_line(file, each) for each in design.unread),
        left_out=len(design.ignored),
    )


def _line(file: str, unread: Unread) -> UnreadLine:
    return UnreadLine(file=file, line=unread.line, text=unread.text, reason=unread.reason)


def _text(path: Path, file: str) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"the design document {file} can't be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(f"the design document {file} is not UTF-8: line {line} has a byte that is none") from None
