"""The rate limits that a spec declares, wherever it does: descriptions, 429 responses, headers, vendor extensions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from pytest_contract.design.declared_rates import declared_rates
from pytest_contract.design.rates import Rate, rates_in
from pytest_contract.design.vendor_limits import VendorLimit, google_limits, tyk_limits, vendor_limits
from pytest_contract.design.wording import says
from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.document import Document
from pytest_contract.spec.operation import DeclaredResponse, Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredLimit:
    """One limit that the spec states with its numbers."""

    limit: int | float
    window_s: int | float
    pointer: str
    """JSON pointer of what states it; `document.locate(pointer)` gives file and line."""
    scope: str | None = None
    """`user`, `key`, `ip`, `endpoint`, `tenant` or `all`; `None` where nothing says it."""
    burst: int | float | None = None
    unit: str | None = None
    """What is counted, where that isn't requests: `points`."""
    status: str = "429"
    """The status of the limited answer."""
    headers: tuple[str, ...] = ()
    """Headers that the limited answer declares: `Retry-After`, `X-RateLimit-Limit`."""


def declared_limits(document: Document, operation: Operation) -> tuple[DeclaredLimit, ...]:
    """The limits of one operation: its own, its limited answer's, its path's and its tags'; each once."""
    limited = limited_response(operation)
    status = limited.status if limited else "429"
    headers = tuple(header.name for header in limited.headers) if limited else ()
    found: dict[tuple[object, ...], DeclaredLimit] = {}
    for limit in _of_operation(document, operation, limited):
        named = _answered(limit, status, headers)
        found.setdefault((named.limit, named.window_s, named.scope), named)
    return _without_vaguer(tuple(found.values()))


def limits_of_all(document: Document) -> tuple[DeclaredLimit, ...]:
    """The limits that the document states for the whole API: in its description, and in extensions at its root."""
    root = document.raw
    described = _described(_mapping(root.get("info")).get("description"), "/info/description")
    found = {(limit.limit, limit.window_s, limit.scope): limit for limit in (*_vendor(root, ""), *described)}
    return _without_vaguer(tuple(found.values()))


def limited_response(operation: Operation) -> DeclaredResponse | None:
    """The answer to a request beyond the limit: the operation's declared 429, or `None`."""
    return next((response for response in operation.responses if response.status == "429"), None)


def _of_operation(
    document: Document, operation: Operation, limited: DeclaredResponse | None
) -> Iterator[DeclaredLimit]:
    if limited is not None:
        for rate in declared_rates(limited.description, about_limits=True):
            yield _from_rate(rate, f"{limited.pointer}/description")
        yield from _vendor(_node(document, limited.pointer), limited.pointer)
    yield from _policies(operation)
    path = operation.pointer.rpartition("/")[0]
    for holder, at in ((operation.raw, operation.pointer), (_node(document, path), path)):
        for member in ("description", "summary"):
            yield from _described(holder.get(member), f"{at}/{member}")
        yield from _vendor(holder, at)
    for vendor in (
        *google_limits(document.raw, operation.raw),
        *tyk_limits(document.raw, operation.operation_id),
    ):
        yield _from_vendor(vendor, "")
    yield from _of_tags(document, operation)


def _policies(operation: Operation) -> Iterator[DeclaredLimit]:
    """What a `RateLimit-Policy` header's example states."""
    for response in operation.responses:
        for header in response.headers:
            schema = _mapping(header.schema)
            if header.name.lower().removeprefix("x-") == "ratelimit-policy" and isinstance(schema.get("example"), str):
                for rate in rates_in(schema["example"]):
                    yield _from_rate(rate, header.pointer)


def _of_tags(document: Document, operation: Operation) -> Iterator[DeclaredLimit]:
    tags = document.raw.get("tags")
    for index, tag in enumerate(tags if isinstance(tags, list) else ()):
        if _mapping(tag).get("name") in operation.tags:
            yield from _described(tag.get("description"), f"/tags/{index}/description")
            yield from _vendor(tag, f"/tags/{index}")


_HEADING = re.compile(r"\s{0,3}#{1,6}\s")


def _described(text: Any, pointer: str) -> Iterator[DeclaredLimit]:
    """The limits that a description states: in a sentence of its own, or under a heading about limits."""
    for rate in _rates_of(text) if isinstance(text, str) else ():
        yield _from_rate(rate, pointer)


@lru_cache(maxsize=1024)  # a tag's description is every one of its operations'
def _rates_of(description: str) -> tuple[Rate, ...]:
    return tuple(
        rate
        for heading, section in _sections(description)
        for rate in declared_rates(section, about_limits=says(heading, "rate_limit"))
    )


def _sections(text: str) -> Iterator[tuple[str, str]]:
    heading = ""
    body: list[str] = []
    for line in text.split("\n"):
        if _HEADING.match(line):
            yield heading, "\n".join(body)
            heading, body = line, []
        else:
            body.append(line)
    yield heading, "\n".join(body)


def _vendor(holder: Mapping[str, Any], pointer: str) -> Iterator[DeclaredLimit]:
    for limit in vendor_limits(holder):
        yield _from_vendor(limit, pointer)


def _from_vendor(limit: VendorLimit, pointer: str) -> DeclaredLimit:
    return DeclaredLimit(
        limit=limit.limit,
        window_s=limit.window_s,
        pointer=pointer + limit.pointer,
        scope=limit.scope,
        burst=limit.burst,
        status=limit.status or "429",
    )


def _from_rate(rate: Rate, pointer: str) -> DeclaredLimit:
    return DeclaredLimit(
        limit=rate.limit,
        window_s=rate.window_s,
        pointer=pointer,
        scope=rate.scope,
        burst=rate.burst,
        unit=rate.unit,
    )


def _answered(limit: DeclaredLimit, status: str, headers: tuple[str, ...]) -> DeclaredLimit:
    status = limit.status if limit.status != "429" else status
    return replace(limit, status=status, headers=headers)


def _without_vaguer(limits: tuple[DeclaredLimit, ...]) -> tuple[DeclaredLimit, ...]:
    """Without those that say the same as another, but not whom they count."""
    named = {(limit.limit, limit.window_s) for limit in limits if limit.scope}
    return tuple(limit for limit in limits if limit.scope or (limit.limit, limit.window_s) not in named)


def _node(document: Document, pointer: str) -> Mapping[str, Any]:
    try:
        return _mapping(pointers.descend(document.raw, pointers.tokens(pointer)))
    except KeyError:
        return {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
