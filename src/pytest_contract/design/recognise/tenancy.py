"""Tenancy: what belongs to one user, organisation or tenant is hidden from the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.passage import Passage
from pytest_contract.design.surroundings import is_about
from pytest_contract.design.wording import bounded, says

_WHO = bounded("user", "tenant", "owner")
_ONLY_OWN = re.compile(
    rf"{bounded('user', 'tenant', 'clients')}[^.;|]{{0,30}}?{bounded('only')}[^.;|]{{0,30}}?{bounded('sees')}"
    rf"[^.;|]{{0,30}}?{bounded('own')}"
    rf"|{bounded('sees')}[^.;|]{{0,30}}?{bounded('only')}[^.;|]{{0,24}}?{bounded('own')}"
    rf"|{bounded('only')}\s{{0,2}}(?:the\s|its\s|their\s)?{bounded('owner')}[^.;|]{{0,24}}?{bounded('sees')}",
    re.IGNORECASE,
)
_OTHERS = re.compile(rf"{bounded('another')}[\s'’]{{0,2}}(?:\S{{1,14}}\s){{0,1}}?{_WHO}", re.IGNORECASE)
_DENIES = re.compile(rf"{bounded('not')}[^.;|]{{0,30}}?{bounded('sees')}", re.IGNORECASE)
_NOT = r"(?:\(?\s?(?:not|never|rather than|instead of|nicht|statt|no|pas|não|bukan)\s[^\d.;|]{0,14}|而不是|而非)"
_REACHES = re.compile(rf"{bounded('sees')}[^.;|]{{0,30}}?{bounded('another')}", re.IGNORECASE)
_NOT_STATUS = re.compile(
    rf"(?<!\d)(?P<status>40[0-9])(?!\d)[^.;|\d]{{0,30}}?{_NOT}[`(]{{0,2}}(?P<not>40[0-9])(?!\d)"
    r"|(?<!\d)(?P<not2>403)`?(?:\s?ではなく|\s?대신|\s?yerine)[^\d]{0,12}(?P<status2>404)",
    re.IGNORECASE,
)
_HIDES = re.compile(
    r"leak|exist|reveal|disclos|enumerat|hide|他|存在|泄露|existence|fuite|revel|filtrar|another|other|cross|own|belong",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\w.,/-])(?P<status>40[134])(?![\w%,/]|\.\d)")
_SPEAKS_OF_IT = re.compile(r"\b(?:them|they|these|those|such|it|this)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])(?<!e\.g\.)\s+|[。；]|\n\s*\n")


def recognise(passage: Passage) -> list[Promise]:
    """What a passage promises of one tenant's things to another."""
    if passage.kind in ("code", "heading"):
        return []
    if not says(passage.text, "another", "only", "tenancy") and "403" not in passage.text:
        return []
    return list(_sentences(passage))


def _sentences(passage: Passage) -> Iterator[Promise]:
    start = 0
    sentences = _SENTENCE.split(passage.text)
    for sentence, after in zip(sentences, [*sentences[1:], ""], strict=True):
        start = passage.text.index(sentence, start)
        value = None if sentence.rstrip().endswith(("?", "？")) else _value(sentence, passage)
        if value is not None:
            yield Promise(kind="tenancy", offset=start, value=_refused_with(after) | value)
        start += len(sentence)


def _refused_with(after: str) -> dict[str, Any]:
    """What the next sentence says of the refusal: `Requests for them are answered with 404, never 403.`"""
    if _SPEAKS_OF_IT.search(after) is None:
        return {}
    if (told := _NOT_STATUS.search(after)) is not None and told["status"]:
        return {"status": told["status"], "not_status": told["not"]}
    statuses = {match["status"] for match in _STATUS.finditer(after)}
    return {"status": statuses.pop()} if len(statuses) == 1 else {}


def _value(sentence: str, passage: Passage) -> dict[str, Any] | None:
    others = _OTHERS.search(sentence)
    told = _NOT_STATUS.search(sentence)
    if told is not None and (others or _HIDES.search(sentence) or is_about(passage, "auth", "tenancy")):
        refused = {"status": told["status"] or told["status2"], "not_status": told["not"] or told["not2"]}
        return refused | {"of": _of(sentence)}
    statuses = {match["status"] for match in _STATUS.finditer(sentence)}
    denied = _DENIES.search(sentence) or (statuses and (says(sentence, "belongs") or _REACHES.search(sentence)))
    if others is not None and denied and not says(sentence, "test"):
        return {"status": statuses.pop(), "of": _of(sentence)} if len(statuses) == 1 else {"of": _of(sentence)}
    if not says(sentence, "test") and (
        (says(sentence, "only") and _ONLY_OWN.search(sentence)) or says(sentence, "tenancy")
    ):
        return {"of": _of(sentence)}
    return None


def _of(sentence: str) -> str:
    if says(sentence, "organisation"):
        return "organisation"
    return "tenant" if says(sentence, "tenant_word") else "user"
