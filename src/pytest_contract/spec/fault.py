"""What can't be used in a spec, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something in the spec that can't be used as it stands."""

    kind: Literal["reference", "pattern", "schema", "structure", "example"]
    reason: str
    """One line, under 300 characters."""
    pointer: str
    """JSON pointer of the place in the document."""
