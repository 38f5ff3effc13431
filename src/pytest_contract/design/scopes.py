"""Whom a limit counts, as the words beside it say."""

from __future__ import annotations

import re
from functools import lru_cache

from pytest_contract.design.wording import bounded, pattern

_SCOPES = ("ip", "key", "tenant", "endpoint", "user", "all")
_WHO = bounded("ip", "key", "tenant", "endpoint", "user")
# A token is a bucket's, more often than a client's.
_EACH = rf"(?!an?\s)(?:{bounded('per', 'by')}|/)\s{{0,3}}(?:{bounded('distinct')}\s{{0,3}}){{0,2}}"
_PER_WHO = re.compile(rf"{_EACH}(?P<who>{_WHO})", re.IGNORECASE)
_WHO_EACH = re.compile(rf"(?P<who>{_WHO})[\s-]{{0,2}}{bounded('who_suffix', left=False)}", re.IGNORECASE)


@lru_cache(maxsize=2048)
def scope_after(text: str) -> str | None:
    """The scope that a text names by `per IP`, `/user`, `by API key`, `IPごと`, `사용자당`; `None` where it doesn't."""
    found = min(
        (match for match in (_PER_WHO.search(text), _WHO_EACH.search(text)) if match), key=re.Match.start, default=None
    )
    return None if found is None else _longest(text, found.start("who"))


def _longest(text: str, at: int) -> str | None:
    """Of the words that begin there, those that say most: `client IP` is no client."""
    found = ((pattern(scope).match(text, at), scope) for scope in _SCOPES)
    return max(((match.end(), scope) for match, scope in found if match), default=(at, None))[1]


def scope_in(text: str) -> str | None:
    """The same, or `all` where the text says `global`."""
    return scope_after(text) or ("all" if pattern("all").search(text) else None)


def scope_of(words: str) -> str | None:
    """What the words for somebody mean: `API key` → `key`."""
    return next((scope for scope in _SCOPES if pattern(scope).search(words)), None)
