"""Requests with another header, another method or another query."""

from __future__ import annotations

from dataclasses import replace

from pytest_contract.exchange import Request


def with_header(request: Request, name: str, value: str) -> Request:
    """The request with that header alone of its name."""
    bare = without_headers(request, frozenset({name.lower()}))
    return replace(bare, headers=(*bare.headers, (name, value)))


def without_headers(request: Request, names: frozenset[str]) -> Request:
    """The request without the headers of those names, given in lower case."""
    return replace(request, headers=tuple(pair for pair in request.headers if pair[0].lower() not in names))


def with_more_query(request: Request, pair: str) -> Request:
    """The request with one more pair in its query, already encoded."""
    return replace(request, url=request.url + ("&" if "?" in request.url else "?") + pair)
