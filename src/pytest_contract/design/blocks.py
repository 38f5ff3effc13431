"""Markdown as a flat sequence of blocks, each with its lines and with what it stands below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pytest_contract.design.inline import Plain, plain

_METHOD_ATTRIBUTE = re.compile(r"\bmethod=[\"'{]{1,2}(get|post|put|patch|delete|head|options)\b", re.IGNORECASE)
_PATH_ATTRIBUTE = re.compile(r"\b(?:path|url|endpoint|route)=[\"'{`]{1,2}(/[^\"'`\s]{0,300})")

BlockKind = Literal["heading", "item", "row", "paragraph", "code", "comment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a list item's own paragraph, a table's row, a paragraph, or a whole fence."""

    kind: BlockKind
    line: int
    """From 1."""
    text: str
    label: str = ""
    bold: str = ""
    """What stands in bold at the beginning."""
    cells: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    language: str = ""
    level: int = 0
    """A heading's."""
    group: int = 0
    """Equal for the items of one list, for the rows of one table."""
    parents: tuple[int, ...] = ()
    """Places, in the sequence, of the list items that it stands below, outermost first."""
    lead: int | None = None
    """Place of the paragraph that introduces it."""
    comments: tuple[str, ...] = ()
    struck: bool = False


@dataclass(slots=True)
class _Open:
    """A list that is being read."""

    group: int
    lead: int | None
    item: int | None = None


@dataclass(slots=True)
class _Walk:
    """What is known in the middle of a document."""

    blocks: list[Block] = field(default_factory=list)
    lists: list[_Open] = field(default_factory=list)
    paragraph: int | None = None
    """Place of the paragraph that stands directly before, at the same depth."""
    groups: int = 0
    fresh: bool = False
    """Whether a list item has begun whose own paragraph is still to come."""
    columns: tuple[str, ...] = ()
    lead: int | None = None


def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough; inline text is left to `plain`, which reads it when it is short."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("inline")


def read_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of a document, in their order. Linear in its length, raises on no text."""
    outer, inner = parser(), MarkdownIt("commonmark").enable("strikethrough")
    walk = _Walk()
    tokens = outer.parse(text)
    for position, token in enumerate(tokens):
        _step(walk, tokens, position, token, inner)
    return tuple(walk.blocks)


def _step(walk: _Walk, tokens: Sequence[Token], position: int, token: Token, inner: MarkdownIt) -> None:
    match token.type:
        case "heading_open":
            _add(walk, "heading", token, plain(inner, tokens[position + 1].content), level=int(token.tag[1]))
        case "paragraph_open":
            _paragraph(walk, token, plain(inner, tokens[position + 1].content))
        case "bullet_list_open" | "ordered_list_open":
            walk.groups += 1
            walk.lists.append(_Open(group=walk.groups, lead=walk.paragraph))
        case "bullet_list_close" | "ordered_list_close":
            walk.lists.pop()
            walk.paragraph = None
        case "list_item_open":
            walk.fresh, walk.paragraph = True, None
            walk.lists[-1].item = None
        case "table_open":
            walk.groups += 1
            walk.lead, walk.columns = walk.paragraph, ()
        case "tr_open":
            _row(walk, token, list(_cells(tokens, position, inner)))
        case "fence" | "code_block":
            _fence(walk, token)
        case "html_block":
            _html(walk, token)


def _add(walk: _Walk, kind: BlockKind, token: Token, content: Plain, **more: object) -> int:
    block = Block(
        kind=kind,
        line=(token.map or [0])[0] + 1,
        text=content.text,
        label=content.label,
        bold=content.bold,
        comments=content.comments,
        struck=content.struck,
        parents=_parents(walk),
        **more,  # type: ignore[arg-type]
    )
    walk.blocks.append(block)
    walk.paragraph = None
    return len(walk.blocks) - 1


def _parents(walk: _Walk) -> tuple[int, ...]:
    return tuple(opened.item for opened in walk.lists if opened.item is not None)


def _paragraph(walk: _Walk, token: Token, content: Plain) -> None:
    if walk.fresh and walk.lists:
        walk.fresh = False
        opened = walk.lists[-1]
        opened.item = _add(walk, "item", token, content, group=opened.group, lead=opened.lead)
    else:
        walk.paragraph = _add(walk, "paragraph", token, content)


def _cells(tokens: Sequence[Token], position: int, inner: MarkdownIt) -> Iterator[Plain]:
    while tokens[position].type != "tr_close":
        if tokens[position].type == "inline":
            yield plain(inner, tokens[position].content)
        position += 1


def _row(walk: _Walk, token: Token, cells: list[Plain]) -> None:
    texts = tuple(cell.text for cell in cells)
    if token.level and not walk.columns:
        walk.columns = texts or ("",)
        return
    content = Plain(
        text=" | ".join(texts),
        label=texts[0] if texts else "",
        comments=tuple(comment for cell in cells for comment in cell.comments),
        struck=bool(cells) and cells[0].struck,
    )
    _add(walk, "row", token, content, cells=texts, columns=walk.columns, group=walk.groups, lead=walk.lead)


def _fence(walk: _Walk, token: Token) -> None:
    language = (token.info.split() or [""])[0].lower()
    first = (token.map or [0])[0] + (1 if token.type == "fence" else 0)
    lead = walk.paragraph
    walk.blocks.append(
        Block(kind="code", line=first + 1, text=token.content, language=language, lead=lead, parents=_parents(walk))
    )


def _html(walk: _Walk, token: Token) -> None:
    """Comments speak, and components that carry a method and a path; other HTML is furniture."""
    content = token.content.strip()
    method, path = _METHOD_ATTRIBUTE.search(content[:2000]), _PATH_ATTRIBUTE.search(content[:2000])
    if method and path:
        text = f"`{method[1].upper()} {path[1]}`"
        walk.blocks.append(Block(kind="paragraph", line=(token.map or [0])[0] + 1, text=text))
    if content.startswith("<!--"):
        walk.blocks.append(Block(kind="comment", line=(token.map or [0])[0] + 1, text=content, comments=(content,)))
