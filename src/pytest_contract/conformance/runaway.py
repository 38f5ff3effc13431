"""Patterns that a backtracking engine may never come to an end with, matched by one that always does."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

# A group with a repetition inside that is itself repeated without a limit: `(a+)+`, `([a-z]+-)*`. Where the group
# turns out to be harmless, nothing is lost: the other engine gives the same answer.
_REPEATED_REPETITION = re.compile(r"[+*}][^(]*\)(?:[+*]|\{\d+,\d*\})")


@lru_cache(maxsize=1024)
def may_run_away(pattern: str) -> bool:
    """Whether matching may take time that grows exponentially with the text."""
    return _REPEATED_REPETITION.search(pattern) is not None


def is_found(pattern: str, text: str) -> bool | None:
    """Whether the pattern is found in the text, in linear time; `None` where that engine can't read the pattern."""
    search = _linear(pattern)
    return None if search is None else search(text)


@lru_cache(maxsize=1024)
def _linear(pattern: str) -> Callable[[str], bool] | None:
    import jsonschema_rs

    try:
        return jsonschema_rs.validator_for({"$schema": _DIALECT, "pattern": pattern}).is_valid
    except Exception:  # its own exception for a pattern that it can't read isn't a documented one
        return None


_DIALECT = "https://json-schema.org/draft/2020-12/schema"
