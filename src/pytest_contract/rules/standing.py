"""How a design document's claim stands after a run, or after a part of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
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

    def __add__(self, other: Standing) -> Standing:
        """What two pieces of evidence say together, in any order: the graver verdict, and all that was seen."""
        first = self.graver(other)
        return Standing(claim=self.claim, verdict=first.verdict, seen=self.seen + other.seen, reason=first.reason)

    def graver(self, other: Standing) -> Standing:
        """Of two standings the one that decides."""
        return max(self, other, key=lambda each: (_WEIGHT[each.verdict], each.reason, each.seen))

    def to_builtins(self) -> dict[str, Any]:
        """As dict, str and int."""
        return asdict(self)

    @classmethod
    def from_builtins(cls, raw: Mapping[str, Any]) -> Standing:
        """The inverse of `to_builtins`."""
        return cls(**raw)
