"""Valid drafts that the app took, each with what it needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pytest_contract.exchange import Request
from pytest_contract.traffic.draft import Draft


@dataclass(slots=True)
class Accepted:
    """Drafts in the order in which they were taken."""

    _drafts: list[Draft] = field(default_factory=list)
    _needed: dict[int, tuple[Request, ...]] = field(default_factory=dict)

    def add(self, draft: Draft, after: tuple[Request, ...]) -> None:
        """Keep a draft, and what was sent to make what it uses."""
        self._drafts.append(draft)
        self._needed[id(draft)] = after

    def needed_by(self, draft: Draft | None) -> tuple[Request, ...]:
        """What was sent to make what an accepted draft uses; nothing for any other one."""
        return self._needed.get(id(draft), ())

    @property
    def first(self) -> Draft | None:
        """The one that was taken first."""
        return self._drafts[0] if self._drafts else None

    @property
    def newest(self) -> Draft | None:
        """The one that was taken last."""
        return self._drafts[-1] if self._drafts else None

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts)

    def __len__(self) -> int:
        return len(self._drafts)
