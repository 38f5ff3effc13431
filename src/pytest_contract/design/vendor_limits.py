"""Rate limits in vendor extensions of a spec: no key of OpenAPI's own exists, so each gateway has its own.

Kong, Google Cloud Endpoints and Apigee, WSO2, Tyk, 42Crunch, Yandex Cloud, and the forms that teams make up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

from pytest_contract.design.durations import SECONDS, first_span_s, number
from pytest_contract.design.rates import rates_in
from pytest_contract.design.scopes import scope_of
from pytest_contract.spec import pointer as pointers


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorLimit:
    """A limit as an extension states it."""

    limit: int | float
    window_s: int | float
    pointer: str
    """Below the object that holds the extension."""
    scope: str | None = None
    burst: int | float | None = None
    status: str | None = None


_MADE_UP = re.compile(r"x-.*(?:rate-?_?limit|ratelimit|throttl|quota|request-?limit).*", re.IGNORECASE)
_LIMIT_KEYS = re.compile(
    r"(?:max_?|allowed_?)?(?:limit|requests?|max|events|hits|rate|calls|count|allow(?:-literal)?|allow-count)",
    re.IGNORECASE,
)
_WINDOW_KEYS = re.compile(
    r"(?:time_?)?(?:window|period|per|interval|duration|renewal)_?-?(?:in_?)?(?P<unit>s|sec|seconds?|ms|m|minutes?)?"
    r"(?:_?size)?",
    re.IGNORECASE,
)
_UNIT_KEYS = re.compile(
    r"(?:(?:max_?)?(?:requests?|limit|calls)?_?per_?)?(?P<unit>second|minute|hour|day|week|month)s?|(?P<word>rps|rpm|rph|rpd|qps|daily|hourly)",
    re.IGNORECASE,
)
_SCOPE_KEYS = ("key", "scope", "by", "limit_by", "limitBy", "identifier", "per", "rateLimitBy", "counter-key")
_KONG_SCOPES = {
    "consumer": "user",
    "credential": "key",
    "ip": "ip",
    "service": "all",
    "path": "endpoint",
    "header": "key",
}
_TIER = re.compile(r"(?P<n>\d{1,6})(?P<k>K|M)?_?Per_?(?P<unit>Sec|Min|Hour|Day)", re.IGNORECASE)
_UNLIMITED = re.compile(r"unlimited|none", re.IGNORECASE)


def vendor_limits(holder: Mapping[str, Any]) -> Iterator[VendorLimit]:
    """The limits that an object's own extensions state: an operation's, a path's, or the whole document's."""
    for name, value in holder.items():
        if isinstance(name, str) and name.lower().startswith("x-"):
            yield from _reader(name)(value, pointers.join("", name))


def _reader(name: str) -> Callable[[Any, str], Iterator[VendorLimit]]:
    known = next((reader for prefix, reader in _READERS.items() if name.lower().startswith(prefix)), None)
    return known or (_made_up if _MADE_UP.fullmatch(name) else _nothing)


def _nothing(value: Any, at: str) -> Iterator[VendorLimit]:
    yield from ()


def _kong(value: Any, at: str) -> Iterator[VendorLimit]:
    """`{config: {second: 5, minute: 100, limit_by: ip}}`; wild files leave `config` out."""
    if not isinstance(value, Mapping) or value.get("enabled") is False:
        return
    config, where = (value["config"], f"{at}/config") if isinstance(value.get("config"), Mapping) else (value, at)
    scope = _KONG_SCOPES.get(str(config.get("limit_by", config.get("identifier", ""))))
    status = str(config["error_code"]) if isinstance(config.get("error_code"), int) else None
    for limit, window, key in (*_by_unit(config), *_in_parallel(config)):
        yield VendorLimit(limit=limit, window_s=window, pointer=pointers.join(where, key), scope=scope, status=status)


def _in_parallel(config: Mapping[str, Any]) -> Iterator[tuple[int | float, int | float, str]]:
    """Kong's advanced plugin: `{limit: [10, 100], window_size: [1, 60]}`."""
    limits, windows = config.get("limit"), config.get("window_size")
    if isinstance(limits, list) and isinstance(windows, list):
        for limit, window in zip(limits, windows, strict=False):
            if _is_count(limit) and _is_count(window):
                yield limit, window, "limit"


def _by_unit(config: Mapping[str, Any]) -> Iterator[tuple[int | float, int | float, str]]:
    for key, value in config.items():
        match = _UNIT_KEYS.fullmatch(str(key))
        if match and _is_count(value):
            yield value, SECONDS[(match["unit"] or match["word"]).casefold()], str(key)


def _tier(value: Any, at: str) -> Iterator[VendorLimit]:
    """WSO2: `50KPerMin`. A tier's name alone says no number, and `Unlimited` is a gateway's default, no promise."""
    match = _TIER.fullmatch(value) if isinstance(value, str) else None
    if match:
        limit = number(match["n"] + (match["k"] or "").upper())
        if limit:
            yield VendorLimit(limit=limit, window_s=SECONDS[match["unit"].casefold()], pointer=at)


def _yandex(value: Any, at: str) -> Iterator[VendorLimit]:
    """`{allRequests: {rps: 10}}`."""
    rates = value.get("allRequests") if isinstance(value, Mapping) else None
    for limit, window, key in _by_unit(rates) if isinstance(rates, Mapping) else ():
        yield VendorLimit(limit=limit, window_s=window, pointer=pointers.join(at, "allRequests", key), scope="all")


def _quota(value: Any, at: str) -> Iterator[VendorLimit]:
    """Apigee's list of quotas under Google's key; Google's own costs say nothing alone (`google_limits`)."""
    for index, entry in enumerate(value if isinstance(value, list) else ()):
        if isinstance(entry, Mapping):
            unit = SECONDS.get(str(entry.get("timeunit-literal", "")).casefold())
            interval, limit = number(str(entry.get("interval-literal", 1))), _counted(entry)
            if unit and interval and limit:
                yield VendorLimit(limit=limit, window_s=unit * interval, pointer=f"{at}/{index}")


def _made_up(value: Any, at: str, depth: int = 0) -> Iterator[VendorLimit]:
    """`120/min`, `{requests: 3, period: 60, key: ip}`, `{limit: 100, window: 60s}`, `{minute: 60}`, lists of them."""
    if isinstance(value, str):
        for rate in rates_in(value):
            yield VendorLimit(limit=rate.limit, window_s=rate.window_s, pointer=at, scope=rate.scope, burst=rate.burst)
    elif isinstance(value, list) and depth < _DEEPEST:
        for index, entry in enumerate(value):
            yield from _made_up(entry, f"{at}/{index}", depth + 1)
    elif isinstance(value, Mapping) and value.get("enabled") is not False:
        yield from _of_mapping(value, at, depth)


_DEEPEST = 4


def _of_mapping(value: Mapping[str, Any], at: str, depth: int) -> Iterator[VendorLimit]:
    scope, burst = _scope(value), _burst(value)
    limit, window = _counted(value), _window(value)
    if limit and window:
        yield VendorLimit(limit=limit, window_s=window, pointer=at, scope=scope, burst=burst)
        return
    for each, seconds, key in _by_unit(value):
        yield VendorLimit(limit=each, window_s=seconds, pointer=pointers.join(at, key), scope=scope, burst=burst)
    for key, nested in value.items():
        if isinstance(nested, Mapping | list | str) and depth < _DEEPEST and key not in ("description", "x-example"):
            yield from _made_up(nested, pointers.join(at, str(key)), depth + 1)


def _counted(value: Mapping[str, Any]) -> int | float | None:
    for key, count in value.items():
        if _LIMIT_KEYS.fullmatch(str(key)):
            found = count if _is_count(count) else number(count) if isinstance(count, str) else None
            if found:
                return found
    return None


def _window(value: Mapping[str, Any]) -> int | float | None:
    for key, window in value.items():
        match = _WINDOW_KEYS.fullmatch(str(key))
        if match:
            seconds = _seconds(window, (match["unit"] or "s").casefold())
            if seconds:
                return seconds
    return None


def _seconds(window: Any, unit: str) -> int | float | None:
    """`60`, `"60s"`, `"1m"`, `"minute"`."""
    if _is_count(window):
        return window / 1000 if unit == "ms" else window * SECONDS.get(unit, 1)
    if isinstance(window, str):
        return first_span_s(window) or SECONDS.get(window.casefold()) or number(window)
    return None


def _is_count(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _scope(value: Mapping[str, Any]) -> str | None:
    named = (value[key] for key in _SCOPE_KEYS if isinstance(value.get(key), str))
    return next((scope for text in named if (scope := scope_of(text.replace("_", " ")))), None)


def _burst(value: Mapping[str, Any]) -> int | float | None:
    return next((value[key] for key in ("burst", "burstLimit", "burst_size") if _is_count(value.get(key))), None)


_READERS: dict[str, Callable[[Any, str], Iterator[VendorLimit]]] = {
    "x-kong-plugin-rate-limiting": _kong,
    "x-google-quota": _quota,
    "x-google-management": _nothing,
    "x-throttling-tier": _tier,
    "x-yc-apigateway-rate-limit": _yandex,
    "x-42c-request-limiter": _made_up,
}


def google_limits(root: Mapping[str, Any], operation: Mapping[str, Any]) -> Iterator[VendorLimit]:
    """Cloud Endpoints: quotas a minute and project at the root, of which each call of an operation costs a part.

    Pointers are below the root.
    """
    costs = _dig(operation, "x-google-quota", "metricCosts")
    limits = _dig(root, "x-google-management", "quota", "limits")
    for index, quota in enumerate(limits if isinstance(limits, list) else ()):
        cost = costs.get(quota.get("metric")) if isinstance(costs, Mapping) and isinstance(quota, Mapping) else None
        values = quota.get("values") if isinstance(quota, Mapping) else None
        total = next(iter(values.values()), None) if isinstance(values, Mapping) else None
        if _is_count(cost) and _is_count(total) and total // cost:
            at = f"/x-google-management/quota/limits/{index}"
            yield VendorLimit(limit=total // cost, window_s=60, pointer=at, scope="tenant")


def tyk_limits(root: Mapping[str, Any], operation_id: str | None) -> Iterator[VendorLimit]:
    """Tyk: `x-tyk-api-gateway.middleware.operations.<operationId>.rateLimit {enabled, rate, per: "10s"}`."""
    for at in _TYK_PLACES:
        path = ("x-tyk-api-gateway", *at, operation_id or "", "rateLimit")
        limit = _dig(root, *path)
        if isinstance(limit, Mapping) and limit.get("enabled") is not False:
            yield from _of_mapping(limit, pointers.join("", *path), _DEEPEST)


_TYK_PLACES = (("middleware", "operations"), ("operations",))


def _dig(node: Any, *keys: str) -> Any:
    for key in keys:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node
