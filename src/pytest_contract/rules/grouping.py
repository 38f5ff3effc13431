"""Exchanges that show the same thing, together."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    """The items by their key, in the order in which the keys first came."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def any_index(pointer: str) -> str:
    """A JSON pointer with each array index replaced: `/items/3/id` → `/items/*/id`."""
    return re.sub(r"/\d+(?=/|$)", "/*", pointer)


def listed(words: Iterable[object], *, most: int = 6) -> str:
    """The words for a sentence: `200, 404`; `none` where there are none."""
    texts = [str(word) for word in words]
    shown = ", ".join(texts[:most]) or "none"
    return shown if len(texts) <= most else f"{shown} and {len(texts) - most} more"
