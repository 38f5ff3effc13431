"""A claim's value in a few words, as its test's name has them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_LONGEST = 60
_WINDOWS: dict[float, str] = {1: "second", 60: "minute", 3600: "hour", 86400: "day", 604800: "week"}
_UNPRINTED = re.compile(r"[\s\x00-\x1f\x7f]+|::")
"""`::` parts the file from the name in a node id."""


def in_words(kind: str, value: Mapping[str, Any]) -> str:
    """`10 per hour`, `not 403`, `P95 under 500 ms`; empty where kind and operation say it all."""
    said = _WORDS[kind](value) if kind in _WORDS else kind
    bare = _UNPRINTED.sub(" ", said).strip()
    return bare if len(bare) <= _LONGEST else f"{bare[: _LONGEST - 1].rstrip()}…"


def _operation(value: Mapping[str, Any]) -> str:
    return str(value.get("change", ""))


def _status(value: Mapping[str, Any]) -> str:
    return f"{'not ' if value.get('negated') else ''}{value.get('status', '')}"


def _error_code(value: Mapping[str, Any]) -> str:
    return " ".join(str(value[key]) for key in ("status", "code") if value.get(key))


def _rate_limit(value: Mapping[str, Any]) -> str:
    if value.get("negated") or value.get("limit") is None:
        return "no rate limit" if value.get("negated") else "rate limit"
    window = value.get("window_s")
    per = _WINDOWS.get(window, f"{window:g} s") if isinstance(window, int | float) else "window"
    scope = f" per {value['scope']}" if value.get("scope") not in (None, "all") else ""
    plan = f" on {value['plan']}" if value.get("plan") else ""
    return f"{value['limit']} per {per}{scope}{plan}"


def _auth(value: Mapping[str, Any]) -> str:
    required = value.get("required")
    granted = " ".join(map(str, (*value.get("scopes", ()), *value.get("roles", ()))))
    words = "auth" if required else "public" if required is False else "auth depends"
    return f"{words} {value.get('scheme', '')} {granted}".strip()


def _latency(value: Mapping[str, Any]) -> str:
    percentile = value.get("percentile")
    name = f"P{percentile}" if isinstance(percentile, int) else str(percentile)
    threshold = value.get("threshold_ms", 0)
    return f"{name} under {threshold:g} ms" if isinstance(threshold, int | float) else name


def _header(value: Mapping[str, Any]) -> str:
    on = value.get("on")
    return f"{value.get('name', '')}{f' on {on}' if on else ''}"


def _named(kind: str) -> Callable[[Mapping[str, Any]], str]:
    return lambda value: f"{kind} {value.get('name', '')}{' ' + value['change'] if value.get('change') else ''}"


def _example(value: Mapping[str, Any]) -> str:
    return f"example {value.get('part', '')} {value.get('status', '')}".strip()


_WORDS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "operation": _operation,
    "status": _status,
    "error_code": _error_code,
    "error_format": lambda value: "error format",
    "rate_limit": _rate_limit,
    "auth": _auth,
    "tenancy": lambda value: f"tenancy {value.get('status', '')}".strip(),
    "latency": _latency,
    "header": _header,
    "parameter": _named("parameter"),
    "field": _named("field"),
    "example": _example,
    "idempotency": lambda value: "not idempotent" if value.get("negated") else "idempotent",
    "concurrency": lambda value: "concurrent requests",
    "deprecation": lambda value: "deprecated",
}
