"""Statuses: that an operation, or the whole API, answers with one, or never does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.fences import DIAGRAM_LANGUAGES
from pytest_contract.design.passage import Passage
from pytest_contract.design.status_words import holds_statuses, says_cause, says_when
from pytest_contract.design.statuses import Status, cell_statuses, is_phrase, statuses

_BEHIND = re.compile(r"^[`*\])]{0,4}\s{0,3}(?:[-–—:：(→|]\s{0,3})?")
_ENDS = re.compile(r"[.。;；](?=\s|$)|\||\n\s*\n|(?<=\w)\)\s{0,2}(?=[,.;]|$)")
_SAYS_WHEN = re.compile(
    r"^[`*\])]{0,4}(?:\s[A-Z][\w'-]{1,20}(?:[ -][A-Za-z'-]{2,20}){0,4})?[`*\])]{0,4}\s{0,2}"
    r"(?:[-–—:：|]|\s?\((?!\d)|（|(?:only |and )?(?:when|if|for|on|where|unless|while|after|once|as soon as|"
    r"in case|wenn|"
    r"falls|bei|si|quand|lorsque|pour|cuando|para|quando|se|jika|bila|untuk|если|когда|при)\b)",
)
_IS_GROUP = re.compile(
    r"[\s`*]{0,4}[1-5]xx[\s`*]{0,4}(?:[-–—:]?\s?(?:\w{1,20}\s)?(?:errors?|fehler|erreurs?|codes?))?\W{0,4}",
    re.IGNORECASE,
)
"""A heading that only groups the statuses below it: `4xx`, `5xx server errors`."""
_LONGEST_CONDITION = 200


def recognise(passage: Passage) -> list[Promise]:
    """The statuses that a passage names."""
    if passage.language == "json" or (passage.kind == "heading" and _IS_GROUP.fullmatch(passage.text)):
        return []
    found = _in_row(passage) if passage.kind == "row" else _in_text(passage)
    return [
        Promise(kind="status", offset=status.start, value=_value(passage, status), strength=None) for status in found
    ]


def _in_text(passage: Passage) -> Sequence[Status]:
    return statuses(passage.text, after_colon=passage.language in DIAGRAM_LANGUAGES)


def _in_row(passage: Passage) -> list[Status]:
    found: list[Status] = []
    for index, cell in enumerate(passage.cells):
        offset = passage.cell_offset(index)
        column = passage.columns[index]
        if says_cause(column) and not holds_statuses(column):
            continue
        pure = cell.strip(" `*").isalnum()
        read = cell_statuses(cell) if holds_statuses(column) else statuses(cell, opens=not pure)
        found += [Status(start=s.start + offset, end=s.end + offset, status=s.status, negated=s.negated) for s in read]
    return found


def _value(passage: Passage, status: Status) -> dict[str, Any]:
    condition = _row_condition(passage) if passage.kind == "row" else _condition(passage.text, status)
    return {
        "status": status.status,
        **({"condition": condition} if condition else {}),
        **({"negated": True} if status.negated else {}),
    }


def _row_condition(passage: Passage) -> str:
    return next(
        (
            cell.strip()[:_LONGEST_CONDITION]
            for cell, column in zip(passage.cells, passage.columns, strict=False)
            if says_when(column) and cell.strip()
        ),
        "",
    )


def _condition(text: str, status: Status) -> str:
    """What follows a status up to the end of its clause, the reason phrase left out."""
    behind = text[status.end : status.end + _LONGEST_CONDITION + 80]
    start = _BEHIND.match(behind)
    rest = behind[start.end() if start else 0 :]
    end = _ENDS.search(rest)
    clause = " ".join((rest[: end.start()] if end else rest).replace("\n", " ").split())
    if not _SAYS_WHEN.match(behind):
        return ""
    head, _, tail = clause.partition(":")
    if tail and is_phrase(head):
        clause = tail
    return "" if is_phrase(clause) else clause.strip(" `*:–—-")[:_LONGEST_CONDITION]
