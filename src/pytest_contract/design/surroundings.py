"""What stands around a passage, nearest first, and what it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.design.passage import Passage
from pytest_contract.design.wording import says

_NEAR = 300


def surroundings(passage: Passage) -> Iterator[str]:
    """The label, the parents, the lead, the columns' heads and the headings of a passage, nearest first."""
    yield passage.label
    yield from (parent[:_NEAR] for parent in reversed(passage.parents))
    yield passage.lead[-_NEAR:]
    yield " | ".join(passage.columns)[:_NEAR]
    headings = passage.headings[:-1] if passage.kind == "heading" else passage.headings
    yield from (heading[:_NEAR] for heading in reversed(headings))


def is_about(passage: Passage, *meanings: str, unless: tuple[str, ...] = ()) -> bool:
    """Whether what stands around a passage speaks of something, and nothing nearer speaks of something else."""
    for text in surroundings(passage):
        if says(text, *meanings):
            return True
        if unless and says(text, *unless):
            return False
    return False
