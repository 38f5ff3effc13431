"""Names that JSON Schema gives to places: `$anchor`, `$dynamicAnchor`, `$id` (draft 2020-12, section 8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pytest_contract.spec import pointer
from pytest_contract.spec.source_file import SourceFile

_KEYWORDS = (b"$anchor", b"$dynamicAnchor", b"$id", b"$self")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Names:
    anchors: dict[str, str] = field(default_factory=dict)
    dynamic: dict[str, list[str]] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)


class Anchors:
    """The names in each file, looked for when first asked for, and only in files that hold such a keyword."""

    def __init__(self) -> None:
        self._by_file: dict[str, _Names] = {}
        self._identified: dict[str, tuple[int, str]] = {}

    def find(self, file: SourceFile, name: str) -> str | None:
        """The pointer, within the file, of the schema of that `$anchor` or `$dynamicAnchor`."""
        names = self._names(file)
        return names.anchors.get(name) or next(iter(names.dynamic.get(name, ())), None)

    def only_dynamic(self, file: SourceFile, name: str) -> str | None:
        """The pointer of the one schema with that `$dynamicAnchor`; `None` where there are several or none."""
        found = self._names(file).dynamic.get(name, ())
        return found[0] if len(found) == 1 else None

    def learn(self, index: int, file: SourceFile) -> None:
        """Take note of each `$id` in a file, and of its `$self` (OpenAPI 3.2, section 4.1.2)."""
        for identifier, where in self._names(file).ids.items():
            self._identified.setdefault(identifier, (index, where))

    def identified(self, identifier: str) -> tuple[int, str] | None:
        """The file's index, and the pointer within it, of what has that `$id` or `$self`."""
        return self._identified.get(identifier)

    def _names(self, file: SourceFile) -> _Names:
        if file.where not in self._by_file:
            self._by_file[file.where] = _collect(file)
        return self._by_file[file.where]


def _collect(file: SourceFile) -> _Names:
    names = _Names()
    if not any(keyword in file.raw for keyword in _KEYWORDS):
        return names
    if isinstance(file.root, dict) and isinstance(file.root.get("$self"), str):
        names.ids[file.root["$self"]] = ""
    for where, node in _mappings(file.root):
        if isinstance(node.get("$anchor"), str):
            names.anchors.setdefault(node["$anchor"], where)
        if isinstance(node.get("$dynamicAnchor"), str):
            names.dynamic.setdefault(node["$dynamicAnchor"], []).append(where)
        if isinstance(node.get("$id"), str):
            names.ids.setdefault(node["$id"], where)
    return names


def _mappings(root: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    stack: list[tuple[str, Any]] = [("", root)]
    visited: set[int] = set()
    while stack:
        where, node = stack.pop()
        if not isinstance(node, (dict, list)) or id(node) in visited:
            continue
        visited.add(id(node))
        children = node.items() if isinstance(node, dict) else enumerate(node)
        if isinstance(node, dict):
            yield where, node
        stack.extend((pointer.join(where, key), child) for key, child in children)
