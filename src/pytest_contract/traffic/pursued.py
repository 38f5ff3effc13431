"""What came of going after a status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

_MOST_TOLD = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Pursued:
    """One status of one operation that plain traffic didn't show."""

    status: str
    """As it is declared: `409`, `4XX`."""
    tries: Mapping[str, int] = field(default_factory=dict)
    """What was tried, in a few words, and how often; empty where nothing could be."""
    is_reached: bool = False

    def __str__(self) -> str:
        told = [f"{tried} ({count}x)" for tried, count in self.tries.items()]
        more = [f"and {len(told) - _MOST_TOLD} more"] if len(told) > _MOST_TOLD else []
        return ", ".join([*told[:_MOST_TOLD], *more])
