"""Numbers of something within a time, as people and machines write them: a pure grammar, in any language of the table.

It says what stands there, not what that is: `100 requests per second` may be a limit, a load or a hope. Whoever reads
on decides by what stands around it (`design.declared_rates`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from pytest_contract.design.durations import SECONDS, UNITS, number, span_s
from pytest_contract.design.scopes import scope_after, scope_in
from pytest_contract.design.wording import WORDS, bounded, pattern, says, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """So many within so long."""

    offset: int
    """Where in the text it begins."""
    end: int
    """Behind its last character."""
    limit: int | float
    window_s: int | float
    counted: str = ""
    """What stands between number and time: `reports`, `requests`."""
    scope: str | None = None
    """`user`, `key`, `ip`, `endpoint`, `tenant` or `all`, where the text beside it says so."""
    burst: int | float | None = None
    unit: str | None = None
    """What is counted, where that isn't requests: `points`."""


# Every repetition is bounded: a line of a megabyte costs its length, times a constant.
_LETTER = r"A-Za-z\u00c0-\u024f\u0400-\u04ff"  # of the scripts that part words by spaces
_COUNT = (
    rf"(?<![{_LETTER}\d_.,$€£¥#~≈§-])"
    r"(?:\d{1,3}(?:[,.'’\u00a0\u202f]\d{3}){1,3}(?![\d.])|\d{1,2}(?:\x20\d{3}){1,2}(?!\d)|\d{1,9}(?:\.\d{1,3})?)"
    rf"(?:\x20?k(?![{_LETTER}\d])|M(?![{_LETTER}\d]))?(?!\d|[.,]\d|\s?%)"
)
_GAP = r"[^\d|;:<>=()\[\]{}.,!?。、，；：/]{0,60}?"
_MULTIPLE = r"\d{1,6}(?:\.\d{1,3})?"
_ROLLING = rf"(?:\s{{0,3}}{bounded('rolling', 'one')}){{0,3}}"
_SUFFIX = bounded("per_suffix", left=False)
_IN_UNIT = bounded("in_second", "in_minute", "in_hour", "in_day", left=False)
_PER_UNIT = bounded("per_second", "per_minute", "per_hour", "per_day", "per_week", "per_month", left=False)

_MAY_BEGIN = r"(?:(?<![A-Za-z])|(?=/))"  # what most places fail at, and at once

_COUNT_FIRST = re.compile(
    rf"(?P<n>{_COUNT})(?P<gap>{_GAP})(?:"
    rf"\(?(?:/|{bounded('per')})(?:{_ROLLING})\s{{0,3}}(?P<m>{_MULTIPLE})?[\s-]{{0,3}}(?P<unit>{UNITS})"
    rf"|(?P<within>{bounded('in')})(?P<one>{_ROLLING})\s{{0,3}}(?P<m2>{_MULTIPLE})?[\s-]{{0,3}}(?P<unit2>{UNITS})"
    rf"|(?P<word>{_PER_UNIT}))",
    re.IGNORECASE,
)
_MULTIPLE_OF = rf"(?<![{_LETTER}\d.]){_MULTIPLE}[\s-]{{0,2}}"
_TIME_FIRST = re.compile(
    rf"{_MAY_BEGIN}(?:(?:{bounded('per')}|/)[\s_-]{{0,3}}(?P<m>{_MULTIPLE_OF})?(?P<unit>{UNITS})(?:\s?{_SUFFIX})?"
    rf"|(?P<m2>{_MULTIPLE_OF})?(?<![{_LETTER}])(?P<unit2>{UNITS})\s?{_SUFFIX}"
    rf"|(?P<m3>{_MULTIPLE_OF})?(?<![{_LETTER}])(?P<word>{_PER_UNIT}|{_IN_UNIT}))"
    rf"(?P<gap>[^\d;.。、（]{{0,40}}?)(?P<n>{_COUNT})",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r'(?:"[^"\n]{0,40}"|(?<![\w.])(?P<n>\d{1,9}))(?P<rest>(?:\s{0,2};\s{0,2}[\w-]{1,30}=[^;,\n]{0,60}){1,8})'
)
_SETTINGS = re.compile(
    r"(?<![^\W_])(?:limit|requests?|max|max_?requests|calls|hits|events|rate|points|allowed)[\"'`]?\s{0,3}[:=]\s{0,3}"
    r"[\"'`]?(?P<n>\d{1,9})(?P<gap>[^\n]{0,60}?)"
    r"(?<![^\W_])(?P<key>(?:time_?)?window|period|per|interval|duration|ttl)(?P<of>_?(?:s|sec|seconds|ms|minutes))?"
    r"[\"'`]?\s{0,3}[:=]\s{0,3}[\"'`]?(?P<m>\d{1,9})\s?(?P<unit>[a-z]{0,12})",
    re.IGNORECASE,
)
_BURST = re.compile(
    rf"{bounded('burst')}[^\d|;.\n]{{0,20}}?(?P<n>{_COUNT})|(?P<n2>{_COUNT})[\s-]{{0,2}}(?:[^\W\d]{{1,15}}\s)?{bounded('burst')}",
    re.IGNORECASE,
)
_STATUS = re.compile(r"[45]\d\d")


def rates_in(text: str) -> list[Rate]:
    """All of them, in the text's order; linear in its length.

    `10 reports per hour`, `100/min`, `60 RPS`, `6K RPS`, `5 per 15 min per IP`, `(10/15dk)`, `분당 60회`,
    `60 per rolling 60-minute window`, `requests per minute: 60`, `"permin";q=50;w=60`, `{"requests": 3, "window": 60}`.
    """
    if (_DIGIT.search(text) is None and not says(text, "requests")) or not speaks_of_time(text):
        return []
    plain = _PATH.sub(_hidden, text).replace("`", " ").replace("*", " ")
    plain = _IN_WORDS.sub(_in_digits, plain) if says(text, "requests") else plain
    found = list(_policies(plain)) if "=" in plain else []
    masked = _without(plain, found)
    for reading in (_settings, _count_first, _time_first):
        more = list(reading(masked))
        masked = _without(masked, more)
        found += more
    found.sort(key=lambda rate: rate.offset)
    completed = [_completed(rate, after, plain) for rate, after in zip(found, [*found[1:], None], strict=False)]
    return _sharing(completed, plain)


_DIGIT = re.compile(r"\d")
_PATH = re.compile(r"(?<![A-Za-z])(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s{1,4}`?/[^\s`|]{0,300}|`/[^\s`|]{1,300}`")
"""The `/s` of `POST /s` is no second."""


def _hidden(match: re.Match[str]) -> str:
    return ";" * len(match[0])


_TIMES = ("second", "minute", "hour", "day", "week", "month", "window")
_TIMES_AS_ONE_WORD = tuple(
    meaning for meaning in WORDS if meaning.partition("_")[0] in ("per", "in") and "_" in meaning
)


_NUMBERS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "ten": "10",
    "twenty": "20",
    "a single": "1",
}
_IN_WORDS = re.compile(rf"\b(?P<number>{'|'.join(_NUMBERS)})(?=\s{bounded('requests')}\s)", re.IGNORECASE)


def _in_digits(match: re.Match[str]) -> str:
    return _NUMBERS[match[0].lower()].ljust(len(match[0]))


def speaks_of_time(text: str) -> bool:
    """Whether there is a word for time, or a parameter that stands for one."""
    return says(text, *_TIMES, *_TIMES_AS_ONE_WORD) or "w=" in text or "indow" in text


_WINDOW = re.compile(
    rf"{_MAY_BEGIN}(?:(?:{bounded('per')}|/)[\s_-]{{0,3}}(?P<m>{_MULTIPLE})?[\s-]{{0,2}}(?P<unit>{UNITS})"
    rf"|(?P<m2>{_MULTIPLE_OF})?(?<![{_LETTER}])(?P<unit2>{UNITS})\s?{_SUFFIX}"
    rf"|(?<![{_LETTER}])(?P<word>{_PER_UNIT}))",
    re.IGNORECASE,
)
_ONLY_COUNT = re.compile(
    rf"[\s`*]{{0,6}}(?P<n>{_COUNT})(?:\s{{0,2}}{bounded('requests', left=False)})?[\s`*]{{0,6}}", re.IGNORECASE
)


@lru_cache(maxsize=2048)
def window_in(text: str) -> int | float | None:
    """The time that a column's head or a cell names without a number of things: `Read/min`, `per 5 minutes`, `RPM`."""
    match = _WINDOW.search(text)
    if match is None:
        return None
    times = number((match["m"] or match["m2"] or "1").strip(" -\n\t")) or 1
    seconds = SECONDS.get((match["unit"] or match["unit2"] or match["word"]).casefold())
    return None if seconds is None else _whole(times * seconds)


def count_in(text: str) -> int | float | None:
    """The number in a text that is nothing but a number of requests: `1,000`, `20 solicitações`; `None` otherwise."""
    match = _ONLY_COUNT.fullmatch(text)
    return number(match["n"]) if match else None


def _without(text: str, rates: list[Rate]) -> str:
    pieces, at = [], 0
    for rate in sorted(rates, key=lambda rate: rate.offset):
        pieces += [text[at : rate.offset], ";" * (rate.end - rate.offset)]
        at = rate.end
    return "".join([*pieces, text[at:]])


def _count_first(text: str) -> Iterator[Rate]:
    for match in _COUNT_FIRST.finditer(text):
        rate = _counted(match)
        if rate is not None:
            yield rate


def _counted(match: re.Match[str]) -> Rate | None:
    counted = " ".join(match["gap"].replace("-", " ").split())
    if not _counts_something(counted, match) or (match["within"] and not _is_window(counted, match)):
        return None
    unit = match["unit"] or match["unit2"] or match["word"]
    return _rate(match, match["n"], match["m"] or match["m2"], unit, counted)


def _counts_something(counted: str, match: re.Match[str]) -> bool:
    """Whether the number is one of things: not of minutes, not of megabytes, not a status."""
    first = counted.partition(" ")[0].casefold()
    if first in SECONDS or first in _SIZES:
        return False
    is_status = _STATUS.fullmatch(match["n"]) and match["n"] in {"429", "403", "503"}
    return not is_status or not counted or says(first, "requests", "cost_unit")


def _is_window(counted: str, match: re.Match[str]) -> bool:
    """`5 attempts in 10 minutes` is a rate, as is `5 exports in the last hour`; `5 items in second place` is none."""
    named = (
        says(counted, "requests", "cost_unit")
        or _is_per_whom(counted, match)
        or (_IS_LAST.search(match["one"]) and 0 < len(counted.split()) <= 2)
    )
    return bool(named) and bool(match["m2"] or match["one"].strip())


def _is_per_whom(counted: str, match: re.Match[str]) -> bool:
    """Whether it is said of whom: `3 redemptions per member within 10 minutes`, `4 holds in 15 minutes per guest`."""
    one_noun = counted.isalpha() and _WHOM.match(match.string, match.end()) is not None
    return one_noun or _PER_WHOM.fullmatch(counted) is not None


_WHOM = re.compile(rf"\s{bounded('per')}\s(?:API\s)?[^\W\d]{{2,20}}", re.IGNORECASE)
_PER_WHOM = re.compile(rf"[^\W\d]{{2,30}}\s{bounded('per')}\s(?:API\s)?[^\W\d]{{2,20}}", re.IGNORECASE)
_IS_LAST = re.compile(r"\b(?:last|past|any|rolling|sliding)\b", re.IGNORECASE)


_SIZES = {word.casefold() for word in words("size")}


def _time_first(text: str) -> Iterator[Rate]:
    for match in _TIME_FIRST.finditer(text):
        unit, multiple = match["unit"] or match["unit2"] or match["word"], match["m"] or match["m2"] or match["m3"]
        rate = _rate(match, match["n"], multiple, unit, "") if _is_count(match, text) else None
        if rate is not None:
            yield rate


_ENDS_AS_TIME = re.compile(rf"\s?-?(?:{UNITS}|{bounded('size', 'millisecond', left=False)}|%|x\b)", re.IGNORECASE)


def _is_count(match: re.Match[str], text: str) -> bool:
    """Whether the number behind a time counts something: it isn't a time or a status itself."""
    counts = says(text[match.end() : match.end() + 12], "requests")
    if _ENDS_AS_TIME.match(text, match.end()) and not counts:
        return False
    said = any(character.isalpha() for character in match["gap"])
    return counts or not (match["n"] == "429" or (said and _STATUS.fullmatch(match["n"])))


def _rate(match: re.Match[str], count: str, multiple: str | None, unit: str, counted: str) -> Rate | None:
    limit, seconds = number(count), SECONDS.get(unit.casefold())
    if limit is None or seconds is None:
        return None
    times = number(multiple.strip(" -\n\t")) if multiple else 1
    if not times or not limit:
        return None
    cost = pattern("cost_unit").search(counted)
    unit_of = cost[0].casefold() if cost and not says(counted, "requests") else None
    unit_of = counted.casefold() if says(counted, "failed") else unit_of
    return Rate(
        offset=match.start("n"),
        end=match.end(),
        limit=limit,
        window_s=_whole(times * seconds),
        counted=counted,
        unit=unit_of,
    )


def _whole(value: int | float) -> int | float:
    return int(value) if value == int(value) else value


def _policies(text: str) -> Iterator[Rate]:
    """`RateLimit-Policy` in its syntaxes: `10;w=1;burst=20` (to draft 07), `"a";q=50;w=60` (from 08)."""
    for match in _POLICY.finditer(text):
        pairs = (part.strip().partition("=") for part in match["rest"].split(";") if "=" in part)
        parameters = {name.strip(): value.strip().strip('"') for name, _, value in pairs}
        limit, window = number(match["n"] or parameters.get("q", "")), number(parameters.get("w", ""))
        if limit and window and parameters.get("qu", "requests") == "requests":
            burst = number(parameters.get("burst", ""))
            yield Rate(offset=match.start(), end=match.end(), limit=limit, window_s=window, burst=burst)


def _settings(text: str) -> Iterator[Rate]:
    """A limit and its window as two settings of one line: `{"requests": 3, "period": 60}`, `limit: 5, window: 1m`."""
    for match in _SETTINGS.finditer(text):
        limit, window = number(match["n"]), span_s(match["m"], match["unit"] or (match["of"] or "s").strip("_"))
        if limit and window:
            yield Rate(offset=match.start("n"), end=match.end(), limit=limit, window_s=window)


def _completed(rate: Rate, after: Rate | None, text: str) -> Rate:
    """With the scope and the burst that the text beside it names."""
    following = text[rate.end : min(rate.end + 80, after.offset if after else len(text))]
    following = re.split(r"[.;。]\s|\n\n", following, maxsplit=1)[0]
    before = re.split(r"[.;。]\s", text[max(0, rate.offset - 60) : rate.offset])[-1]
    scope = scope_after(following) or scope_after(rate.counted) or scope_in(before)
    burst = rate.burst
    if burst is None and (found := _BURST.search(following)):
        burst = number(found["n"] or found["n2"])
    return replace(rate, scope=scope, burst=burst)


_JOINED = re.compile(r"\s{0,2}[,&+/]?\s?(?:[^\W\d]{1,4}\s)?")


def _sharing(rates: list[Rate], text: str) -> list[Rate]:
    """`20 per minute and 200 per hour, per key`: what is said once, behind the last one, holds for both."""
    for index in range(len(rates) - 2, -1, -1):
        rate, after = rates[index], rates[index + 1]
        is_joined = _JOINED.fullmatch(text, rate.end, after.offset) is not None
        if is_joined and rate.scope is None and rate.window_s != after.window_s:
            rates[index] = replace(rate, scope=after.scope)
    return rates
