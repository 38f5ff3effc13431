"""Where a text speaks of HTTP statuses, and where its three-digit numbers are something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from http import HTTPStatus

from pytest_contract.design.sections import folded
from pytest_contract.design.status_words import (
    ANOTHER_ANSWERS,
    CARRIES,
    NEGATES_AFTER,
    NEGATES_BEFORE,
    SAYS_STATUS_AFTER,
    SAYS_STATUS_BEFORE,
    SENT_TO_US,
    TELLS_THE_PAST,
    is_of_clients_own,
)

_WINDOW = 64
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9_À-ɏЀ-ӿ.,:/#$€£%+-])(?:[1-5]\d\d|[1-5][xX]{2})(?![A-Za-z0-9_À-ɏЀ-ӿ%°]|[.,:-]\d|,\d{3}| ?- ?\d|"
    r"/(?![1-5]\d\d|[1-5][xX]{2}|\W))"
)
_HUNDREDS = re.compile(r"[1-5](?:\d\d|[xX]{2})")
_IN_CHAIN = re.compile(
    r"(?<=\d[/、・])[1-5]\d\d(?![\w%]|[.,:-]\d)|(?<=[xX]/)[1-5][xX]{2}(?!\w)|(?<=\d`/`)[1-5]\d\d(?!\w)"
)
_UNITS = re.compile(
    r"^[`*]{0,2}[ -]?(?:ms|msec|s|sec|seconds?|minutes?|min|hours?|days?|weeks?|months?|years?|[kmgt]i?b|bytes?|bits?|"
    r"characters?|chars?|requests?|reqs?|calls?|reports?|rps|tps|qps|users?|items?|entries|rows?|records?|lines?|"
    r"files?|jobs?|points?|"
    r"tokens?|times|concurrent|connections?|subscribers?|messages?|events?|objects?|pages?|results?|keys?|accounts?|"
    r"px|eur|usd|dollars|mb|kb|gb|件|回|秒|分|文字|个|次|条|字符|명|개|회|초|kez|adet|solicita|requisi|requêtes|"
    r"anfragen|sekunden|segundos|secondes|запрос|секунд|zeichen|caracteres|caractères)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"(?:\b(?:max(?:imum)?|min(?:imum)?|default|limit|up to|at most|at least|page|size|port|timeout|length|"
    r"less than|more than|under|over|within|about|approximately|around|top|first|last|next|every|version|section|"
    r"line|rfc|id|count|total)|"
    r"(?<=[<≤≥~≈])|(?<=[^-=]>))[\s:=`*(]{0,4}(?:of |is |to )?[`*]?$",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"^[`*\])\"']{0,4}\s{0,2}(?:\[\d{3}\]|\([^()]{0,80}\)|[A-Z][\w'-]{1,20}(?: [\w'-]{1,20}){0,4})?[`*\])]{0,4}\s{0,2}"
    r"(?:[|,/、・，;+&]|and/or|and|or|und|oder|et|ou|y|o|e|и|или|または|或|和|及|と|및|또는|dan|atau|ve|veya)?\s{0,2}"
    r"(?:and |or |a |an |even )?(?:HTTP )?[`*(\[\"']{0,4}$"
)
_SEPARATED = re.compile(
    r"[|,/、・，;+&]|\b(?:and|or|und|oder|et|ou|y|o|e|и|или|dan|atau|ve|veya)\b|または|或|和|及|と|및|또는"
)
_ANSWER_AFTER = re.compile(r"^[`*]{0,3} (?:responses?|status|replies)\b", re.IGNORECASE)
_ONLY_SIGNS = re.compile(r"^[\s`*\[(#•▪✅❌⚠️🔴🟡🟢\U0001F000-\U0001FAFF>–—+-]*$")
_ENTRY_AFTER = re.compile(
    r"^[`*\])]{0,4}(?:\s{0,2}(?:[-–—:：=(→|]|$)|\s(?:with|when|if|for|on|wenn|falls|si|quand|cuando|quando|bei|"
    r"jika|если|при)\b|\s`[A-Za-z][\w/.-]{2,60}`)"
)
_WITH_CODE = re.compile(r"^ [A-Za-z][A-Za-z0-9]*(?:[_-][A-Za-z0-9]+){0,8}`")
"""The rest of `409 already_sent` within backticks."""
_NAMES_A_CODE = re.compile(
    r"^[`*]{0,3}\s{0,2}[(（]?`(?:[A-Z]{4,30}|[A-Za-z]+(?:[_-][A-Za-z0-9]+){1,8}|(?:[A-Z][a-z0-9]{1,30}){2,8})`"
)
"""404 `NOT_FOUND`, 401 (`no_key`), 409 `AlreadySent`."""
_PURE_CELL = re.compile(
    r"^[\s`*\[(]{0,4}(?P<first>[1-5]\d\d|[1-5][xX]{2})(?![\w%]|[.,]\d)(?P<rest>.{0,400})$", re.DOTALL
)
_PHRASES = {str(status.value): status.phrase for status in HTTPStatus} | {
    "413": "(?:Request Entity|Content|Payload) Too Large",
    "422": "Unprocessable(?: Entity| Content)?",
    "414": "(?:Request-)?URI Too Long",
    "416": "(?:Requested )?Range Not Satisfiable",
    "418": "I.m a Teapot",
    "500": "(?:Internal )?Server Error|Internal Error",
    "429": "Too Many Requests|Rate.?Limit",
    "401": "Unauthori[sz]ed|Unauthenticated",
    "203": "Non-Authoritative Information",
}
_PHRASE = {code: re.compile(rf"^[`*\])]{{0,4}}[\s_]{{0,2}}[-–—:：(\[`*]{{0,4}}\s?(?:{phrase})(?!\w)", re.IGNORECASE)
           for code, phrase in _PHRASES.items()}  # fmt: skip
_EXTRA = {
    "419",
    "420",
    "430",
    "440",
    "449",
    "460",
    "499",
    "509",
    "520",
    "521",
    "522",
    "523",
    "524",
    "529",
    "530",
    "599",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """One place in a text that names an HTTP status."""

    start: int
    end: int
    status: str
    """`404`, or `4xx` for a range."""
    negated: bool = False


def is_registered(code: str) -> bool:
    """Whether a number is a status that is in use (RFC 9110, section 15, and a few that servers have made up)."""
    return code in _PHRASES or code in _EXTRA


@lru_cache(maxsize=4096)
def statuses(text: str, *, opens: bool = True, after_colon: bool = False) -> tuple[Status, ...]:
    """The statuses that a text names. `opens`: whether one that it begins with is its subject, as in a list.

    `after_colon`: whether one behind a colon is, as in a diagram's arrows.
    """
    found = _numbers(text)
    sure = [_is_status(text, number, opens=opens, after_colon=after_colon) for number in found]
    _spread(text, found, sure)
    return tuple(
        _told(text, number)
        for number, is_sure in zip(found, sure, strict=True)
        if is_sure
        and not _is_anothers(text[max(number.start - 240, 0) : number.start])
        and SENT_TO_US.match(text[number.end : number.end + _WINDOW]) is None
    )


def _is_anothers(before: str) -> bool:
    """Whether somebody else answers, or the API did so once."""
    if ANOTHER_ANSWERS.search(before[-120:]) is not None or TELLS_THE_PAST.search(before) is not None:
        return True
    return is_of_clients_own(before)


@lru_cache(maxsize=4096)
def cell_statuses(cell: str) -> tuple[Status, ...]:
    """The statuses of a cell whose column holds statuses: it begins with one, and may go on with more."""
    match = _PURE_CELL.match(cell[:600])
    if match is None or not (is_registered(match["first"]) or match["first"][1:].lower() == "xx"):
        return statuses(cell)
    if _UNITS.match(match["rest"]):
        return ()
    numbers = _numbers(cell)
    sure = [number.start == match.start("first") or _is_status(cell, number) for number in numbers]
    _spread(cell, numbers, sure)
    return tuple(_told(cell, number) for number, is_sure in zip(numbers, sure, strict=True) if is_sure)


def _told(text: str, number: Status) -> Status:
    return replace(number, negated=True) if _is_negated(text, number) else number


def _numbers(text: str) -> list[Status]:
    if not _HUNDREDS.search(text):
        return []
    places = {match.start(): match for pattern in (_NUMBER, _IN_CHAIN) for match in pattern.finditer(text)}
    return [
        Status(start=start, end=places[start].end(), status=places[start][0].lower())
        for start in sorted(places)
        if places[start][0][1:].lower() == "xx" or is_registered(places[start][0])
    ]


def _is_status(text: str, number: Status, *, opens: bool = True, after_colon: bool = False) -> bool:
    before, after = text[max(number.start - _WINDOW, 0) : number.start], text[number.end : number.end + _WINDOW]
    if number.status.endswith("xx"):
        return True
    phrase = _PHRASE.get(number.status)
    if phrase is not None and phrase.match(after):
        return True
    if number.status[0] in "45" and (CARRIES.match(after) or (before.endswith("`") and _WITH_CODE.match(after))):
        return True
    if _UNITS.match(after) or _LIMITS.search(before):
        return False
    if number.status[0] in "45" and is_registered(number.status) and _NAMES_A_CODE.match(after):
        return True
    if SAYS_STATUS_BEFORE.search(before) or (after_colon and before.rstrip().endswith(":")):
        return True
    if number.status[0] in "45" and (
        _is_quoted(before, after) or SAYS_STATUS_AFTER.match(after) or _has_article(before)
    ):
        return True
    if number.status[0] in "23" and _ANSWER_AFTER.match(after):
        return True
    if number.status[0] in "2345" and _is_in_parentheses(before, after):
        return True
    return opens and _begins_entry(text, number, after)


def _is_quoted(before: str, after: str) -> bool:
    return before.endswith("`") and after.startswith("`")


def _has_article(before: str) -> bool:
    return before.lower().endswith((" a ", " an ", " any ", " the ", " every ", " each ")) or before in ("A ", "An ")


def _is_in_parentheses(before: str, after: str) -> bool:
    return before.rstrip("`*").endswith(("(", "（")) and after.lstrip("`*").startswith((")", "）", ",", " /"))


def _begins_entry(text: str, number: Status, after: str) -> bool:
    line = text.rfind("\n", 0, number.start) + 1
    return bool(_ONLY_SIGNS.match(text[line : number.start])) and _ENTRY_AFTER.match(after) is not None


def _spread(text: str, found: Sequence[Status], sure: list[bool]) -> None:
    """A number that only `or`, a comma or a phrase parts from a status is one too, to the right and to the left."""
    for index in range(1, len(found)):
        if sure[index - 1] and not sure[index]:
            sure[index] = _joined(text, found[index - 1], found[index])
    for index in range(len(found) - 2, -1, -1):
        if sure[index + 1] and not sure[index]:
            sure[index] = _joined(text, found[index], found[index + 1])


def _joined(text: str, left: Status, right: Status) -> bool:
    gap = text[left.end : right.start]
    return (
        len(gap) <= 90
        and _JOINS.match(gap) is not None
        and _SEPARATED.search(gap) is not None
        and not _UNITS.match(text[right.end : right.end + _WINDOW])
    )


def _is_negated(text: str, number: Status) -> bool:
    before, after = text[max(number.start - _WINDOW, 0) : number.start], text[number.end : number.end + _WINDOW]
    return NEGATES_BEFORE.search(before) is not None or NEGATES_AFTER.match(after) is not None


def is_phrase(text: str) -> bool:
    """Whether a text is a status's reason phrase: `Not Found`."""
    return folded(text) in _ALL_PHRASES


_ALL_PHRASES = frozenset(folded(status.phrase) for status in HTTPStatus)
