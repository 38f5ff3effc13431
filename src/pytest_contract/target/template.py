"""Path templates held against each other, whatever their parameters are called."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import unquote

Fit = Literal["exact", "broader", "narrower", "none"]

_PARAMETER = re.compile(r"\{[^{}]*\}")
_HOLE = "\x00"


def fit(template: str, route: str) -> Fit:
    """How a route's path serves a template of the spec, both without their trailing slash.

    `exact`: the same but for names. `broader`: it serves the template with more (`/users/me` by `/users/{id}`).
    `narrower`: it serves some of the template's paths (`/{version}/users` by `/v1/users`). `none`: it serves none.
    """
    ours, theirs = segments(template), segments(route)
    if len(ours) != len(theirs):
        return "none"
    if ours == theirs:
        return "exact"
    pairs = list(zip(ours, theirs, strict=True))
    if all(_covers(wide=their, narrow=our) for our, their in pairs):
        return "broader"
    if all(_covers(wide=our, narrow=their) or _covers(wide=their, narrow=our) for our, their in pairs):
        return "narrower"
    return "none"


def is_below(template: str, prefix: str) -> bool:
    """Whether all paths, or some, of a template lie at or below a prefix."""
    ours, theirs = segments(template), segments(prefix)
    pairs = zip(ours, theirs, strict=False)
    return len(ours) >= len(theirs) and all(
        _covers(wide=their, narrow=our) or _covers(wide=our, narrow=their) for our, their in pairs
    )


def segments(path: str) -> list[str]:
    """The segments without their parameters' names, percent-decoded; one trailing slash is left out."""
    return [_PARAMETER.sub(_HOLE, unquote(segment)) for segment in path.strip("/").split("/")]


def has_trailing_slash(path: str) -> bool:
    """Whether the path ends with a slash that isn't the root."""
    return len(path) > 1 and path.endswith("/")


def _covers(*, wide: str, narrow: str) -> bool:
    if wide == narrow:
        return True
    if _HOLE not in wide:
        return False
    pattern = "[^/]+".join(re.escape(part) for part in wide.split(_HOLE))
    return re.fullmatch(pattern, narrow) is not None
