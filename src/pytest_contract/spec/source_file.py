"""One file that a document was read from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pytest_contract.spec.parse import Syntax, parse
from pytest_contract.spec.read import decode


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A file or URL, with what it held."""

    where: str
    """Absolute path with symbolic links resolved, or a URL."""
    display: str
    """How reports name it."""
    raw: bytes = field(repr=False)
    """Kept for the lines, which are computed when first asked for."""
    syntax: Syntax
    root: Any = field(repr=False)
    """The parsed value."""

    @property
    def text(self) -> str:
        """What was parsed."""
        return decode(self.raw, self.display)


def parse_file(raw: bytes, *, where: str, display: str) -> SourceFile:
    """The file, parsed; raises SpecLoadError with its line."""
    root, syntax = parse(decode(raw, display), display)
    return SourceFile(where=where, display=display, raw=raw, syntax=syntax, root=root)
