"""A design document as claims: what it promises, where, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pytest_contract.design.base_path import joined
from pytest_contract.design.claim import Claim, Promise
from pytest_contract.design.contract_block import read_block
from pytest_contract.design.finish import Draft, finished
from pytest_contract.design.ignoring import Span, ignored_spans
from pytest_contract.design.outline import Outline, outline
from pytest_contract.design.passage import Passage
from pytest_contract.design.recognise import RECOGNISERS
from pytest_contract.design.requirement_ids import requirement_ids
from pytest_contract.design.sections import shows_example
from pytest_contract.design.strength import strength_at
from pytest_contract.design.template import is_template
from pytest_contract.design.unread import why_unread

_FEWEST_BLANKS = 10
_LONGEST_PROSE = 6_000
_MOST_CELLS = 100
_TOO_LONG = f"it is longer than {_LONGEST_PROSE} characters, or a row of more than {_MOST_CELLS} cells"


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
    """In the order of their lines; titles are unique."""
    unread: tuple[Unread, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def read_text(text: str, file: str = "design.md") -> Design:
    """The claims of a Markdown text. Linear in its length, raises on no text."""
    source = _without_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    found = outline("\n".join(source))
    spans = ignored_spans(found.comments, found.sections, source)
    reasons = {(span.first, span.last): span.reason for span in spans}
    left_out = {line: reason for (first, last), reason in reasons.items() for line in range(first, last + 1)}
    blanks = count_blanks(found.passages)
    if blanks:
        reason = f"the document is a template: {blanks} of its places are still to be filled in"
        return Design(file=file, claims=(), unread=(Unread(line=1, text=_line(source, 1), reason=reason),))
    drafts: list[Draft] = []
    unread: list[Unread] = []
    for passage in found.passages:
        if is_left_out(passage, left_out):
            continue
        if is_no_prose(passage):
            unread.append(Unread(line=passage.lines[0], text=_line(source, passage.lines[0])[:200], reason=_TOO_LONG))
            continue
        read = list(_drafts(passage, found, file, source))
        drafts += read
        if reason := why_unread(passage, {draft.claim.kind for draft in read}):
            unread.append(Unread(line=passage.lines[0], text=_line(source, passage.lines[0]), reason=reason))
    for line, body, passage in found.blocks:
        if line not in left_out:
            promises, faults = read_block(body)
            drafts += _owned(passage, promises, found, file, source)
            unread += [Unread(line=line + at, text=_line(source, line + at), reason=why) for at, why in faults]
    return Design(
        file=file, claims=finished(drafts), unread=tuple(sorted(unread, key=lambda each: each.line)),
        ignored=_ignored(found, spans),
    )  # fmt: skip


def count_blanks(passages: Sequence[Passage]) -> int:
    """How many places a template leaves open; 0 where a document is none, though it may still have some."""
    prose = [passage for passage in passages if passage.kind != "code"]
    blanks = sum(is_template(passage.text) for passage in prose)
    return blanks if blanks >= _FEWEST_BLANKS and blanks * 8 >= len(prose) else 0


def is_left_out(passage: Passage, left_out: dict[int, str]) -> bool:
    """Whether nothing of a passage is read: its author says so, or it is a template's."""
    return passage.lines[0] in left_out or (passage.kind != "code" and is_template(passage.text))


def is_no_prose(passage: Passage) -> bool:
    """Whether a passage is longer than anybody writes: what takes more than linear time stays short."""
    return len(passage.cells) > _MOST_CELLS or (len(passage.text) > _LONGEST_PROSE and passage.language != "json")


def _ignored(found: Outline, spans: Sequence[Span]) -> tuple[Ignored, ...]:
    by_comment = [(span.first, span.reason) for span in spans]
    return tuple(Ignored(line=line, reason=reason) for line, reason in sorted({*found.closed, *by_comment}))


def _without_front_matter(text: str) -> list[str]:
    """The lines of a document, those of its front matter empty."""
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        return lines
    end = next((number for number, line in enumerate(lines[1:500], 1) if line.rstrip() in ("---", "...")), None)
    return lines if end is None else [""] * (end + 1) + lines[end + 1 :]


def _drafts(passage: Passage, found: Outline, file: str, source: Sequence[str]) -> Iterator[Draft]:
    promises = [promise for recognise in RECOGNISERS for promise in recognise(passage)]
    return _owned(passage, promises, found, file, source)


def _owned(
    passage: Passage, promises: Sequence[Promise], found: Outline, file: str, source: Sequence[str]
) -> Iterator[Draft]:
    loosely = shows_example(" ".join((passage.lead[-80:], passage.label, *passage.headings[-1:])))
    ids = _ids(passage) if promises else ()
    for promise in promises:
        owners = passage.owners_at(promise.offset) if promise.owners is None else promise.owners
        line = passage.line_at(promise.offset)
        strength = promise.strength or strength_at(passage.text, promise.offset)
        for owner in owners or (None,):
            meant = None if owner is None else found.atlas.resolved(owner, loosely=loosely)
            claim = Claim(
                kind=promise.kind,
                file=file,
                line=line,
                text=_line(source, line),
                operation=None if meant is None else joined(found.base, meant),
                value=dict(promise.value),
                strength=strength,
                ids=ids,
            )
            yield Draft(claim=claim, passage=passage, owner=owner, example=owner != meant)


def _line(source: Sequence[str], line: int) -> str:
    return source[line - 1].strip() if line <= len(source) else ""


def _ids(passage: Passage) -> tuple[str, ...]:
    """The requirement ids of the nearest text that names any: its own, its parents', its headings'."""
    for text in (passage.text, *reversed(passage.parents), *reversed(passage.headings)):
        if found := requirement_ids(text[:4000]):
            return found
    return ()
