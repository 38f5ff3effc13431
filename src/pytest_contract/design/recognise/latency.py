"""Latency targets: by when so many of the answers are there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pytest_contract.design.claim import Promise
from pytest_contract.design.durations import span_s
from pytest_contract.design.mention import mentions
from pytest_contract.design.passage import Passage
from pytest_contract.design.status_words import is_of_clients_own
from pytest_contract.design.surroundings import surroundings
from pytest_contract.design.wording import bounded, says
from pytest_contract.findings import OperationKey

_UNITS = ("millisecond", "second")
"""Without one there is no threshold, except below a head that says the unit."""

Percentile = int | float | Literal["max"]

_PERCENTILE = re.compile(
    r"(?<![^\W_])T?P[\s-]?(?P<p>\d{2,3}(?:\.\d{1,2})?)(?![^\W_])"
    rf"|(?<![\d.])(?P<th>\d{{2}}(?:\.\d{{1,2}})?)(?:th|st|nd|rd|er|e|º|°|\.)?[\s-]{{0,2}}"
    rf"{bounded('percentile', left=False)}"
    rf"|{bounded('percentile')}\s{{0,2}}(?P<of>\d{{2}}(?:\.\d{{1,2}})?)(?!\d)"
    rf"|(?<![\d.])(?P<share>\d{{2}}(?:\.\d{{1,2}})?)\s?%\s?(?:[^\W\d]{{1,8}}\s){{0,3}}?{bounded('requests')}"
    rf"|(?<![\d.])(?P<share2>\d{{2}}(?:\.\d{{1,2}})?)\s?%\s(?:of\s(?:[^\W\d]{{1,20}}\s){{1,4}}?)?(?:in\s)?(?={bounded('under')})"
    rf"|(?P<median>{bounded('median')})",
    re.IGNORECASE,
)
_THRESHOLD = re.compile(
    r"(?P<above>[>≥]\s?=?\s?)?(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3}){1,2}|\d{1,6}(?:\.\d{1,3})?)\s?-?"
    rf"(?P<unit>{bounded(*_UNITS, left=False)})",
    re.IGNORECASE,
)
_MAXIMUM = re.compile(rf"^\W*{bounded('maximum')}", re.IGNORECASE)
_BOUND = re.compile(rf"[<≤]|{bounded('under')}|\b(?:never|not)\s\w{{1,12}}\s(?:longer|more) than\b", re.IGNORECASE)
_FORMERLY = re.compile(rf"{bounded('formerly')}[\s:~(]{{0,3}}$", re.IGNORECASE)
_PATH = re.compile(r"\S*/\S*")
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"(?<=[.!?;])(?<!\d\.)\s+|[。]|\n\s*\n")
_QUOTED = re.compile(r"[\"“][^\"“”]{0,200}[\"”]")
_LONGEST_S = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    offset: int
    end: int
    percentile: Percentile | None = None
    threshold_ms: float | None = None


def recognise(passage: Passage) -> list[Promise]:
    """The latency targets that a passage promises."""
    if passage.kind == "code" or not _DIGIT.search(passage.text):
        return []
    if passage.kind == "row":
        return list(_row(passage))
    return list(_sentences(passage)) if says(passage.text, *_UNITS) else []


def _sentences(passage: Passage) -> Iterator[Promise]:
    start = 0
    text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), passage.text)
    for sentence in _SENTENCE.split(text):
        start = text.index(sentence, start)
        if _is_answering(sentence, passage):
            named = _named_in(passage, sentence)
            for percentile, found in _pairs(sentence, is_about_one=named is not None):
                yield _promise(passage, start + found.offset, percentile, found.threshold_ms, named)
        start += len(sentence)


def _named_in(passage: Passage, sentence: str) -> tuple[OperationKey, ...] | None:
    """The one operation that a sentence names, be it behind its numbers."""
    if not passage.owned_from:
        return None
    said = [(key.method, key.path) for mention in mentions(sentence) for key in mention.operations]
    if len(set(said)) != 1:
        return None
    method, path = said[0]
    owners = {key for _, keys in passage.owned_from for key in keys}
    named = tuple(key for key in owners if key.method == method and key.path.endswith(path))
    return named if len(named) == 1 else None


def _is_answering(sentence: str, passage: Passage) -> bool:
    """Whether a sentence is about how soon the API answers."""
    plain = _PATH.sub(" ", sentence)
    return not says(plain, "inner_time") and not is_of_clients_own(plain) and not _is_inner_section(passage)


def _is_inner_section(passage: Passage) -> bool:
    """Whether the section, the list or the table is about something else that takes time."""
    head = passage.columns[0] if passage.columns else ""
    near = (passage.headings[-1] if passage.headings else "", passage.parents[-1] if passage.parents else "", head)
    return any(says(_PATH.sub(" ", text[:200]), "inner_time") for text in near)


def _pairs(sentence: str, *, is_about_one: bool = False) -> Iterator[tuple[Percentile, _Found]]:
    """Percentiles with their thresholds: `p95 < 200ms, p99 < 500ms`, `< 300ms (p95)`; without one, the maximum."""
    percentiles = [
        _Found(offset=match.start(), end=match.end(), percentile=_percentile(match))
        for match in _PERCENTILE.finditer(sentence)
    ]
    thresholds = list(_thresholds(sentence))
    if not thresholds:
        return
    if not percentiles:
        first = thresholds[0]
        if (
            (says(sentence, "response_time") or (is_about_one and _TAKES.search(sentence)))
            and _is_bound(sentence, first)
            and (first.threshold_ms or 0) <= _LONGEST_S * 1000
        ):
            yield "max", first
        return
    if respective := list(_respective(sentence, percentiles)):
        yield from respective
        return
    reading = _next if percentiles[0].offset < thresholds[0].offset else _previous
    for percentile in percentiles:
        found = reading(percentile, thresholds)
        if found is not None and percentile.percentile is not None and _is_target(sentence, percentile, found):
            yield percentile.percentile, found


_TAKES = re.compile(
    r"\b(?:takes?|took) (?:no|at most|under|less|up to)\b|\b(?:never|not) takes? (?:longer|more) than\b", re.IGNORECASE
)
_SERIES = re.compile(
    r"(?<![\w.])\d{1,5}(?:\.\d{1,2})?(?:\s?(?:ms|s)?\s?[/,]\s?\d{1,5}(?:\.\d{1,2})?){1,4}\s?(?P<unit>ms|s)(?![^\W_])"
)


def _respective(sentence: str, percentiles: list[_Found]) -> Iterator[tuple[Percentile, _Found]]:
    """`p50/p95/p99: 20/100/300 ms`: as many numbers as percentiles, in their order."""
    series = _SERIES.search(sentence, percentiles[-1].end) if len(percentiles) > 1 else None
    numbers = [] if series is None else re.findall(r"\d+(?:\.\d+)?", series[0])
    if series is None or len(numbers) != len(percentiles) or series.start() > percentiles[-1].end + 40:
        return
    for percentile, number in zip(percentiles, numbers, strict=True):
        if percentile.percentile is not None:
            threshold = float(number) * (1 if series["unit"] == "ms" else 1000)
            yield percentile.percentile, _Found(offset=series.start(), end=series.end(), threshold_ms=threshold)


def _next(percentile: _Found, thresholds: list[_Found]) -> _Found | None:
    """The threshold behind a percentile; several percentiles before one threshold all have it: `P95/P99 < 1s`."""
    at = bisect_left(thresholds, percentile.end, key=lambda found: found.offset)
    return thresholds[at] if at < len(thresholds) and thresholds[at].offset <= percentile.end + 120 else None


def _previous(percentile: _Found, thresholds: list[_Found]) -> _Found | None:
    at = bisect_left(thresholds, percentile.offset, key=lambda found: found.offset) - 1
    return thresholds[at] if at >= 0 and thresholds[at].end >= percentile.offset - 60 else None


def _is_target(sentence: str, percentile: _Found, found: _Found) -> bool:
    """Whether the two are joined as a target, not as an observation: `P95 latency is 8s`."""
    first, last = sorted((percentile, found), key=lambda each: each.offset)
    between = sentence[first.end : last.offset]
    return not re.search(r"(?<![^\W_])(?:is|was|are|were|ist|est|es|é)(?![^\W_])", between, re.IGNORECASE) or bool(
        _BOUND.search(between)
    )


def _thresholds(text: str) -> Iterator[_Found]:
    for match in _THRESHOLD.finditer(text):
        seconds = span_s(match["n"].replace(",", ""), match["unit"])
        before = text[max(0, match.start() - 24) : match.start()]
        if seconds and not match["above"] and not _FORMERLY.search(before):
            yield _Found(offset=match.start(), end=match.end(), threshold_ms=float(round(seconds * 1000, 3)))


def _is_bound(sentence: str, found: _Found) -> bool:
    return _BOUND.search(sentence[max(0, found.offset - 30) : found.end + 12]) is not None


def _percentile(match: re.Match[str]) -> Percentile | None:
    if match["median"]:
        return 50
    text = match["p"] or match["th"] or match["of"] or match["share"] or match["share2"]
    value = float(text) / (10 if text in ("999",) else 1)
    if value == 100:
        return "max"
    return (int(value) if value.is_integer() else value) if 50 <= value < 100 else None


def _row(passage: Passage) -> Iterator[Promise]:
    """A row's targets: a column for each percentile, or the percentile in another cell, in the title or in the text."""
    first = _PATH.sub(" ", passage.cells[0]) if passage.cells else ""
    if says(first, "inner_time") or _is_inner_section(passage):
        return
    heads = [_percentile_of_head(column) for column in passage.columns]
    if any(head is not None and head != "max" for head in heads):
        yield from _by_column(passage, heads)
        return
    if not says(passage.text, *_UNITS):
        return
    own = list(_pairs(passage.text)) if _PERCENTILE.search(passage.text) else []
    if own:
        seen = set()
        for percentile, found in own:
            if (percentile, found.offset) not in seen:
                seen.add((percentile, found.offset))
                yield _promise(passage, found.offset, percentile, found.threshold_ms)
        return
    yield from list(_in_titled_column(passage)) or _slowest(passage)


@lru_cache(maxsize=1024)
def _percentile_of_head(column: str) -> Percentile | None:
    match = _PERCENTILE.search(column)
    if match:
        return _percentile(match)
    return "max" if _MAXIMUM.search(column) and len(column) < 24 else None


def _by_column(passage: Passage, heads: list[Percentile | None]) -> Iterator[Promise]:
    at = 0
    for cell, column, head in zip(passage.cells, passage.columns, heads, strict=False):
        found = next(_thresholds(cell), None) or _bare(cell, column)
        if head is not None and found is not None:
            yield _promise(passage, at + found.offset, head, found.threshold_ms)
        at += len(cell) + len(" | ")


def _bare(cell: str, column: str) -> _Found | None:
    """A number whose unit stands in the column's head: `P95 (ms)`."""
    digits = cell.strip(" `*<≤=")
    unit = next((unit for unit in ("ms", "s") if re.search(rf"\(\s?{unit}\s?\)|,\s?{unit}$", column)), None)
    if unit is None or not digits.replace(".", "", 1).isdigit():
        return None
    return _Found(offset=0, end=len(cell), threshold_ms=float(digits) * (1000 if unit == "s" else 1))


def _in_titled_column(passage: Passage) -> Iterator[Promise]:
    """Thresholds below `Response time`, whose percentile is said once for the whole table."""
    said = (_percentile(match) for text in surroundings(passage) if (match := _PERCENTILE.search(text)))
    percentile = next((value for value in said if value is not None), None)
    at = 0
    for cell, column in zip(passage.cells, passage.columns, strict=False):
        for found in _thresholds(cell) if says(column, "response_time") else ():
            if percentile is not None or _is_bound(cell, found):
                yield _promise(passage, at + found.offset, percentile or "max", found.threshold_ms)
        at += len(cell) + len(" | ")


def _slowest(passage: Passage) -> Iterator[Promise]:
    """``| Maximum response time of `POST /a` | 4 s |``."""
    title = _PATH.sub(" ", passage.cells[0]) if passage.cells else ""
    if says(title, "response_time") and says(title, "maximum") and len(passage.cells) > 1:
        for found in list(_thresholds(passage.cells[1]))[:1]:
            yield _promise(passage, passage.cell_offset(1) + found.offset, "max", found.threshold_ms)


def _promise(
    passage: Passage,
    offset: int,
    percentile: Percentile,
    threshold_ms: float | None,
    owners: tuple[OperationKey, ...] | None = None,
) -> Promise:
    value: dict[str, Any] = {"percentile": percentile, "threshold_ms": threshold_ms}
    category = passage.cells[0].strip(" `*") if passage.cells and not passage.owners_at(offset) else ""
    if category and not says(category, "latency", "percentile") and not _PERCENTILE.search(category):
        value["category"] = category[:60]
    return Promise(kind="latency", offset=offset, value=value, owners=owners)
