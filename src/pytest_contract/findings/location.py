"""A place in one of the three sources."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

Source = Literal["design", "spec", "app"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A line of the design document, of the spec, or of the app's code."""

    source: Source
    file: str
    """Path as the user would type it: relative to the working directory where it is below it; or a URL."""
    line: int | None = None
    """Counted from 1; `None` where the source has no lines (a spec that came minified, a built-in handler)."""

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


def displayed(path: str) -> str:
    """A path as the user would type it: relative to the working directory where it is below it."""
    relative = os.path.relpath(path) if os.path.isabs(path) else path
    return path if relative.startswith(os.pardir) else relative
