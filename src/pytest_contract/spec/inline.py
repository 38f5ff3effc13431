"""Path items and operations that are given as a reference, replaced by what they point at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pytest_contract.spec import pointer

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something that was inlined stands in the source."""

    pointer: str
    siblings: frozenset[str]
    """Keys that stood beside the reference and stay where they were."""


def inline(document: dict[str, Any]) -> dict[str, Origin]:
    """Replace references to path items, operations, and whole maps of `paths` and `components`, in place.

    What can't be resolved stays. The result maps each replaced pointer to where its content stands.
    """
    origins: dict[str, Origin] = {}
    for holder, key, where in _places(document):
        replaced = _follow(document, holder[key])
        if replaced is not None:
            holder[key], origins[where] = replaced
    return origins


def fill_maps(document: dict[str, Any], maps: Iterable[dict[str, Any]]) -> None:
    """Give each map of names that is one reference, as `properties: {$ref: …}`, the names themselves, in place."""
    for holder in maps:
        replaced = _follow(document, holder)
        if replaced is not None:
            holder.clear()
            holder.update(replaced[0])


def _places(document: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Everything that may be such a reference, parents before children."""
    if isinstance(components := document.get("components"), dict):
        yield from ((components, key, pointer.join("/components", key)) for key in list(components))
    if isinstance(document.get("paths"), dict):
        yield document, "paths", "/paths"
    paths: dict[str, Any] = document.get("paths") or {}
    for path in list(paths) if isinstance(paths, dict) else ():
        item_pointer = pointer.join("/paths", path)
        yield paths, path, item_pointer
        item = paths[path]
        if isinstance(item, dict):
            yield from ((item, method, f"{item_pointer}/{method}") for method in (*METHODS, "query") if method in item)


def _follow(document: dict[str, Any], node: Any) -> tuple[dict[str, Any], Origin] | None:
    siblings: dict[str, Any] = {}
    target = None
    for _ in range(_LONGEST_CHAIN):
        if not isinstance(node, dict):
            return None
        reference = node.get("$ref")
        if not isinstance(reference, str):
            break
        if not reference.startswith("#"):
            return None
        siblings = {**{key: value for key, value in node.items() if key != "$ref"}, **siblings}
        target = pointer.from_fragment(reference[1:])
        try:
            node = pointer.descend(document, pointer.tokens(target))
        except KeyError:
            return None
    else:
        return None
    if target is None:
        return None
    return {**node, **siblings}, Origin(target, frozenset(siblings))
