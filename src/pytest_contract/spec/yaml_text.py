"""YAML text as plain JSON values: YAML 1.2's core schema, read event by event.

Events and not PyYAML's constructors, since every key has to stay the text that was written (`200:`, `on:`), dates
have to stay text, and an anchor that multiplies has to be refused before anything walks what it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

import yaml

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec.yaml_scalar import MAY_BE_OTHER_THAN_TEXT, scalar

Node = TypeVar("Node")

_LARGEST_EXPANSION = 5_000_000
"""Nodes that a document may have once each alias is written out; real ones of 40 MB stay below."""
_DEEPEST = 400
_FASTEST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_AS_TEXT = {"!", f"{_CORE}str", f"{_CORE}timestamp", f"{_CORE}binary"}
_BY_CONTENT = {f"{_CORE}{name}" for name in ("int", "float", "bool", "null")}
_SEQUENCES = {f"{_CORE}{name}" for name in ("seq", "omap", "pairs")}
_MAPPINGS = {f"{_CORE}{name}" for name in ("map", "set")}


class UnreadableYamlError(Exception):
    """YAML that can't be read; `line` counts from 1, `None` where there is none."""

    def __init__(self, reason: str, line: int | None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def read_yaml(text: str) -> Any:
    """The document as dict, list, str, int, float, bool and None; raises UnreadableYamlError."""
    return _Values(text).read()


def uses_c_parser() -> bool:
    """Whether PyYAML was built with libyaml; without it reading takes about five times as long."""
    return _FASTEST_LOADER is not yaml.SafeLoader


class YamlReader(Generic[Node]):
    """Builds one node for each YAML node, iteratively, so that no depth and no alias can run away."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._anchors: dict[str, tuple[Node, int] | None] = {}

    def make_scalar(self, event: Any) -> Node:
        """The node of a scalar."""
        raise NotImplementedError

    def make_mapping(self, event: Any, pairs: list[tuple[str, Node, int]]) -> Node:
        """The node of a mapping; each pair has the key, the value, and the key's line counted from 0."""
        raise NotImplementedError

    def make_sequence(self, event: Any, elements: list[Node]) -> Node:
        """The node of a sequence."""
        raise NotImplementedError

    def merge_into(self, pairs: list[tuple[str, Node, int]], source: Node, line: int) -> None:
        """Add what a `<<` key brings: the mapping's pairs that aren't there yet."""
        raise NotImplementedError

    def read(self) -> Node:
        """The single document's root; raises UnreadableYamlError."""
        try:
            return self._build(self._events())
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            reason = _plain_reason(error, self._indent_at(mark))
            raise UnreadableYamlError(reason, None if mark is None else mark.line + 1) from None
        except yaml.reader.ReaderError as error:
            line = self._text.count("\n", 0, error.position) + 1 if isinstance(error.position, int) else None
            raise UnreadableYamlError(f"holds a control character ({error.reason})", line) from None

    def _indent_at(self, mark: Any) -> str:
        lines = self._text.split("\n", mark.line + 1) if mark is not None else []
        line = lines[mark.line] if mark is not None and mark.line < len(lines) else ""
        return line[: len(line) - len(line.lstrip())]

    def _events(self) -> Iterator[Any]:
        loader = _FASTEST_LOADER(self._text)
        try:
            while (event := loader.get_event()) is not None:
                yield event
        finally:
            loader.dispose()

    def _build(self, events: Iterator[Any]) -> Node:
        root: list[Node] = []
        open_nodes: list[_Open] = []
        scalar_event, alias_event = yaml.ScalarEvent, yaml.AliasEvent
        mapping_start, sequence_start = yaml.MappingStartEvent, yaml.SequenceStartEvent
        collection_end = yaml.CollectionEndEvent
        for event in events:
            kind = type(event)
            if kind is scalar_event:
                parent = open_nodes[-1] if open_nodes else None
                if parent is not None and parent.takes_key and event.anchor is None:
                    parent.open_key(event.value, event, event.implicit[0])
                    continue
                node, size = self.make_scalar(event), 1
                if event.anchor is not None:
                    self._anchors[event.anchor] = (node, 1)
            elif kind is alias_event:
                node, size = self._alias(event)
            elif kind is mapping_start or kind is sequence_start:
                self._open(event, open_nodes, is_mapping=kind is mapping_start)
                continue
            elif issubclass(kind, collection_end):
                closed = open_nodes.pop()
                node, size = self._close(closed)
            else:
                if kind is yaml.DocumentStartEvent and root:
                    raise UnreadableYamlError("holds more than one YAML document; keep one", event.start_mark.line + 1)
                continue
            if not open_nodes:
                root.append(node)
            elif open_nodes[-1].takes_key:
                open_nodes[-1].open_key(node, event, False)
            else:
                self._add(open_nodes[-1], node, size, event)
        return root[0] if root else self._empty()

    def _empty(self) -> Node:
        raise UnreadableYamlError("is empty", None)

    def _open(self, event: Any, open_nodes: list[_Open], *, is_mapping: bool) -> None:
        line = event.start_mark.line + 1
        if len(open_nodes) >= _DEEPEST:
            raise UnreadableYamlError(f"is nested more than {_DEEPEST} levels deep", line)
        if event.tag is not None and event.tag not in (_MAPPINGS if is_mapping else _SEQUENCES) | {"!"}:
            raise UnreadableYamlError(_foreign_tag(event.tag), line)
        if open_nodes and open_nodes[-1].takes_key:
            raise UnreadableYamlError("has a key that is a list or a mapping; put the key in quotes", line)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        open_nodes.append(_Open(event, is_mapping))

    def _close(self, closed: _Open) -> tuple[Node, int]:
        if closed.is_mapping:
            for source, line in closed.merges:
                self.merge_into(closed.pairs, source, line)
            node = self.make_mapping(closed.event, closed.pairs)
        else:
            node = self.make_sequence(closed.event, closed.elements)
        if closed.event.anchor is not None:
            self._anchors[closed.event.anchor] = (node, closed.size)
        return node, closed.size

    def _alias(self, event: Any) -> tuple[Node, int]:
        line = event.start_mark.line + 1
        if event.anchor not in self._anchors:
            raise UnreadableYamlError(f"has an alias *{event.anchor} without its anchor &{event.anchor}", line)
        known = self._anchors[event.anchor]
        if known is None:
            raise UnreadableYamlError(f"has an anchor &{event.anchor} that contains itself", line)
        return known

    def _add(self, parent: _Open, node: Node, size: int, event: Any) -> None:
        parent.size += size
        if parent.size > _LARGEST_EXPANSION:
            raise UnreadableYamlError(
                f"has aliases that expand to more than {_LARGEST_EXPANSION:,} nodes; write them out",
                event.start_mark.line + 1,
            )
        if not parent.is_mapping:
            parent.elements.append(node)
        else:
            parent.close_pair(node)


class _Open:
    """A mapping or sequence whose end hasn't come yet."""

    __slots__ = ("elements", "event", "is_mapping", "key", "key_line", "merges", "pairs", "size", "takes_key")

    def __init__(self, event: Any, is_mapping: bool) -> None:
        self.event = event
        self.is_mapping = is_mapping
        self.takes_key = is_mapping
        self.key: Any = None
        self.key_line = 0
        self.pairs: list[tuple[str, Any, int]] = []
        self.elements: list[Any] = []
        self.merges: list[tuple[Any, int]] = []
        self.size = 1

    def open_key(self, key: Any, event: Any, is_plain: bool) -> None:
        self.key = _MERGE if is_plain and key == "<<" else str(key)
        self.key_line = event.start_mark.line
        self.takes_key = False

    def close_pair(self, node: Any) -> None:
        if self.key is _MERGE:
            self.merges.append((node, self.key_line))
        else:
            self.pairs.append((self.key, node, self.key_line))
        self.takes_key = True


_MERGE: Any = object()


class _Values(YamlReader[Any]):
    """Nodes are the JSON values themselves."""

    def make_scalar(self, event: Any) -> Any:
        text: str = event.value
        if event.implicit[0] and event.tag is None:
            if text and text[0] not in MAY_BE_OTHER_THAN_TEXT:
                return text
            return scalar(text)
        if event.tag is None or event.tag in _AS_TEXT:
            return text
        if event.tag in _BY_CONTENT:
            return scalar(text)
        raise UnreadableYamlError(_foreign_tag(event.tag), event.start_mark.line + 1)

    def make_mapping(self, event: Any, pairs: list[tuple[str, Any, int]]) -> Any:
        return {key: value for key, value, _ in pairs}

    def make_sequence(self, event: Any, elements: list[Any]) -> Any:
        return elements

    def merge_into(self, pairs: list[tuple[str, Any, int]], source: Any, line: int) -> None:
        present = {key for key, _, _ in pairs}
        for mapping in source if isinstance(source, list) else [source]:
            if not isinstance(mapping, dict):
                raise UnreadableYamlError("merges (<<) something that is no mapping", line + 1)
            pairs.extend((key, value, line) for key, value in mapping.items() if key not in present)
            present.update(mapping)


def _foreign_tag(tag: str) -> str:
    shown = tag.replace(_CORE, "!!")
    return f"has the tag {shown[:80]}, which is no plain data; remove it"


def _plain_reason(error: yaml.MarkedYAMLError, indent: str) -> str:
    text = " ".join(str(error.problem or error.context or error).split())
    if "\t" in indent:
        return "has a tab where YAML asks for spaces; replace it by spaces"
    return f"is not valid YAML: {text}"


def refuse(display: str, error: UnreadableYamlError) -> SpecLoadError:
    """The error that a user sees."""
    where = display if error.line is None else f"{display}:{error.line}"
    return SpecLoadError(f"{where} {error.reason}")
