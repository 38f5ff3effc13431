"""JSON as documents write it: with comments, with what is left out, cut short."""

from __future__ import annotations

import json
import re
from typing import Any

LONGEST = 200_000
_COMMENT = re.compile(r"(?P<string>\"(?:[^\"\\\n]|\\.)*\")|(?P<comment>//[^\n]*|/\*.*?\*/)", re.DOTALL)
_TRAILING_COMMA = re.compile(r"(?P<string>\"(?:[^\"\\\n]|\\.)*\")|,(?=\s{0,200}[}\]])")
_ELLIPSIS = re.compile(r"(?P<string>\"(?:[^\"\\\n]|\\.)*\")|,?\s{0,20}(?:\.\.\.|…)")


class Absent:
    """No JSON value: the text isn't one."""


ABSENT = Absent()


def parse_json(text: str, *, strict: bool = False) -> Any:
    """The value that a text writes, or `ABSENT`. Unless `strict`, comments, trailing commas and `...` are left out."""
    if len(text) > LONGEST:
        return ABSENT
    return _loaded(text) if strict else _loaded(_bare(text))


def is_complete(text: str) -> bool:
    """Whether nothing is left out of a text: `...` would be."""
    return not any(match["string"] is None for match in _ELLIPSIS.finditer(text))


def _bare(text: str) -> str:
    without = _COMMENT.sub(lambda match: match["string"] or "", text)
    without = _ELLIPSIS.sub(lambda match: match["string"] or "", without)
    return _TRAILING_COMMA.sub(lambda match: match["string"] or "", without)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return ABSENT
