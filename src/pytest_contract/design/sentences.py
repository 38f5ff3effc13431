"""Which operations each place of a text is about."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pytest_contract.design.atlas import Owners
from pytest_contract.design.mention import Mention

_SENTENCE_END = re.compile(r"[.!?。！？](?=\s|$)|(?<=[。！？])")
_ONLY_JOINS = re.compile(
    r"^[\s`,;/&|()\[\]*\"'、，+]*(?:and|or|und|oder|et|ou|y|o|e|и|или|と|および|和|및|dan|ve|as well as)?"
    r"(?: (?:also|the|then))?[\s`*\"'(\[]*$"
)
_LEADS_IN = re.compile(
    r"^(?:[^.:]{0,60}:)?[\s`*\"'\[(•>-]*(?:(?:the|der|die|das|le|la|el|o|a) )?[\s`*\"'\[(]*$", re.IGNORECASE
)
_STEP = re.compile(r"^[\s*]*(?:given|when|then|and|but)\b[\s*:]*(?:an?|the)?[\s`*]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Operations named together: `GET /a and POST /b`."""

    start: int
    end: int
    owners: Owners
    is_subject: bool
    """Whether the sentence begins with them."""
    sentence: int
    """Where their sentence begins."""


def named_together(text: str, found: list[Mention]) -> list[Named]:
    """Mentions, those joined that only `and` or a comma parts."""
    starts = sentence_starts(text)
    groups: list[list[Mention]] = []
    for mention in found:
        end = groups[-1][-1].end if groups else 0
        if groups and mention.start - end < 40 and _ONLY_JOINS.match(text[end : mention.start]):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [_named(text, group, starts) for group in groups]


def sentence_starts(text: str) -> list[int]:
    """Where each sentence begins, in order."""
    return [0, *(match.end() for match in _SENTENCE_END.finditer(text) if match.end() < len(text))]


def owned_from(text: str, groups: list[Named], base: Owners) -> tuple[tuple[int, Owners], ...]:
    """What each place of a text belongs to, `(offset, owners)`, where `base` is what its surroundings belong to."""
    if not base:
        return _unowned(groups)
    starts = sentence_starts(text)
    owned: list[tuple[int, Owners]] = []
    for group in groups:
        owned.append((group.start, group.owners))
        next_sentence = bisect_left(starts, group.end)
        if not group.is_subject and next_sentence < len(starts):
            owned.append((starts[next_sentence], base))
    return tuple(sorted(owned, key=lambda entry: entry[0]))


def _unowned(groups: list[Named]) -> tuple[tuple[int, Owners], ...]:
    """Without surroundings that say, a sentence is from its start about what it first names."""
    owned: list[tuple[int, Owners]] = []
    sentences: set[int] = set()
    for group in groups:
        owned.append((group.start if group.sentence in sentences else group.sentence, group.owners))
        sentences.add(group.sentence)
    return tuple(owned)


def _named(text: str, group: list[Mention], starts: list[int]) -> Named:
    first = group[0].start
    sentence = starts[bisect_right(starts, first) - 1]
    before = text[sentence:first]
    return Named(
        start=first,
        end=group[-1].end,
        owners=tuple(dict.fromkeys(key for mention in group for key in mention.operations)),
        is_subject=len(before) < 100 and (_LEADS_IN.match(before) or _STEP.match(before)) is not None,
        sentence=sentence,
    )
