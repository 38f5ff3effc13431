"""Which of the rates in a text are limits for the API's clients: the same judgement for documents and specs."""

from __future__ import annotations

import re

from pytest_contract.design.rates import Rate, rates_in
from pytest_contract.design.wording import bounded, says

_SENTENCE = re.compile(r"(?<![ei]\.[ge])(?<=[.!?;])\s|[。！？]|\n(?=\s*[-*•])|\n\n")
_IS_EXAMPLE = re.compile(rf"{bounded('example')}[^;|]{{0,50}}\Z", re.IGNORECASE)
_SETS_A_TIME = re.compile(r"(?:_ms|window_?(?:s|ms|sec|seconds|size)|ttl)\b\W{0,3}[^;|.]{0,25}\Z", re.IGNORECASE)
_RETRY_AFTER = re.compile(r"retry[-_]?after", re.IGNORECASE)
_NOT_REQUESTS = re.compile(rf"{bounded('concurrent')}|{bounded('size')}", re.IGNORECASE)


def declared_rates(text: str, *, about_limits: bool = False) -> list[Rate]:
    """The rates that a text declares as limits.

    `about_limits` says that its surroundings are about limits (a section "Rate limits", a 429 response): then a bare
    `10 per hour` is one. Otherwise its own sentence has to say so. Capacity, load, cost, somebody else's limits and
    advice are none.
    """
    found: dict[tuple[object, ...], Rate] = {}
    for rate in rates_in(text):
        if _is_limit(rate, text, about_limits):
            found.setdefault((rate.limit, rate.window_s, rate.scope), rate)
    return list(found.values())


def _is_limit(rate: Rate, text: str, about_limits: bool) -> bool:
    sentence = _RETRY_AFTER.sub(" ", sentence_at(text, rate.offset))
    before = text[max(0, rate.offset - 60) : rate.offset]
    if _NOT_REQUESTS.search(rate.counted) or _IS_EXAMPLE.search(before) or _SETS_A_TIME.search(before):
        return False
    if sentence.rstrip().endswith(("?", "？")):
        return False
    if says(sentence, "rate_limit"):
        return not says(sentence, "foreign")
    if says(sentence, "capacity", "foreign"):
        return False
    return about_limits or says(sentence, "limit", "at_most")


def sentence_at(text: str, offset: int) -> str:
    """The sentence that a place stands in, as far as 400 characters to each side."""
    before = _SENTENCE.split(text[max(0, offset - 400) : offset])[-1]
    return before + _SENTENCE.split(text[offset : offset + 400], maxsplit=1)[0]
