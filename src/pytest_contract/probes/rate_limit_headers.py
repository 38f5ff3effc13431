"""What a response says of its quota: Retry-After, and the RateLimit headers in all their spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from pytest_contract.exchange import Headers, Response
from pytest_contract.exchange.record import header

_DELAY = re.compile(r"[0-9]{1,12}")
_NUMBER = re.compile(r"\s*-?[0-9]{1,15}(\.[0-9]{1,9})?\s*")
_FAMILIES = ("ratelimit", "x-ratelimit", "x-rate-limit")
# What is more than thirty years can't be meant as a delay.
_LEAST_EPOCH = 946_684_800.0
_LEAST_EPOCH_MS = 946_684_800_000.0
_WEEKDAYS = ("Mon, ", "Tue, ", "Wed, ", "Thu, ", "Fri, ", "Sat, ", "Sun, ")
_PARAMETER = re.compile(r"\s*([a-z][a-z0-9_-]{0,30})\s*=\s*\"?([0-9]{1,15})\"?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """One quota that a response names."""

    limit: int
    window_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What one response says of its quota; `None` where it says nothing, or nothing that can be read."""

    limit: int | None = None
    remaining: int | None = None
    reset_s: float | None = None
    """Seconds from the response on."""
    policies: tuple[Policy, ...] = ()
    malformed: tuple[str, ...] = ()
    """Headers, as `Name: value`, that no spelling covers."""
    names: tuple[str, ...] = ()
    """The headers that were read, as they were spelled."""


def stated(response: Response, now: float) -> Stated:
    """Read the trio (`RateLimit-Limit`, `X-RateLimit-Limit`, `X-Rate-Limit-Limit`, … with `-Remaining` and `-Reset`)
    and the structured fields of draft-ietf-httpapi-ratelimit-headers, 00 to 10. A reset is seconds, or a time."""
    structured = _structured(response.headers)
    if structured is not None:
        return structured
    malformed: list[str] = []
    names: list[str] = []
    values: dict[str, str] = {}
    for name, value in response.headers:
        family, _, part = name.lower().rpartition("-")
        if family in _FAMILIES and part in ("limit", "remaining", "reset") and part not in values:
            values[part] = value
            names.append(name)
    limit = _first_number(values.get("limit"))
    remaining = _number(values.get("remaining"))
    reset = _reset(values.get("reset"), now)
    for part, read in (("limit", limit), ("remaining", remaining), ("reset", reset)):
        if part in values and read is None:
            spelled = next(name for name in names if name.lower().endswith(part))
            malformed.append(f"{spelled}: {values[part][:60]}")
    return Stated(
        limit=None if limit is None else int(limit),
        remaining=None if remaining is None else int(remaining),
        reset_s=reset,
        policies=_policies(header(response.headers, "ratelimit-policy") or values.get("limit", "")),
        malformed=tuple(malformed),
        names=tuple(names),
    )


def retry_after_s(response: Response, now: float) -> float | None:
    """Seconds that `Retry-After` asks to wait, from a number or an HTTP date (RFC 9110, section 10.2.3); `None` where
    there is none, or it is neither."""
    value = header(response.headers, "retry-after")
    if value is None:
        return None
    if _DELAY.fullmatch(value.strip()):
        return float(value.strip())
    date = _http_date(value)
    # A date has whole seconds.
    return None if date is None else max(0.0, date - int(now))


def _structured(headers: Headers) -> Stated | None:
    """`RateLimit: limit=100, remaining=50, reset=5` (draft 07), `RateLimit: "default";r=50;t=30` (from 08 on)."""
    value = header(headers, "ratelimit")
    if value is None:
        return None
    # Several quotas are listed with commas; the one with the least left is the one that matters.
    found = [_parameters(part) for part in ([value] if "limit=" in value.lower() else value.split(","))]
    policies = _policies(header(headers, "ratelimit-policy") or "")
    least = min(found, key=lambda each: each.get("r", each.get("remaining", 0)), default={})
    remaining, reset = least.get("r", least.get("remaining")), least.get("t", least.get("reset"))
    malformed = () if remaining is not None else (f"RateLimit: {value[:60]}",)
    return Stated(
        limit=least.get("limit"),
        remaining=remaining,
        reset_s=None if reset is None else float(reset),
        policies=policies,
        malformed=malformed,
        names=("RateLimit",),
    )


def _parameters(text: str) -> dict[str, int]:
    matches = (_PARAMETER.fullmatch(piece) for piece in re.split(r"[;,]", text))
    return {match[1].lower(): int(match[2]) for match in matches if match}


def _policies(text: str) -> tuple[Policy, ...]:
    """`10;w=1, 50;w=60` (drafts to 07), `"permin";q=50;w=60` (from 08 on)."""
    found = []
    for part in text.split(","):
        named = _parameters(part)
        first = part.partition(";")[0].strip()
        limit = named.get("q", int(first) if first.isdecimal() and first.isascii() else None)
        if limit is not None and ("w" in named or "q" in named):
            found.append(Policy(limit=limit, window_s=named.get("w")))
    return tuple(found)


def _first_number(value: str | None) -> float | None:
    """To draft 03, policies stand beside the number: `10, 10;w=1;burst=1000`."""
    return None if value is None else _number(value.partition(",")[0].partition(";")[0])


def _number(value: str | None) -> float | None:
    return float(value) if value is not None and _NUMBER.fullmatch(value) else None


def _reset(value: str | None, now: float) -> float | None:
    if value is None:
        return None
    number = _number(value)
    if number is None:
        date = _http_date(value)
        return None if date is None else date - now
    if number >= _LEAST_EPOCH_MS:
        return number / 1000 - now
    return number - now if number >= _LEAST_EPOCH else number


def _http_date(value: str) -> float | None:
    """An HTTP date in its three forms (RFC 9110, section 5.6.7)."""
    text = value.strip()
    try:
        if text.startswith(_WEEKDAYS) and text.endswith("GMT"):
            return parsedate_to_datetime(text).timestamp()
        form = "%A, %d-%b-%y %H:%M:%S GMT" if text.endswith("GMT") else "%a %b %d %H:%M:%S %Y"
        return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return None
