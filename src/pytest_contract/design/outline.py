"""Markdown as passages: what may promise something, with all that says what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pytest_contract.design.atlas import Atlas, Owners
from pytest_contract.design.base_path import base_path
from pytest_contract.design.blocks import Block, read_blocks
from pytest_contract.design.fences import FenceLine, fence_lines, is_json, request_owners
from pytest_contract.design.mention import ANY_METHOD, Mention, is_concrete, mentions
from pytest_contract.design.owners import Ledger, Ownership, operations_apart, scoped_lists
from pytest_contract.design.passage import Passage
from pytest_contract.design.placed import Placed, place
from pytest_contract.design.sections import is_counter_example, is_superseded

_BEGINNING = 12
"""How many blocks may go before the line that says whether a document holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A document's passages, and what is left out of them."""

    passages: tuple[Passage, ...]
    closed: tuple[tuple[int, str], ...]
    """`(line, reason)` of the blocks that hold no claims."""
    comments: tuple[tuple[int, str], ...]
    """`(line, comment)`."""
    blocks: tuple[tuple[int, str, Passage], ...]
    """`(line of the fence's first line, its text, a passage that owns what it says)` for each `contract` fence."""
    base: str
    """The path that all others are relative to; empty without one."""
    sections: tuple[tuple[int, int], ...]
    """`(first, last)` line of each section, in the order of their beginnings."""
    atlas: Atlas


def outline(text: str) -> Outline:
    """The passages of a document, in their order. Linear in its length, raises on no text."""
    placed = place(read_blocks(text))
    ended = _ended(placed)
    kept = [] if ended else [entry for entry in placed if not _left_out(entry)]
    atlas = Atlas.of(mention for entry in kept for mention in _defining(entry.block))
    ledger = Ledger(atlas, scoped_lists(placed), atlas.sole())
    known = tuple(atlas.operations)
    passages: list[Passage] = []
    contracts: list[tuple[int, str, Passage]] = []
    closed: list[tuple[int, str]] = []
    for entry in placed:
        ownership = ledger.own(entry)
        if reason := ended or _left_out(entry):
            closed.append((entry.block.line, reason))
        elif entry.block.kind == "code" and entry.block.language == "contract":
            whole = FenceLine(number=0, text=entry.block.text.rstrip("\n"))
            passage = _code(entry, placed, known, whole, ownership.owners, "contract")
            contracts.append((entry.block.line, entry.block.text, passage))
        elif entry.block.kind == "code":
            passages += _fence(entry, placed, ledger, known)
        elif entry.block.kind != "comment" and entry.block.text:
            passages.append(_passage(entry, ownership, placed, known))
    return Outline(
        passages=tuple(passages),
        closed=tuple(closed),
        comments=tuple((entry.block.line, comment) for entry in placed for comment in entry.block.comments),
        blocks=tuple(contracts),
        base=base_path(placed, atlas),
        sections=tuple(sorted(_extents(placed, text.count("\n") + 1))),
        atlas=atlas,
    )


def _ended(placed: Sequence[Placed]) -> str:
    """What the document says near its beginning of having ended; empty where it holds."""
    for entry in placed[:_BEGINNING]:
        block = entry.block
        label, text = (block.cells[0], " ".join(block.cells)) if len(block.cells) == 2 else (block.label, block.text)
        if label and is_superseded(label, text):
            return f"the document says: {text[:80]}"
    return ""


def _left_out(entry: Placed) -> str:
    """Why a block holds no claims; empty where it may."""
    if entry.section.closed:
        return f"section: {entry.section.closed}"
    if entry.block.struck:
        return "crossed out"
    if entry.block.kind != "row" and entry.block.label and is_counter_example(entry.block.label):
        return f"counter-example: {entry.block.label}"
    return ""


def _defining(block: Block) -> Iterator[Mention]:
    """The operations of a block, for the atlas."""
    if block.kind == "code":
        for line in () if is_json(block.text, block.language) else fence_lines(block.text, block.language):
            yield from line.mentions
        return
    yield from mentions(block.text)
    if block.kind == "row":
        yield Mention(start=0, end=0, operations=operations_apart(block.cells)[0])


def _passage(entry: Placed, ownership: Ownership, placed: Sequence[Placed], known: Owners) -> Passage:
    block = entry.block
    return Passage(
        kind=block.kind,  # type: ignore[arg-type]
        lines=tuple(range(block.line, block.line + block.text.count("\n") + 1)),
        text=block.text,
        label=block.label,
        cells=block.cells,
        columns=_as_many(block.columns, len(block.cells)),
        headings=entry.section.titles(),
        lead="" if block.lead is None else placed[block.lead].block.text,
        parents=tuple(placed[parent].block.text for parent in block.parents if parent != entry.place),
        owners=ownership.owners,
        owned_from=ownership.owned_from,
        named=ownership.named,
        known=known,
    )


def _as_many(columns: tuple[str, ...], count: int) -> tuple[str, ...]:
    return (*columns[:count], *("" for _ in range(count - len(columns))))


def _fence(entry: Placed, placed: Sequence[Placed], ledger: Ledger, known: Owners) -> Iterator[Passage]:
    block = entry.block
    owners = ledger.inherited(entry)
    if is_json(block.text, block.language):
        yield _code(entry, placed, known, FenceLine(number=0, text=block.text.rstrip("\n")), owners, "json")
        return
    lines = list(fence_lines(block.text, block.language))
    named = {key for line in lines for mention in line.mentions for key in mention.operations}
    settles = len(named) == 1 and not any(is_concrete(part) for key in named for part in key.path.split("/"))
    if not owners and settles and any(line.defines for line in lines):
        ledger.settle(entry.section, tuple(named))
    for line in lines:
        owners = request_owners(line, owners)
        yield _code(entry, placed, known, line, owners, block.language)


def _code(
    entry: Placed, placed: Sequence[Placed], known: Owners, line: FenceLine, owners: Owners, language: str
) -> Passage:
    block = entry.block
    first = block.line + line.number
    named = tuple(key for mention in line.mentions for key in mention.operations) if line.defines else ()
    return Passage(
        kind="code",
        lines=tuple(range(first, first + line.text.count("\n") + 1)),
        text=line.text,
        language=language,
        headings=entry.section.titles(),
        lead="" if block.lead is None else placed[block.lead].block.text,
        parents=tuple(placed[parent].block.text for parent in block.parents),
        owners=owners,
        named=tuple(key for key in named if key.method != ANY_METHOD),
        known=known,
        part=line.part,
        status=line.status,
    )


def _extents(placed: Sequence[Placed], last_line: int) -> Iterator[tuple[int, int]]:
    """The first and the last line of each section, itself included."""
    openings = [entry for entry in placed if entry.opens]
    ends: list[tuple[int, int]] = []
    open_sections: list[Placed] = []
    for entry in openings:
        while open_sections and open_sections[-1].section.level >= entry.section.level:
            ends.append((open_sections.pop().block.line, entry.block.line - 1))
        open_sections.append(entry)
    yield from ends
    yield from ((entry.block.line, last_line) for entry in open_sections)
