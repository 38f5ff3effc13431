"""Authentication: which operations ask for credentials, which don't, of what scheme, with what scopes and roles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

from pytest_contract.design.atlas import called
from pytest_contract.design.claim import Promise
from pytest_contract.design.credentials import (
    REFUSES,
    RIGHTS,
    Verdict,
    answer,
    beside_verdict,
    details,
    sentence_verdict,
    title_verdict,
    value_verdict,
)
from pytest_contract.design.mention import ANY_METHOD, mentions, normal_path, paths
from pytest_contract.design.passage import Passage
from pytest_contract.design.wording import bounded, pattern, says
from pytest_contract.findings import OperationKey

_LABEL = re.compile(
    rf"(?:^|(?<=[|\n.;(]))\s{{0,3}}[`*]{{0,3}}(?P<title>{bounded('auth_title')}(?:\s?(?:required|method|type)\??)?)[`*]{{0,3}}"
    r"\s?[:：][*`]{0,3}\s?(?P<said>[^|\n.;]{1,160})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?;])(?<!e\.g\.)(?<!i\.e\.)\s+|[。；]|\n\s*\n")
_GROUP = re.compile(r"[(（:：](?P<names>[^()（）]{3,300})[)）]?")
_PARTS = re.compile(r"\s*(?:,|;|、|，|/|\band\b|\bund\b|\bet\b|\by\b|\be\b)\s*")
_PERSONA = re.compile(
    r"\b(?:clients?|partners?|users?|admins?|administrators?|operators?|workers?|consumers?|visitors?)\b", re.IGNORECASE
)


def recognise(passage: Passage) -> list[Promise]:
    """Whether credentials are asked for, as far as a passage says."""
    if passage.kind == "code" and not passage.named:
        return []
    if passage.kind == "row" and (found := list(_of_matrix(passage)) or list(_of_columns(passage))):
        return found
    if not _may_say(passage):
        return []
    found = list(_labelled(passage)) or list(_entitled(passage))
    if found or _LABEL.match(passage.text) or _is_about_refusal(passage):
        return found
    return list(_said(passage)) or list(_listed_below(passage))


def _may_say(passage: Passage) -> bool:
    """Whether any word of it, or of what introduces it, is about credentials: most passages end here."""
    text = passage.text
    if says(text, *_WORDS, "only") or ("(" in text and says(text, "none")):
        return True
    if passage.owners and says(text, "public_title"):
        return True
    above = passage.parents[-1] if passage.parents else passage.lead
    titles = " ".join((above[-300:], *passage.headings[-1:]))
    return bool(passage.owners) and says(titles, *_WORDS, "public_title")


_WORDS = ("auth", "no_auth", "auth_title", "role_title")


def _of_columns(passage: Passage) -> Iterator[Promise]:
    """A row's `Auth required`, `Access`, `Public?` or `Roles` column."""
    if not any(says(column[:40], "auth_title", "public_title") for column in passage.columns):
        return
    cells = list(zip(_starts(passage.cells), passage.cells, passage.columns, strict=False))
    roles = next((cell for _, cell, column in cells if _is_title(column, "role_title") and _is_filled(cell)), "")
    for start, cell, column in cells:
        verdict = _titled(cell, column)
        if verdict is not None:
            yield _promise(passage, start, replace(verdict, said=f"{cell} {roles}"))
            return


def _of_matrix(passage: Passage) -> Iterator[Promise]:
    """A row of yes and no below the roles: ``| `POST /rooms` | ✗ | ✓ |`` below `Endpoint | viewer | admin`."""
    said = [(column.strip(" `*"), answer(cell)) for cell, column in zip(passage.cells, passage.columns, strict=False)]
    answered = [(column, may) for column, may in said if may is not None]
    roles = [(column, may) for column, may in answered if _ROLE.fullmatch(column)]
    if not passage.owners or len(roles) < 2 or len(roles) < len(answered):
        return
    may_anybody = any(may for column, may in roles if _NOBODY.fullmatch(column))
    held = [column.lower() for column, may in roles if may]
    value: dict[str, Any] = {"required": not may_anybody}
    if not may_anybody and 0 < len(held) < len(roles):
        value["roles"] = held
    if held:
        yield Promise(kind="auth", offset=0, value=value)


_ROLE = re.compile(
    r"(?:\w+ )?(?:anonymous|anyone|public|guest|visitor|viewer|reader|member|user|customer|client|partner|contributor"
    r"|author|editor|writer|developer|analyst|auditor|moderator|operator|manager|maintainer|owner|support|staff|admin"
    r"|administrator|superuser|root)s?",
    re.IGNORECASE,
)
_NOBODY = re.compile(r"(?:anonymous|anyone|public|visitor)s?", re.IGNORECASE)


def _titled(cell: str, column: str) -> Verdict | None:
    """What a cell says below a title about credentials."""
    if _is_title(column, "public_title"):
        public = answer(cell)
        return None if public is None else Verdict(required=not public)
    return value_verdict(cell) if _is_title(column, "auth_title") else None


@lru_cache(maxsize=1024)
def _is_title(column: str, meaning: str) -> bool:
    return len(column) <= 40 and pattern(meaning).fullmatch(column.strip(" ?？")) is not None


def _starts(cells: tuple[str, ...]) -> list[int]:
    return [0, *accumulate(len(cell) + len(" | ") for cell in cells)]


def _is_filled(cell: str) -> bool:
    return bool(cell.strip(" -–—`*")) and not says(cell, "none")


def _labelled(passage: Passage) -> Iterator[Promise]:
    """`**Authentication:** Required`, also within a cell."""
    for match in _LABEL.finditer(passage.text):
        verdict = value_verdict(match["said"])
        if verdict is not None:
            every = says(match["said"], "every") and says(match["said"], "callable") and not mentions(match["said"])
            yield _promise(passage, match.start("title"), verdict, () if every else None)


_RIGHTS_LABEL = re.compile(
    rf"(?:^|(?<=[|\n.;(]))\s{{0,3}}(?P<title>{bounded('role_title')}(?:\s?required)?)\s?[:：]\s?(?P<said>[^|\n.;]{{1,120}})",
    re.IGNORECASE,
)


def _entitled(passage: Passage) -> Iterator[Promise]:
    """`**Permission:** manage:all` of an operation: who isn't known has no rights."""
    match = _RIGHTS_LABEL.search(passage.text) if passage.owners else None
    if match and RIGHTS.search(match["said"]):
        verdict = Verdict(required=True, said=f"{match['title']}: {match['said']}")
        yield _promise(passage, match.start("title"), verdict)


def _is_about_refusal(passage: Passage) -> bool:
    """Whether it stands among errors: there, "authentication required" is a message."""
    near = " ".join((*passage.headings[-1:], passage.lead[-120:], *(" ".join(passage.columns),)))
    return REFUSES.search(near) is not None or says(near, "refusal") or bool(passage.status)


def _said(passage: Passage) -> Iterator[Promise]:
    start = 0
    if passage.kind == "row" and not passage.owners:
        return
    for sentence in _SENTENCE.split(passage.text):
        start = passage.text.index(sentence, start)
        if not sentence.rstrip().endswith(("?", "？")) and not REFUSES.search(sentence):
            yield from _of_sentence(passage, sentence, start)
        start += len(sentence)


def _of_sentence(passage: Passage, sentence: str, start: int) -> Iterator[Promise]:
    verdict = sentence_verdict(sentence) or beside_verdict(sentence)
    if verdict is None and passage.owners and _PUBLIC.fullmatch(sentence):
        verdict = Verdict(required=False)
    if verdict is None or not _is_about_calls(passage, sentence, verdict):
        return
    owners = _group(passage, sentence) or (() if _is_about_all(sentence) else None)
    yield _promise(passage, start + verdict.offset, verdict, owners)
    excepted = pattern("except").search(sentence)
    if excepted and verdict.required is True:
        for key in _named_in(passage, sentence[excepted.end() :]):
            yield _promise(passage, start + excepted.end(), Verdict(required=False), (key,))


_PUBLIC = re.compile(r"\s*(?:public|öffentlich|publique|público|pública|genel|herkese açık)\s?[.;]?\s*", re.IGNORECASE)
"""All that a sentence says of an operation: `Public.`"""


def _is_about_calls(passage: Passage, sentence: str, verdict: Verdict) -> bool:
    """Whether a sentence is about what can be called: an operation, the API, or a section about authentication."""
    if verdict.beside:
        return bool(passage.owners or passage.owned_from)
    near = (passage.lead[-120:], *passage.headings[-1:])
    titled = any(says(text, "auth") and says(text, "requires", "auth_title") for text in near)
    return bool(passage.owners or passage.owned_from) or says(sentence, "callable") or titled


def _is_about_all(sentence: str) -> bool:
    """Whether its subject is the whole API: `All endpoints`, `Every request`."""
    head = pattern("except").split(sentence, maxsplit=1)[0]
    return not mentions(head) and _EVERY_CALL.search(head[:80]) is not None


_EVERY_CALL = re.compile(
    rf"{bounded('every')}\s{{0,2}}(?:(?:http|api|rest|other|the|los|las|les|as|os)\s){{0,2}}{bounded('callable')}",
    re.IGNORECASE,
)


def _group(passage: Passage, sentence: str) -> tuple[OperationKey, ...]:
    """The operations of a list of nicknames: `authenticated endpoints (logout, me, password change)`."""
    if not says(sentence, "callable") or not passage.known:
        return ()
    for match in _GROUP.finditer(sentence):
        parts = [part for part in _PARTS.split(match["names"].strip()) if 0 < len(part) <= 40][:30]
        found = [called(part, passage.known[:1000]) for part in parts]
        if len(parts) > 1 and sum(bool(keys) for keys in found) * 2 > len(parts):
            return tuple(dict.fromkeys(key for keys in found for key in keys[:2]))
    return ()


def _named_in(passage: Passage, text: str) -> tuple[OperationKey, ...]:
    """The operations that a piece of text names, those without a method by their path."""
    whole = [key for mention in mentions(text) for key in mention.operations]
    bare = [key.path for mention in paths(text) for key in mention.operations] if not whole else []
    known = {normal_path(path) for path in bare}
    by_path = [key for key in passage.known if normal_path(key.path) in known and key.method != ANY_METHOD]
    missing = known - {normal_path(key.path) for key in by_path}
    unknown = [OperationKey(ANY_METHOD, path) for path in bare if normal_path(path) in missing]
    return tuple(dict.fromkeys((*whole, *by_path, *unknown)))


def _listed_below(passage: Passage) -> Iterator[Promise]:
    """An operation in a list that a sentence or a heading introduces: `The following endpoints are public:`."""
    if passage.kind not in ("item", "row") or not passage.owners:
        return
    lead = (passage.parents[-1] if passage.parents else "") or passage.lead
    introduces = lead.rstrip().endswith((":", "：")) and len(lead) <= 300
    if not introduces:
        lead = passage.headings[-1] if passage.headings and passage.named and not passage.parents else ""
    verdict = sentence_verdict(lead) or beside_verdict(lead) or title_verdict(lead)
    if verdict is not None and says(lead, "callable"):
        spared = verdict.required is True and says(lead, "except")
        yield _promise(passage, 0, Verdict(required=False) if spared else verdict)


def _promise(
    passage: Passage, offset: int, verdict: Verdict, owners: tuple[OperationKey, ...] | None = None
) -> Promise:
    value: dict[str, Any] = {"required": verdict.required}
    if verdict.required is not False:
        value |= {name: found for name, found in details(verdict.said).items() if found}
    category = _category(passage) if owners is None and not passage.owners_at(offset) else ""
    if category:
        value["category"] = category
    return Promise(kind="auth", offset=offset, value=value, owners=owners)


def _category(passage: Passage) -> str:
    """Whom a section is about, where that isn't an operation: `Authenticated Partners`."""
    nearest = passage.headings[-1] if passage.headings else ""
    if passage.kind == "row" and passage.cells:
        return passage.cells[0].strip("` ")[:60]
    return nearest[:60] if _PERSONA.search(nearest) and not says(nearest, "callable") else ""
