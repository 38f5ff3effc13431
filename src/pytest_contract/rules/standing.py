"""How a design document's claim stands after a run, or after a part of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

Verdict = Literal["kept", "broken", "unreached", "not_verifiable"]
_WEIGHT: dict[Verdict, int] = {"not_verifiable": 0, "unreached": 1, "kept": 2, "broken": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One claim's verdict."""

    claim: str
    """The claim's id."""
    verdict: Verdict
    seen: int = 0
    """In how many exchanges or measurements it was seen kept."""
    reason: str = ""
    """What was tried, why it can't be verified, or what broke it; one line."""
    is_decided_elsewhere: bool = False
    """Another operation is the one that shows how the claim stands."""

    def __add__(self, other: Standing) -> Standing:
        """What two pieces of evidence say together, in any order: the graver verdict, and all that was seen."""
        first = self.graver(other)
        return replace(first, seen=self.seen + other.seen)

    def graver(self, other: Standing) -> Standing:
        """Of two standings the one that decides."""
        return max(self, other, key=lambda each: (*each._weight, each.reason, each.seen))

    @property
    def _weight(self) -> tuple[int, bool]:
        return _WEIGHT[self.verdict], not self.is_decided_elsewhere

    def to_builtins(self) -> dict[str, Any]:
        """As dict, str and int."""
        return asdict(self)

    @classmethod
    def from_builtins(cls, raw: Mapping[str, Any]) -> Standing:
        """The inverse of `to_builtins`."""
        return cls(**raw)
