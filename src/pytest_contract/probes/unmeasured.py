"""What a probe could not measure, and why."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_contract.design import ClaimKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmeasured:
    """A promise that no experiment could be made on."""

    kind: ClaimKind
    reason: str
    """One line for a reader: what is missing."""
    is_out_of_reach: bool = True
    """Whether the user has to change something first; else another request might have done."""
