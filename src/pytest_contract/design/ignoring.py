"""Comments by which an author says what is not to be read.

- `<!-- contract: ignore-line reason -->` at the end of a line leaves that line out; on a line of its own, the next one.
- `<!-- contract: ignore-section reason -->` leaves out the section that it stands in, with all below it; before the
  first heading, the whole document.

The reason is for the reader of the document and of the report; without one the comment counts all the same.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_COMMENT = re.compile(r"<!--\s{0,20}contract:\s{0,20}ignore-(?P<what>line|section)\b(?P<reason>[^>]{0,400}?)-{2,3}>")
_ONLY_COMMENT = re.compile(r"^\s{0,80}(?:<!--[^>]{0,600}-->\s{0,20})+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Lines that are left out, and why."""

    first: int
    last: int
    reason: str


def ignored_spans(
    comments: Iterable[tuple[int, str]], sections: Sequence[tuple[int, int]], source: Sequence[str]
) -> list[Span]:
    """What the comments of a document leave out. `comments` come with the line that their block begins on."""
    spans: list[Span] = []
    for line, text in comments:
        match = _COMMENT.search(text)
        if match is None:
            continue
        at = _line_of(match[0], line, source)
        reason = match["reason"].strip() or "ignored by a comment"
        first, last = _section_of(at, sections, len(source)) if match["what"] == "section" else _line(at, source)
        spans.append(Span(first=first, last=last, reason=reason))
    return spans


def _line_of(comment: str, first: int, source: Sequence[str]) -> int:
    """The line that a comment stands on: its block may be longer than one."""
    return next((number for number in range(first, min(first + 200, len(source) + 1)) if comment in source[number - 1]),
                first)  # fmt: skip


def _line(at: int, source: Sequence[str]) -> tuple[int, int]:
    if not _ONLY_COMMENT.match(source[at - 1]):
        return at, at
    following = next((number for number in range(at + 1, len(source) + 1) if source[number - 1].strip()), at)
    return following, following


def _section_of(at: int, sections: Sequence[tuple[int, int]], last_line: int) -> tuple[int, int]:
    """The innermost section around a line: of those, in their order, the last that begins before it."""
    before = bisect_right(sections, (at, last_line))
    return sections[before - 1] if before else (1, last_line)
