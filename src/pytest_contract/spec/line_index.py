"""Lines of places in a text, by the keys that lead there."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]  # public, and missing from the stubs
from typing import Any, Protocol

from pytest_contract.spec.yaml_text import YamlReader

_SPACE = re.compile(r"[ \t\r\n]*")


class LineIndex(Protocol):
    """Finds lines in one text."""

    def line_of(self, path: Sequence[str]) -> int | None:
        """The line, from 1, of what the keys lead to, or of its nearest parent; `None` for a text of one line."""


class JsonLines:
    """Descends into the text along the path that is asked for; what lies beside it is skipped at C speed."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [match.end() for match in re.finditer("\n", text)]
        self._decoder = json.JSONDecoder(parse_int=str, parse_float=str)
        self._children: dict[int, dict[str, tuple[int, int]]] = {}

    def line_of(self, path: Sequence[str]) -> int | None:
        if "\n" not in self._text.strip():
            return None
        start = shown = self._skip(0)
        for token in path:
            found = self._members(start).get(token)
            if found is None:
                break
            shown, start = found
        return bisect_right(self._starts, shown) + 1

    def _members(self, start: int) -> dict[str, tuple[int, int]]:
        """Key or index → where it is shown, and where its value starts."""
        if start not in self._children:
            opening = self._text[start : start + 1]
            self._children[start] = self._scan(start, opening == "{") if opening in {"{", "["} else {}
        return self._children[start]

    def _scan(self, start: int, is_object: bool) -> dict[str, tuple[int, int]]:
        members: dict[str, tuple[int, int]] = {}
        position = self._skip(start + 1)
        while self._text[position] not in "]}":
            key, shown = str(len(members)), position
            if is_object:
                key, position = scanstring(self._text, position + 1, False)
                position = self._skip(self._skip(position) + 1)
            members[key] = (shown, position)
            position = self._skip(self._decoder.raw_decode(self._text, position)[1])
            if self._text[position] == ",":
                position = self._skip(position + 1)
        return members

    def _skip(self, position: int) -> int:
        match = _SPACE.match(self._text, position)
        return match.end() if match else position


class _Place:
    """A node's line, from 0, and its children with the lines where each is shown."""

    __slots__ = ("children", "line")

    def __init__(self, line: int, children: dict[str, tuple[int, _Place]]) -> None:
        self.line = line
        self.children = children


_NO_CHILDREN: dict[str, tuple[int, _Place]] = {}


class _Places(YamlReader[_Place]):
    def make_scalar(self, event: Any) -> _Place:
        return _Place(event.start_mark.line, _NO_CHILDREN)

    def make_mapping(self, event: Any, pairs: list[tuple[str, _Place, int]]) -> _Place:
        return _Place(event.start_mark.line, {key: (line, place) for key, place, line in pairs})

    def make_sequence(self, event: Any, elements: list[_Place]) -> _Place:
        children = {str(index): (place.line, place) for index, place in enumerate(elements)}
        return _Place(event.start_mark.line, children)

    def merge_into(self, pairs: list[tuple[str, _Place, int]], source: _Place, line: int) -> None:
        present = {key for key, _, _ in pairs}
        is_list = bool(source.children) and all(key.isdigit() for key in source.children)
        for mapping in [place for _, place in source.children.values()] if is_list else [source]:
            pairs.extend((key, place, at) for key, (at, place) in mapping.children.items() if key not in present)
            present.update(mapping.children)


class YamlLines:
    """Reads the text once more, when first asked."""

    def __init__(self, text: str) -> None:
        self._root = _Places(text).read()

    def line_of(self, path: Sequence[str]) -> int | None:
        place, shown = self._root, self._root.line
        for token in path:
            if token not in place.children:
                break
            shown, place = place.children[token]
        return shown + 1
