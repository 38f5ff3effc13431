"""What stands around a passage, nearest first, and what it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pytest_contract.design.passage import Passage
from pytest_contract.design.wording import says

_NEAR = 300


def surroundings(passage: Passage) -> Iterator[str]:
    """The label, the parents, the lead, the columns' heads and the headings of a passage, nearest first."""
    yield passage.label
    headings = passage.headings[:-1] if passage.kind == "heading" else passage.headings
    yield from _farther(passage.parents, passage.lead, passage.columns, headings)


@lru_cache(maxsize=512)
def _farther(
    parents: tuple[str, ...], lead: str, columns: tuple[str, ...], headings: tuple[str, ...]
) -> tuple[str, ...]:
    """What the items of a list, or the rows of a table, have in common."""
    above = (*(parent[:_NEAR] for parent in reversed(parents)), lead[-_NEAR:], " | ".join(columns)[:_NEAR])
    return (*above, *(heading[:_NEAR] for heading in reversed(headings)))


def is_about(passage: Passage, *meanings: str, unless: tuple[str, ...] = ()) -> bool:
    """Whether what stands around a passage speaks of something, and nothing nearer speaks of something else."""
    for text in surroundings(passage):
        if says(text, *meanings):
            return True
        if unless and says(text, *unless):
            return False
    return False
