"""Numbers and spans of time, as documents write them."""

from __future__ import annotations

import re

from pytest_contract.design.wording import WORDS, bounded, words

_OF = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000}
_AS_ONE_WORD = {
    meaning: seconds for unit, seconds in _OF.items() for meaning in (f"per_{unit}", f"in_{unit}") if meaning in WORDS
}

SECONDS = {
    word.casefold(): seconds
    for meaning, seconds in reversed([*_OF.items(), *_AS_ONE_WORD.items()])
    for word in words(meaning)
}
"""How long a unit is, by each of its words; where two languages share a word, the shorter unit's."""

UNITS = bounded(*_OF, left=False)
"""A regular expression for a unit of a second or longer, which may follow a digit at once."""

_MILLISECONDS = {word.casefold() for word in words("millisecond")}
_GROUPED = re.compile(r"\d{1,3}(?:[,.'’\u00a0\u202f\x20]\d{3})+")
_SPAN = re.compile(
    rf"(?P<n>\d{{1,9}}(?:[.,]\d{{1,3}})?)[\s-]{{0,2}}(?P<unit>{bounded('millisecond', left=False)}|{UNITS})",
    re.IGNORECASE,
)


def number(text: str | None) -> int | float | None:
    """`1,000`, `1.000`, `6K`, `2M`, `1.5`; `None` for what is none."""
    digits = (text or "").strip()
    times = {"k": 1000, "K": 1000, "M": 1_000_000}.get(digits[-1:], 1)
    digits = digits[:-1].strip() if times > 1 else digits
    digits = re.sub(r"\D", "", digits) if _GROUPED.fullmatch(digits) else digits
    try:
        value = float(digits) * times
    except ValueError:
        return None
    return int(value) if value.is_integer() else value


def span_s(count: str, unit: str) -> int | float | None:
    """A count and its unit in seconds: `15`, `min` → 900; `None` for a word that is no unit."""
    value, word = number(count.replace(",", ".") if count.count(",") == 1 else count), unit.casefold()
    if value is None:
        return None
    if word in _MILLISECONDS:
        return value / 1000
    return value * SECONDS[word] if word in SECONDS else None


def first_span_s(text: str) -> int | float | None:
    """The first span of time in a text, in seconds: `a window of 15 minutes` → 900; `None` where there is none."""
    found = _SPAN.search(text)
    return span_s(found["n"], found["unit"]) if found else None
