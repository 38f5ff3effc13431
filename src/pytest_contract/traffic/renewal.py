"""A draft with other texts, for an app that has the ones it was given already: unique names, codes, addresses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from pytest_contract.spec import Document, Operation
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.fields import ITEMS, Field, fields_of, values_at, with_value_at
from pytest_contract.traffic.variation import free_texts, varied

_DIGITS, _LOWER, _UPPER = "0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_KEYLIKE = re.compile(r"(^|_)(id|no|nr|number|code|key|ean|isbn|serial|sku)$|(Id|No|Nr|Number|Code|Key)$")
_MOST_TRIES = 20
_LARGEST = 2**31 - 1


def renewed(document: Document, operation: Operation, draft: Draft, salt: str) -> Draft:
    """The draft with other texts where its schema leaves them open or gives a pattern, and other numbers that are
    called like keys; others for each salt, and the same for the same."""
    if not isinstance(draft.body, dict) or operation.body is None:
        return draft
    digest = int.from_bytes(hashlib.sha256(salt.encode()).digest()[:6], "big")
    schema = operation.body.content[0].schema
    body = varied(draft.body, free_texts(document, schema, draft.body), digest % 36**6)
    for each, value in _bound(document, operation, draft.body):
        other = _other(value, each, salt)
        if other is not None:
            body = with_value_at(body, each.steps, other)
    return draft.with_values(body=body)


def like(text: str, pattern: str, salt: str) -> str | None:
    """Another text that the pattern takes, made from one that it takes; `None` where none is found.

    Letters and digits are exchanged for others of their kind, so that what the pattern says of the rest stands.
    """
    try:
        expression = re.compile(pattern)
    except re.error:
        return None
    for turn in range(_MOST_TRIES):
        # Fewer places each time: what is literal in the pattern must stay.
        changed = _exchanged(text, f"{salt} {turn}", first=0 if turn < _MOST_TRIES // 2 else len(text) // 2)
        if changed != text and expression.search(changed):
            return changed
    return next(_one_by_one(text, expression, salt), None)


def _one_by_one(text: str, expression: re.Pattern[str], salt: str) -> Iterator[str]:
    changed = text
    for position in range(len(text)):
        tried = changed[:position] + _exchanged(text[position], f"{salt} {position}") + changed[position + 1 :]
        changed = tried if expression.search(tried) else changed
    if changed != text:
        yield changed


def _exchanged(text: str, salt: str, first: int = 0) -> str:
    digest = hashlib.sha256(salt.encode()).digest()
    return text[:first] + "".join(
        _of_its_kind(letter, digest[position % len(digest)]) for position, letter in enumerate(text[first:])
    )


def _of_its_kind(letter: str, number: int) -> str:
    for kind in (_DIGITS, _LOWER, _UPPER):
        if letter in kind:
            return kind[number % len(kind)]
    return letter


def _bound(document: Document, operation: Operation, body: Any) -> Iterator[tuple[Field, Any]]:
    """The fields that a pattern binds, and the numbers that are called like keys, with their values."""
    for each in fields_of(document, operation):
        if ITEMS in each.steps or "enum" in each.plain or "const" in each.plain:
            continue
        is_bound = "pattern" in each.plain or (each.plain.get("type") == "integer" and _KEYLIKE.search(each.name))
        if is_bound:
            yield from ((each, value) for value in values_at(body, each.steps))


def _other(value: Any, each: Field, salt: str) -> Any:
    if isinstance(value, str):
        return like(value, str(each.plain.get("pattern", "")), f"{salt} {each.name}")
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    least, most = each.plain.get("minimum", 1), each.plain.get("maximum", _LARGEST)
    if not isinstance(least, int) or not isinstance(most, int) or most <= least:
        return None
    digest = int.from_bytes(hashlib.sha256(f"{salt} {each.name}".encode()).digest()[:6], "big")
    return least + digest % (most - least + 1)
