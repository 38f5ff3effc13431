"""JSON pointer into the one document → file and line, through bundled files and inlined references."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pytest_contract.findings import Location
from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.bundle import FILES_KEY
from pytest_contract.spec.inline import Origin
from pytest_contract.spec.line_index import JsonLines, LineIndex, YamlLines
from pytest_contract.spec.source_file import SourceFile

_LONGEST_CHAIN = 50


class SourceMap:
    """Reads lines only when asked, and each file at most once."""

    def __init__(self, files: Sequence[SourceFile], origins: Mapping[str, Origin]) -> None:
        self._files = files
        self._origins = origins
        self._lines: dict[int, LineIndex] = {}

    def locate(self, pointer: str) -> Location:
        """File and line of a pointer; the nearest parent's where it is absent."""
        index, path = self._in_file(self._behind_origins(pointers.tokens(pointer)))
        line = self._index(index).line_of(path)
        return Location(source="spec", file=self._files[index].display, line=line)

    def _behind_origins(self, path: list[str]) -> list[str]:
        for _ in range(_LONGEST_CHAIN):
            moved = self._one_origin_back(path)
            if moved is None:
                break
            path = moved
        return path

    def _one_origin_back(self, path: list[str]) -> list[str] | None:
        prefix = ""
        for length, token in enumerate(path[:3], start=1):
            prefix = pointers.join(prefix, token)
            origin = self._origins.get(prefix)
            if origin is not None and not (len(path) > length and path[length] in origin.siblings):
                return pointers.tokens(origin.pointer) + path[length:]
        return None

    def _in_file(self, path: list[str]) -> tuple[int, list[str]]:
        if len(path) > 1 and path[0] == FILES_KEY and path[1].isdigit() and int(path[1]) + 1 < len(self._files):
            return int(path[1]) + 1, path[2:]
        return 0, path

    def _index(self, index: int) -> LineIndex:
        if index not in self._lines:
            file = self._files[index]
            self._lines[index] = JsonLines(file.text) if file.syntax == "json" else YamlLines(file.text)
        return self._lines[index]
