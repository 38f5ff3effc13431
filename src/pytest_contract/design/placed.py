"""A block with the section that it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_contract.design.blocks import Block
from pytest_contract.design.mention import mentions, path_of
from pytest_contract.design.sections import is_counter_example, promises_nothing

BOLD_HEADING = 7
"""The level of a paragraph that is a heading in all but its mark: below every heading proper."""

TITLE = 0.5
"""The level of a document's title: above every other heading, whatever its mark."""


@dataclass(slots=True)
class Section:
    """A heading and what stands below it, down to the next of its level or above."""

    level: float
    title: str
    above: Section | None = None
    closed: str = ""
    """Why nothing in it is a claim: its name; empty where it is open."""
    mark: float = 0
    """The level that its heading is marked with; a title's is not its level."""

    def giving(self) -> Section | None:
        """The section above, where what it is about holds for this one too: a title's label ends as any label does."""
        above = self.above
        return None if above is not None and above.level == TITLE and self.mark <= above.mark else above

    def titles(self) -> tuple[str, ...]:
        """The headings from the outermost to this one."""
        return () if self.above is None else (*self.above.titles(), self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A block, its place in the sequence, and its section."""

    place: int
    block: Block
    section: Section
    opens: bool = False
    """Whether it is the heading of its section."""


@dataclass(slots=True)
class _Stack:
    sections: list[Section] = field(default_factory=lambda: [Section(0, "")])

    def open(self, level: float, title: str, mark: float) -> Section:
        """A new section, in the innermost one of a lower level."""
        while self.sections[-1].level >= level:
            self.sections.pop()
        above = self.sections[-1]
        closed = above.closed or (title if promises_nothing(title) or is_counter_example(title) else "")
        section = Section(level, title, above, closed, mark)
        self.sections.append(section)
        return section


def place(blocks: Sequence[Block]) -> tuple[Placed, ...]:
    """Each block in its section."""
    stack = _Stack()
    placed = []
    title = next((position for position, block in enumerate(blocks) if block.kind == "heading"), None)
    for position, block in enumerate(blocks):
        level = TITLE if position == title and _is_title(block) else _heading_level(block)
        section = stack.open(level, block.text, _heading_level(block)) if level else stack.sections[-1]
        placed.append(Placed(place=position, block=block, section=section, opens=bool(level)))
    return tuple(placed)


def _is_title(block: Block) -> bool:
    """Whether a document's first heading is about all of it: it names no operation, and nothing to leave out."""
    return not (promises_nothing(block.text) or mentions(block.text) or path_of(block.text))


def _heading_level(block: Block) -> float:
    if block.kind == "heading":
        return block.level
    if block.kind == "paragraph" and not block.parents and _is_bold_heading(block):
        return BOLD_HEADING
    return 0


def _is_bold_heading(block: Block) -> bool:
    """Whether a paragraph is all bold, or a method and a path and nothing else."""
    text = block.text.strip()
    if not text or "\n" in text or len(text) > 200:
        return False
    return (bool(block.bold) and text.rstrip(":：").strip() == block.bold) or _is_only_an_operation(text)


def _is_only_an_operation(text: str) -> bool:
    found = mentions(text)
    return len(found) == 1 and not text[: found[0].start].strip(" `*#•-") and not text[found[0].end :].strip(" `*.:")
