"""A design document as claims: what it promises, where, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pytest_contract.design.claim import Claim, Promise, Strength
from pytest_contract.design.outline import outline
from pytest_contract.design.passage import Passage
from pytest_contract.design.recognise import RECOGNISERS
from pytest_contract.design.strength import strength_at
from pytest_contract.findings import displayed


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A line that looks like a promise and could not be read."""

    line: int
    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A line that holds no claims, because its author or its section says so."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """One design document, read."""

    file: str
    """As it is displayed, with `/`."""
    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def read_design(path: Path | str) -> Design:
    """The claims of a Markdown file, UTF-8. Raises `OSError` where it can't be opened."""
    text = Path(path).read_bytes().decode("utf-8-sig", errors="replace")
    return read_text(text, displayed(str(path)))


def read_text(text: str, file: str = "design.md") -> Design:
    """The claims of a Markdown text. Linear in its length, raises on no text."""
    source = _without_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    found = outline("\n".join(source))
    claims = [claim for passage in found.passages for claim in _claims(passage, file, source)]
    ignored = tuple(Ignored(line=line, reason=reason) for line, reason in found.closed)
    return Design(file=file, claims=tuple(claims), ignored=ignored)


def _without_front_matter(text: str) -> list[str]:
    """The lines of a document, those of its front matter empty."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return lines
    end = next((number for number, line in enumerate(lines[1:500], 1) if line.rstrip() in ("---", "...")), None)
    return lines if end is None else [""] * (end + 1) + lines[end + 1 :]


def _claims(passage: Passage, file: str, source: Sequence[str]) -> Iterator[Claim]:
    for recognise in RECOGNISERS:
        for promise in recognise(passage):
            yield from _owned(passage, promise, file, source)


def _owned(passage: Passage, promise: Promise, file: str, source: Sequence[str]) -> Iterator[Claim]:
    owners = passage.owners_at(promise.offset) if promise.owners is None else promise.owners
    line = passage.line_at(promise.offset)
    for owner in owners or (None,):
        yield Claim(
            kind=promise.kind,
            file=file,
            line=line,
            text=source[line - 1].strip() if line <= len(source) else "",
            operation=owner,
            value=dict(promise.value),
            strength=_strength(passage, promise),
        )


def _strength(passage: Passage, promise: Promise) -> Strength:
    return promise.strength or strength_at(passage.text, promise.offset)
