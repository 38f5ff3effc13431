"""Deprecation: which operations go away, when, and which headers say so (RFC 9745, RFC 8594)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.passage import Passage
from pytest_contract.design.surroundings import is_about
from pytest_contract.design.wording import bounded, says

_DEPRECATED = re.compile(bounded("deprecated"), re.IGNORECASE)
_ENDS = re.compile(bounded("sunset"), re.IGNORECASE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    r"(?<!\d)(?P<iso>20\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)"
    r"|(?P<http>(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),\s\d{1,2}\s[A-Z][a-z]{2}\s20\d\d(?:\s[\d:]{8}\sGMT)?)"
    rf"|(?P<month>(?:{_MONTHS})\s\d{{1,2}},?\s20\d\d)"
    r"|@(?P<epoch>1\d{9})(?!\d)"
    r"|(?P<cjk>20\d\d年\d{1,2}月\d{1,2}日)"
)
_SPAN = rf"(?<!\d)\d{{1,3}}[\s-]{{0,2}}{bounded('day', 'week', 'month', left=False)}"
_NOTICE = re.compile(
    rf"(?P<notice>{_SPAN})[^.;|]{{0,24}}?{bounded('notice')}|{bounded('notice')}[^.;|]{{0,24}}?(?P<notice2>{_SPAN})",
    re.IGNORECASE,
)
_HEADER = re.compile(r"^[<\s]{0,4}(?P<name>Deprecation|Sunset):\s{0,2}(?P<value>.{1,80})$")
_PART = re.compile(
    r"\b(?:parameters?|fields?|propert(?:y|ies)|arguments?|columns?|attributes?|functions?|librar(?:y|ies)|options?|"
    r"settings?|guidelines?|dependency|dependencies|env(?:ironment)? variables?|class|modules?|keys?|flags?|formats?)\b"
    r"|字段|参数|フィールド|パラメータ|필드|파라미터|campo|parámetro|parâmetro|champ|Feld",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])(?<!e\.g\.)\s+|[。；]|\n\s*\n")


def recognise(passage: Passage) -> list[Promise]:
    """The deprecations that a passage announces."""
    if passage.kind == "code":
        return list(_in_headers(passage))
    if not says(passage.text, "deprecated", "sunset"):
        return []
    return list(_sentences(passage))


def _in_headers(passage: Passage) -> Iterator[Promise]:
    """A fence's `Sunset: Sat, 31 Dec 2024 23:59:59 GMT` or `Deprecation: @1688169599`."""
    match = _HEADER.match(passage.text)
    if match is None:
        return
    date = _date_in(match["value"])
    value: dict[str, Any] = {"deprecated": True} if match["name"] == "Deprecation" else {}
    if date:
        value["sunset" if match["name"] == "Sunset" else "date"] = date
    yield Promise(kind="deprecation", offset=match.start("name"), value=value)


def _sentences(passage: Passage) -> Iterator[Promise]:
    start = 0
    for sentence in _SENTENCE.split(passage.text):
        start = passage.text.index(sentence, start)
        value = None if sentence.rstrip().endswith(("?", "？")) else _value(sentence, passage, start)
        if value is not None:
            found = _DEPRECATED.search(sentence) or _ENDS.search(sentence)
            yield Promise(kind="deprecation", offset=start + (found.start() if found else 0), value=value)
        start += len(sentence)


def _value(sentence: str, passage: Passage, start: int) -> dict[str, Any] | None:
    deprecated, ends = _DEPRECATED.search(sentence), _ENDS.search(sentence)
    found = deprecated or ends
    if found is None or _PART.search(sentence) or says(sentence[max(0, found.start() - 20) : found.start()], "not"):
        return None
    if deprecated is None and not is_about(passage, "deprecated") and not _date_in(sentence):
        return None
    date, notice = _date_in(sentence), _notice(sentence)
    owned = bool(passage.owners_at(start + found.start()))
    of_version = deprecated and _VERSION.search(sentence) and says(sentence, "callable")
    if not (owned or notice or ((date or of_version) and says(sentence, "callable", "sunset"))):
        return None
    value: dict[str, Any] = {"deprecated": True} if deprecated and (owned or date) else {}
    if date:
        value["sunset" if ends else "date"] = date
    return value | ({"notice": notice} if notice else {})


_VERSION = re.compile(r"(?<![^\W_])v\d{1,2}(?:\.\d{1,2})?(?![^\W_])", re.IGNORECASE)


def _notice(sentence: str) -> str | None:
    match = _NOTICE.search(sentence)
    return None if match is None else (match["notice"] or match["notice2"]).strip()


def _date_in(text: str) -> str | None:
    """The first date of a text, as `2026-06-30`."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return _parsed(match)
    except (ValueError, TypeError, OverflowError):
        return None


def _parsed(match: re.Match[str]) -> str:
    if match["iso"]:
        return match["iso"]
    if match["epoch"]:
        return datetime.fromtimestamp(int(match["epoch"]), tz=UTC).date().isoformat()
    if match["month"]:
        return datetime.strptime(match["month"].replace(",", ""), "%B %d %Y").date().isoformat()
    if match["cjk"]:
        year, month, day = re.findall(r"\d+", match["cjk"])
        return datetime(int(year), int(month), int(day)).date().isoformat()
    text = match["http"] if match["http"].endswith("GMT") else f"{match['http']} 00:00:00 GMT"
    return parsedate_to_datetime(text).date().isoformat()
