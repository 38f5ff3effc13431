"""413 and 414: bodies and URLs over the limit that the spec speaks of, or over the usual ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.spec.media_type import is_json
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground, has_body, members_of
from pytest_contract.traffic.pursue.moves import valid_attempt
from pytest_contract.traffic.pursue.rewrite import with_more_query

_SIZE = re.compile(r"(\d+(?:[.,]\d+)?)\s*(k|m)?(?:i?b\b|(?:ilo|ega)?bytes?\b)", re.IGNORECASE)
_FACTOR = {"": 1, "k": 1024, "m": 1024**2}
_USUAL = (70_000, 1_100_000, 6_000_000)
_MOST_BYTES = 17_000_000
_LONG_URLS = (2_100, 9_000, 70_000)


def too_large(ground: Ground) -> Iterator[Attempt]:
    """413: the stated sizes first, each a little exceeded."""
    for size in (*_stated(ground), *_USUAL):
        base = ground.base
        if base is None or not has_body(base):
            return
        attempt = valid_attempt(ground, _larger(base, size), ground.scene(), f"a body over {size} bytes")
        if len(attempt.request.body) < size and is_json(base.media_type or ""):
            # Space after a JSON text means nothing (RFC 8259, section 2), and counts all the same.
            padding = b" " * (size - len(attempt.request.body))
            attempt = replace(attempt, request=replace(attempt.request, body=attempt.request.body + padding))
        yield replace(attempt, draft=None, is_ordinary=False)


def too_long(ground: Ground) -> Iterator[Attempt]:
    """414: a query that goes on."""
    for length in _LONG_URLS:
        if ground.base is not None:
            attempt = valid_attempt(ground, ground.base, ground.scene(), f"a URL of {length} characters")
            request = with_more_query(attempt.request, "contract=" + "a" * length)
            yield replace(attempt, request=request, draft=None, is_ordinary=False)


def _stated(ground: Ground) -> list[int]:
    """Sizes that the operation's own words name, and a little more."""
    text = " ".join(str(text) for text in _descriptions(ground.operation.raw))
    stated = {float(number.replace(",", ".")) * _FACTOR[unit.lower()] for number, unit in _SIZE.findall(text)}
    return sorted(int(size) + 1_000 for size in stated if 0 < size < _MOST_BYTES)[:3]


def _descriptions(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for name, value in node.items():
            if name in {"description", "summary"} and isinstance(value, str):
                yield value
            else:
                yield from _descriptions(value)
    elif isinstance(node, list):
        for item in node:
            yield from _descriptions(item)


def _larger(draft: Draft, size: int) -> Draft:
    """The draft with a body of about that size, where one of its texts or files can grow."""
    body = draft.body
    if isinstance(body, bytes):
        return replace(draft, body=body + b"a" * size)
    if isinstance(body, str):
        return replace(draft, body=body + "a" * size)
    if draft.media_type is not None and not is_json(draft.media_type):
        for name, value in members_of(body).items():
            if isinstance(value, bytes | str):
                more = b"a" * size if isinstance(value, bytes) else "a" * size
                return replace(draft, body={**body, name: value + more})  # type: ignore[operator]
    return draft
