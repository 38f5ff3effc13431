"""How strongly a place of a text promises: MUST, SHOULD or MAY (RFC 2119, RFC 8174)."""

from __future__ import annotations

import re
from functools import lru_cache

from pytest_contract.design.claim import Strength

_MUST = "must|shall|required to|muss|müssen|doit|doivent|debe|deben|deve|devem|harus|wajib|должен|должна|должны"
_SHOULD = (
    "should|recommended|ought to|sollte|sollten|soll|devrait|devraient|debería|deberían|deveria|deveriam|sebaiknya|"
    "следует|önerilir"
)
_MAY = (
    "may|might|could|optionally|kann|können|darf|peut|peuvent|pourrait|puede|pueden|podría|pode|podem|poderia|dapat|"
    "boleh|может|могут"
)
_SHOULD_CJK = "べき|推奨|应当|建议|권장"
_MAY_CJK = "してもよい|する場合がある|可以|可能|할 수 있"
_WORDS = (
    rf"\b(?:(?P<must>{_MUST})|(?P<should>{_SHOULD})|(?P<may>{_MAY})\b(?! not\b))\b"
    rf"|(?P<should_cjk>{_SHOULD_CJK})|(?P<may_cjk>{_MAY_CJK})"
)
_MODAL = re.compile(_WORDS, re.IGNORECASE)
_LETTERS = re.compile("|".join((_MUST, _SHOULD, _MAY, _SHOULD_CJK, _MAY_CJK)), re.IGNORECASE)
_DIRECTLY_AFTER = re.compile(rf"^[^.,;|]{{0,24}}?(?:{_WORDS}) (?:not )?(?:be|also be|return|apply)\b", re.IGNORECASE)
_LONGEST_CLAUSE = 400
_BREAK = re.compile(r"[.;。！!?](?=\s|$)|[。|]|\n\s*\n")


@lru_cache(maxsize=2048)
def strength_at(text: str, offset: int) -> Strength:
    """The strength of the clause around `offset`: that of the last modal verb before it, else of one right after."""
    if not _has_modal(text):
        return "must"
    start = max(offset - _LONGEST_CLAUSE, 0)
    before = text[start:offset]
    breaks = list(_BREAK.finditer(before))
    before = before[breaks[-1].end() :] if breaks else before
    found = list(_MODAL.finditer(before))
    if found:
        return _strength(found[-1])
    after = _DIRECTLY_AFTER.match(text[offset : offset + 60])
    return _strength(after) if after else "must"


@lru_cache(maxsize=512)
def _has_modal(text: str) -> bool:
    """Whether there is one anywhere, be it a part of a word."""
    return _LETTERS.search(text) is not None


def _strength(match: re.Match[str]) -> Strength:
    if match["must"]:
        return "must"
    return "should" if match["should"] or match["should_cjk"] else "may"
