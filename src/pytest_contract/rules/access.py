"""What a run learned about an operation's door."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_contract.probes.auth import ANONYMOUS
from pytest_contract.rules.evidence import Judged, OperationEvidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """What an operation answers to a request without credentials."""

    is_open: bool
    shown_by: tuple[Judged, ...]


def door(evidence: OperationEvidence) -> Door | None:
    """Whether a valid request without credentials is let in or turned away with 401 or 403; `None` where neither
    was seen."""
    bare = evidence.probed(ANONYMOUS)
    let_in = tuple(judged for judged in bare if evidence.is_let_in(judged))
    if let_in:
        return Door(is_open=True, shown_by=let_in)
    turned_away = tuple(judged for judged in bare if judged.status in (401, 403))
    return Door(is_open=False, shown_by=turned_away) if turned_away else None
