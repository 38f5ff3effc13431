"""What an app says when it refuses: the machine-readable code in the body, whatever the format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pytest_contract.exchange import Exchange, Response
from pytest_contract.spec.media_type import is_json

_CODE_MEMBERS = {"code", "errorcode", "error", "type", "kind", "reason", "slug", "title", "name", "key"}
_LOOKS_LIKE_A_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([._:/#-]+[A-Za-z0-9]+)*|\d{2,6}|https?://\S+")
_MOST_DEPTH = 4
_LONGEST = 20_000
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|“[^”]*”")
_NUMBER = re.compile(r"-?\d[\d.,]*")


def refusal_codes(exchange: Exchange) -> frozenset[str]:
    """The error codes in a JSON answer: `code`, `error.code`, `errors[].code`, FastAPI's `detail[].type`.

    Text with a space in it is a message and no code. A code that only repeats the status (`Bad Request`, `400`)
    says nothing, and isn't one.
    """
    answer = exchange.answer
    if not isinstance(answer, Response) or not is_json(answer.content_type or ""):
        return frozenset()
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        return frozenset()
    return frozenset(code for code in _codes(body, 0) if code != str(answer.status) and code != "about:blank")


def refusal(exchange: Exchange, names: frozenset[str] = frozenset()) -> frozenset[str]:
    """What two answers have in common that refuse for the same reason: their error codes, or where a JSON answer
    has none, its words. Quoted values, numbers and `names` (parameters, members) are left out of these: `'ab' is too
    long` and `'abc' is too long` are one reason. Empty for an answer that says nothing."""
    codes = refusal_codes(exchange)
    answer = exchange.answer
    if codes or not isinstance(answer, Response) or not answer.body or not is_json(answer.content_type or ""):
        return codes
    text = answer.body[:_LONGEST].decode("utf-8", "replace")
    try:
        words = " ".join(_texts(json.loads(text), 0))
    except (ValueError, RecursionError):
        words = text
    for pattern, stand_in in ((_QUOTED, "<value>"), (_names(names), "<name>"), (_NUMBER, "<number>")):
        words = pattern.sub(stand_in, words)
    return frozenset({words})


def _names(words: frozenset[str]) -> re.Pattern[str]:
    """The given words, and whatever else is spelled as names are: camelCase and snake_case."""
    given = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{given + '|' if given else ''}[a-z]+[A-Z]\w*|[a-z]+_\w+)\b")


def _texts(node: Any, depth: int) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif depth <= _MOST_DEPTH and isinstance(node, list | dict):
        for item in node.values() if isinstance(node, dict) else node[:50]:
            yield from _texts(item, depth + 1)


def _codes(node: Any, depth: int) -> Iterator[str]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(node, list):
        for item in node[:50]:
            yield from _codes(item, depth + 1)
    elif isinstance(node, dict):
        for name, value in node.items():
            if isinstance(value, dict | list):
                yield from _codes(value, depth + 1)
            elif _is_code(name, value):
                yield str(value)


def _is_code(name: str, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return False
    plain = re.sub(r"[^a-z]", "", name.lower())
    return plain in _CODE_MEMBERS and _LOOKS_LIKE_A_CODE.fullmatch(str(value)) is not None
