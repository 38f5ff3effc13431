"""Rate limits: how many requests within how long, of whom, and what answers the one beyond."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.declared_rates import declared_rates, sentence_at
from pytest_contract.design.durations import SECONDS, first_span_s
from pytest_contract.design.passage import Passage
from pytest_contract.design.rates import Rate, count_in, rates_in, speaks_of_time, window_in
from pytest_contract.design.scopes import scope_after, scope_of
from pytest_contract.design.surroundings import is_about, surroundings
from pytest_contract.design.wording import bounded, pattern, says
from pytest_contract.findings import OperationKey

_ELSEWHERE = ("capacity", "foreign")
_STATUS = re.compile(r"(?<![\w.,/-])(?P<status>[45]\d\d)(?![\w%,/]|\.\d)")
_UNLIMITED = re.compile(rf"\W{{0,5}}{bounded('unlimited')}", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_EXCEEDED = re.compile(rf"{bounded('exceeded')}", re.IGNORECASE)


def recognise(passage: Passage) -> list[Promise]:
    """The rate limits that a passage promises, and that there is none where it says so."""
    is_message = passage.kind == "code" and (passage.part or passage.language == "json")
    if says(passage.label, "example") or (is_message and not _is_beside_route(passage)):
        return []
    if not _may_hold_one(passage):
        return []
    about = _is_beside_route(passage) or _RATE_LABEL.fullmatch(passage.label.strip(" *`:：")) is not None
    about = about or is_about(passage, "rate_limit", unless=() if _is_of_plans(passage) else _ELSEWHERE)
    rates = list(_in_row(passage)) if passage.kind == "row" and about else []
    rates = rates or declared_rates(passage.text, about_limits=about)
    if rates:
        return [_promise(rate, passage) for rate in rates]
    return list(_unlimited(passage))


def _is_beside_route(passage: Passage) -> bool:
    """Whether a line that defines an operation has nothing but a rate in brackets: `GET /a  # all of them (5/hour)`."""
    return bool(passage.named) and passage.kind != "row" and _IN_BRACKETS.search(passage.text) is not None


_IN_BRACKETS = re.compile(r"[(\[]\d[\d,.]{0,9}\s?(?:[^\W\d]{1,12}\s?)?(?:/|\bper\b)[^()\[\]]{1,40}[)\]]")
_RATE_LABEL = re.compile(r"(?:call |request )?rates?|quotas?|frequency", re.IGNORECASE)


def _promise(rate: Rate, passage: Passage) -> Promise:
    """A limit on things that an operation makes is that operation's: `20 bookings per hour`, of `POST /bookings`."""
    value = _value(rate, passage)
    if passage.owners_at(rate.offset) or not _counts_things(rate):
        return Promise(kind="rate_limit", offset=rate.offset, value=value)
    makers = _makers(rate.counted.split()[-1], passage.known)
    if len(makers) == 1:
        return Promise(kind="rate_limit", offset=rate.offset, value=value, owners=makers)
    return Promise(kind="rate_limit", offset=rate.offset, value={"unit": rate.counted, **value})


def _counts_things(rate: Rate) -> bool:
    return bool(rate.counted) and rate.counted.isascii() and not says(rate.counted, "requests")


def _makers(noun: str, known: tuple[OperationKey, ...]) -> tuple[OperationKey, ...]:
    """The operations that make what a noun names: `POST` to a path that ends in it."""
    stem = _singular(noun)
    posts = (each for each in known if each.method == "POST")
    return tuple(each for each in posts if _singular(each.path.rstrip("/").rpartition("/")[2]) == stem)


def _singular(noun: str) -> str:
    noun = noun.casefold()
    return noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")


def _is_of_plans(passage: Passage) -> bool:
    """Whether a row is a plan's, whatever the plan is called: `Growth`, `Scale`."""
    return bool(passage.columns) and _PLAN_HEAD.fullmatch(passage.columns[0].strip(" `*")) is not None


_PLAN_HEAD = re.compile(
    r"(?:\w+ )?(?:plan|tier|package|subscription|edition|tarif|offre|plano|paket|プラン|套餐|요금제|тариф)s?"
    r"(?: name| type)?",
    re.IGNORECASE,
)


def _may_hold_one(passage: Passage) -> bool:
    """Whether it has a number and a time, or a word for no limit: most passages end here."""
    text = passage.text
    if _DIGIT.search(text) and (passage.kind == "row" or speaks_of_time(text)):
        return True
    return says(text, "not_limited", "unlimited") or (says(text, "requests") and speaks_of_time(text))


def _value(rate: Rate, passage: Passage) -> dict[str, Any]:
    value: dict[str, Any] = {"limit": rate.limit, "window_s": rate.window_s}
    scope = rate.scope or _scope_of_row(passage) or _scope_around(passage)
    optional = {
        "scope": scope,
        "burst": rate.burst,
        "unit": rate.unit,
        "plan": _plan(passage, rate.offset),
        "category": None if passage.owners_at(rate.offset) else _category(passage, rate.offset),
        "status": _status(passage, rate.offset),
    }
    return value | {name: said for name, said in optional.items() if said}


def _in_row(passage: Passage) -> Iterator[Rate]:
    """The limits of a table's row whose numbers get their time from a column's head or from another cell."""
    if rates_in(passage.text.replace(" | ", " ; ")):
        return
    starts, burst = _starts(passage.cells), _burst(passage)
    units = [window_in(column) for column in passage.columns]
    for cell, window, start in zip(passage.cells, units, starts, strict=False):
        limit = count_in(cell) if window else None
        if window and limit:
            yield Rate(offset=start, end=start, limit=limit, window_s=window, burst=burst)
    if not any(units):
        yield from _apart(passage, starts, burst)


def _burst(passage: Passage) -> int | float | None:
    bursts = (cell for cell, column in _pairs(passage) if says(column, "burst") and not window_in(column))
    return next((count for cell in bursts if (count := count_in(cell))), None)


def _apart(passage: Passage, starts: list[int], burst: int | float | None) -> Iterator[Rate]:
    """Limit and window in cells of their own, in either order."""
    windows = [seconds for cell, column in _pairs(passage) if (seconds := _window(cell, column))]
    counts = [
        (index, count, column)
        for index, (cell, column) in enumerate(_pairs(passage))
        if (count := count_in(cell)) and not says(column, "burst") and not _window(cell, column)
    ]
    named = [entry for entry in counts if says(entry[2], "rate_limit", "requests", "at_most")] or counts
    if len(windows) == 1 and named:
        index, count, _ = named[0]
        yield Rate(offset=starts[index], end=starts[index], limit=count, window_s=windows[0], burst=burst)


_BARE_TIME = re.compile(r"\s*(?:\S{1,12}\s{1,3}){0,2}\d{0,6}(?:[.,]\d)?[\s-]{0,2}[^\W\d]{1,14}\.?\s*")


def _window(cell: str, column: str) -> int | float | None:
    """What a cell says of a window, if it says nothing else: `15 min`, `Por dia`, `daily`; `900` under `Window (s)`."""
    if (seconds := SECONDS.get(cell.strip(" `").casefold())) is not None and says(column, "window", "per"):
        return seconds
    if not _BARE_TIME.fullmatch(cell) or _STATUS.search(cell):
        bare = cell.strip().isdigit() and says(column, "window") and says(column, "second")
        return int(cell) if bare else None
    return window_in(cell) or first_span_s(cell)


def _pairs(passage: Passage) -> list[tuple[str, str]]:
    return list(zip(passage.cells, passage.columns, strict=False))


def _starts(cells: tuple[str, ...]) -> list[int]:
    starts, at = [], 0
    for cell in cells:
        starts.append(at)
        at += len(cell) + len(" | ")
    return starts


def _scope_around(passage: Passage) -> str | None:
    """The scope that a list or a section names: `Per-user limits`.

    "Per endpoint" isn't one there: it says where each limit stands, not whom it counts.
    """
    named = (scope_after(text) for text in surroundings(passage))
    return next((scope for scope in named if scope and scope != "endpoint"), None)


def _scope_of_row(passage: Passage) -> str | None:
    """`Per IP`, `Subscription-Key`, `All calls` in a cell of its own."""
    words = [cell for cell in passage.cells if len(cell) < 60 and not _CODE.search(cell)]
    for cell in words:
        if len(cell.split()) <= 3 and (scope := _whole_scope(cell) or scope_after(cell)):
            return scope
    named = (cell for cell, column in _pairs(passage) if cell in words and says(column, "scope"))
    return next((scope for cell in named if (scope := scope_of(cell))), None)


_CODE = re.compile(r"[\d_(]")


def _whole_scope(cell: str) -> str | None:
    return next((scope for scope in ("ip", "key", "tenant", "user", "all") if pattern(scope).fullmatch(cell)), None)


def _category(passage: Passage, offset: int) -> str | None:
    """What a limit is for, where no operation and no plan says so: `Read operations`, `Login`."""
    if passage.kind != "row":
        said = _LABELLED.search(passage.text[:offset][-120:])
        label = said["label"].strip("` *-") if said else ""
        plain = label and not says(label, "rate_limit", "plan_name", "scope", "per")
        return label if plain and scope_of(label) in (None, "endpoint", "user") else None
    column = passage.columns[_cell_at(passage, offset)] if passage.columns else ""
    if window_in(column) and sum(1 for each in passage.columns if window_in(each)) > 1:
        named = _UNIT_OF_HEAD.sub("", column).strip(" (/")
        return None if not named or says(named, "limit") else named
    first = passage.cells[0].strip() if passage.cells else ""
    is_named = pattern("plan_name").match(first) or _whole_scope(first) or scope_after(first)
    is_number = count_in(first) or _window(first, "") or _cell_at(passage, offset) == 0
    is_other = is_named or is_number or not first or first == _plan(passage, offset) or _EVERYTHING.match(first)
    return None if is_other else first.strip("` ")[:60]


_EVERYTHING = re.compile(
    r"(?:(?:by )?defaults?|every(?:thing|\s(?:endpoint|route|request|call))|(?:all|any)(?: the)?(?: other)?"
    r"(?: (?:api )?(?:endpoints?|routes?|requests?|calls?|operations?))?"
    r"|(?:the )?(?:rest|others?)|global(?:ly)?|overall)(?: else| limits?)?"
    r"(?:\W*\Z|\W{0,2}\s?(?:unless|except|not|but|without|apart|that|which|other)\b)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"(?:^|[;.]\s)(?P<label>[^;.:：]{2,60})[:：][^:：;.]{0,40}\Z")
_UNIT_OF_HEAD = re.compile(r"\(?(?:requests?|req|calls)?\s?(?:/|per)\s?\w{1,8}\)?\s*$", re.IGNORECASE)


def _cell_at(passage: Passage, offset: int) -> int:
    return max(sum(1 for start in _starts(passage.cells) if start <= offset) - 1, 0)


def _plan(passage: Passage, offset: int) -> str | None:
    """The plan whose limit it is: of the column, of the row, or of the label."""
    column = passage.columns[_cell_at(passage, offset)] if passage.columns else ""
    if pattern("plan_name").fullmatch(column.strip()):
        return column.strip()
    for cell, head in _pairs(passage):
        if says(head, "plan") and cell.strip() and len(cell) < 40:
            return _AFTERTHOUGHT.sub("", cell).strip()
    label = passage.label.strip()
    return label if pattern("plan_name").match(label) and len(label) < 40 and not passage.cells else None


_AFTERTHOUGHT = re.compile(r"\s*\([^)]{0,60}\)")
_STATUSES = {str(status.value) for status in HTTPStatus if status >= 400}


def _status(passage: Passage, offset: int) -> str | None:
    """The status of the limited answer, where it is said beside the limit and isn't 429."""
    if passage.kind == "row":
        return None
    sentence = sentence_at(passage.text, offset)
    found = {match["status"] for match in _STATUS.finditer(sentence)} & _STATUSES
    return found.pop() if len(found) == 1 and "429" not in found and _EXCEEDED.search(sentence) else None


def _unlimited(passage: Passage) -> Iterator[Promise]:
    """`This endpoint is not rate limited`, `Rate limit: none`: a sentence, not a plan's cell."""
    if passage.kind not in ("item", "paragraph"):
        return
    labelled = says(passage.label, "rate_limit") and _UNLIMITED.match(passage.text, len(passage.label))
    match = labelled or pattern("not_limited").search(passage.text)
    general = labelled or (match and says(match[0], "no_limit"))
    if match and (general or passage.owners_at(match.start())):
        yield Promise(kind="rate_limit", offset=match.start(), value={"negated": True})
