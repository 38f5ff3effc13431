"""Declarations that are seen and not tested, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pytest_contract.spec import pointer as pointers


@dataclass(frozen=True, slots=True, kw_only=True)
class Untested:
    """A declaration that is seen and not tested, with the reason."""

    label: str
    """`COPY /files/{id}`."""
    reason: str
    pointer: str


def untested_in(document: Mapping[str, Any]) -> Iterator[Untested]:
    """Methods of `additionalOperations`, and path items that can't be read."""
    paths = document.get("paths")
    for path, item in paths.items() if isinstance(paths, Mapping) else ():
        if not path.startswith("x-"):
            yield from _in_item(path, item, pointers.join("/paths", path))


def _in_item(path: str, item: Any, where: str) -> Iterator[Untested]:
    if item is None:
        return
    if not isinstance(item, Mapping):
        yield Untested(label=path, reason="the path item is not a mapping", pointer=where)
        return
    if isinstance(item.get("$ref"), str):
        reason = f"the path item's reference {item['$ref'][:120]} can't be resolved"
        yield Untested(label=path, reason=reason, pointer=where)
    additional = item.get("additionalOperations")
    for method in additional if isinstance(additional, Mapping) else ():
        yield Untested(
            label=f"{method} {path}",
            reason="methods of additionalOperations can't be generated yet",
            pointer=pointers.join(where, "additionalOperations", method),
        )
