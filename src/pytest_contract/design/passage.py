"""The smallest piece of a document that may promise something, with all that says what it is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pytest_contract.design.claim import Promise, Strength
from pytest_contract.findings import OperationKey


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A heading, a list item's own paragraph, a table's row, a paragraph, or one line of a fence.

    A fence of JSON is one passage. Of a fence in a programming language only comments are passages.
    """

    kind: Literal["heading", "item", "row", "paragraph", "code"]
    lines: tuple[int, ...]
    """The number, from 1, of each line of `text`."""
    text: str
    """Plain text: emphasis gone, links by their text, code spans still in backticks; `\\n` where the source
    breaks a line. A row's cells are joined by ` | `."""
    label: str = ""
    """What stands in bold or before a colon at the beginning: `Rate limit` of `**Rate limit:** 10 per hour`."""
    cells: tuple[str, ...] = ()
    """A row's own cells."""
    columns: tuple[str, ...] = ()
    """The table's header cells, as many as `cells`."""
    language: str = ""
    """A fence's info string, first word, in lower case."""
    headings: tuple[str, ...] = ()
    """Those that it stands below, outermost first; a heading's own text is the last."""
    lead: str = ""
    """The paragraph that introduces the list, the table or the fence: `Servers SHOULD answer HEAD /media with:`."""
    parents: tuple[str, ...] = ()
    """The list items that it stands below, outermost first."""
    owners: tuple[OperationKey, ...] = ()
    """The operations that it is about, as far as headings, rows, leads, parents and its own text say; empty: the
    whole API. The method is `*` where the document names a path alone; the path may be a glob."""
    owned_from: tuple[tuple[int, tuple[OperationKey, ...]], ...] = ()
    """`(offset, owners)` where operations are named within the text, in order: what stands after belongs to them."""
    named: tuple[OperationKey, ...] = ()
    """The operations that it defines rather than refers to: those of a heading, a label, a row, an item's beginning."""
    known: tuple[OperationKey, ...] = ()
    """All operations that the document names; shared by all of its passages."""
    part: Literal["", "request", "response"] = ""
    """Which part of an exchange a fence's line belongs to, or a list or a table below a heading that says so."""
    status: str = ""
    """The response's status, where the fence, the lead or the heading names one: `429` of `Response (429)`."""
    strength: Strength = "must"

    def line_at(self, offset: int) -> int:
        """The source line of a place in `text`."""
        return self.lines[min(self.text.count("\n", 0, offset), len(self.lines) - 1)]

    def owners_at(self, offset: int) -> tuple[OperationKey, ...]:
        """The operations that a place in `text` is about."""
        named = [owners for start, owners in self.owned_from if start <= offset]
        return named[-1] if named else self.owners

    def cell_offset(self, index: int) -> int:
        """Where a row's cell begins in `text`."""
        return sum(len(cell) + 3 for cell in self.cells[:index])


Recogniser = Callable[[Passage], "list[Promise]"]
"""Reads one kind of promise; linear in the passage's length, raises on no text."""
