"""Idempotency: that a request may be repeated, by its nature or with a key, and what a repetition is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.durations import first_span_s
from pytest_contract.design.passage import Passage
from pytest_contract.design.surroundings import is_about
from pytest_contract.design.wording import bounded, pattern, says

_HEADER = re.compile(
    r"(?<![\w-])(?:X-)?(?:Idempotency-Key|Idempotent-Key|Idempotency-Token|Repeatability-Request-ID|X-Request-Idempotency)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_WORD = re.compile(bounded("idempotent", "idempotency"), re.IGNORECASE)
_ADJECTIVE = re.compile(bounded("idempotent"), re.IGNORECASE)
_STATUS = re.compile(r"(?<![\w.,/-])(?P<status>4\d\d)(?![\w%,/]|\.\d)")
_DIFFERENT = re.compile(
    rf"{bounded('different')}[^.;|]{{0,40}}?{bounded('body')}|{bounded('body')}[^.;|]{{0,20}}?{bounded('different')}",
    re.IGNORECASE,
)
_REPLAYS = re.compile(
    rf"{bounded('replay')}|{bounded('same')}[^.;|]{{0,24}}?{bounded('response')}"
    rf"|{bounded('cached')}[^.;|]{{0,20}}?{bounded('response')}",
    re.IGNORECASE,
)
_INCIDENT = re.compile(
    r"recovery|message|trigger|cause|details|hint|fix|mitigation|test\b|when\b|input\b", re.IGNORECASE
)
_SAME_KEY = re.compile(rf"{bounded('same')}\s{{0,2}}(?:\S{{1,20}}\s)?{bounded('repeat_key')}", re.IGNORECASE)
_LIVES = re.compile(rf"{bounded('lifetime')}", re.IGNORECASE)
_INNER = re.compile(
    r"\b(?:jobs?|workers?|consumers?|migrations?|scripts?|deploys?|projections?|events?|handlers?|seed|cron|pipeline|sync|"
    r"terraform|playbook|webhook deliver)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])(?<!e\.g\.)\s+|[。；]|\n\s*\n")


def recognise(passage: Passage) -> list[Promise]:
    """What a passage promises of repeated requests."""
    if passage.kind in ("code", "heading") or _INCIDENT.match(passage.label) or passage.text.lstrip()[:1] == "[":
        return []
    told = says(passage.text, "idempotent", "idempotency") or (
        says(passage.text, "repeat_key")
        and (_HEADER.search(passage.text) or (says(passage.text, "same") and _SAME_KEY.search(passage.text)))
    )
    about = is_about(passage, "idempotency", "idempotent")
    return list(_sentences(passage, about=about or bool(told))) if about or told else []


def _sentences(passage: Passage, *, about: bool) -> Iterator[Promise]:
    start = 0
    for sentence in _SENTENCE.split(passage.text):
        start = passage.text.index(sentence, start)
        if not sentence.rstrip().endswith(("?", "？")):
            value = _value(sentence, passage, about)
            if value is not None:
                yield Promise(kind="idempotency", offset=start + _place(sentence), value=value)
        start += len(sentence)


def _place(sentence: str) -> int:
    found = _HEADER.search(sentence) or _WORD.search(sentence)
    return found.start() if found else len(sentence) - len(sentence.lstrip())


def _value(sentence: str, passage: Passage, about: bool) -> dict[str, Any] | None:
    adjective, header = _ADJECTIVE.search(sentence), _HEADER.search(sentence)
    if adjective is not None and not _INNER.search(sentence):
        if says(sentence[max(0, adjective.start() - 16) : adjective.start()], "not"):
            return {"negated": True}
        if passage.owners_at(adjective.start()):
            return _with_header(sentence, _outcome(sentence))
    outcome = _outcome(sentence) if about or header or _WORD.search(sentence) else {}
    if outcome:
        return _with_header(sentence, outcome)
    if header is not None and _is_accepted(sentence, header):
        return {"header": header[0]}
    if about and _is_listed(passage):
        return {}
    return None


def _outcome(sentence: str) -> dict[str, Any]:
    """What a repetition gets: the same answer, or a status where its body differs; for how long."""
    statuses = {match["status"] for match in _STATUS.finditer(sentence)}
    if _DIFFERENT.search(sentence) and len(statuses) == 1:
        return {"conflict_status": statuses.pop()}
    found: dict[str, Any] = {"replay": "same"} if _REPLAYS.search(sentence) else {}
    lifetime = first_span_s(sentence) if _LIVES.search(sentence) else None
    return found | ({"ttl_s": lifetime} if lifetime else {})


def _with_header(sentence: str, value: dict[str, Any]) -> dict[str, Any]:
    header = _HEADER.search(sentence)
    return value if header is None else {"header": header[0], **value}


def _is_accepted(sentence: str, header: re.Match[str]) -> bool:
    """Whether a sentence says that the key may be sent, not that one is missing or wrong."""
    if says(sentence, "refusal") or says(sentence[max(0, header.start() - 20) : header.start()], "not"):
        return False
    return says(sentence, "accepts", "requires", "must", "header", "optional", "yes")


def _is_listed(passage: Passage) -> bool:
    """Whether it is an operation in a list that an affirmative sentence about idempotent ones introduces."""
    lead = (passage.parents[-1] if passage.parents else "") or passage.lead
    said = _ADJECTIVE.search(lead)
    named = bool(passage.owners or passage.owned_from or passage.named)
    named = named or pattern("http_method").search(passage.text) is not None
    return said is not None and named and not says(lead[: said.start()], "not")
