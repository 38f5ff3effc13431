"""Whether a path leads to an operation and nowhere else, and the values that its template takes from it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from pytest_contract.conformance.request.wire import path_doubt
from pytest_contract.spec import Operation

_EXPRESSION = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """Where a path leads, for one operation."""

    values: dict[str, str]
    """The template's values, percent-decoded."""
    elsewhere: str = ""
    """Why it may lead to another route; empty where it leads to the operation."""
    doubts: tuple[str, ...] = ()


class Segment:
    """One segment of a template: text with expressions in it."""

    def __init__(self, written: str) -> None:
        self.written = written
        self.names = _EXPRESSION.findall(written)
        self.is_literal = not self.names
        self.is_open = bool(_EXPRESSION.fullmatch(written))
        """Whether it is one expression and nothing else, which takes any value."""

    def takes(self, value: str) -> bool:
        """Whether a decoded segment of a path fits it."""
        if self.is_literal:
            return value.casefold() == self.written.casefold()
        return self.is_open or bool(self._patterns[0].fullmatch(value))

    def readings(self, value: str) -> list[dict[str, str]]:
        """What the expressions may stand for: from the shortest and from the longest match."""
        if self.is_literal:
            return [{}] if value == self.written else []
        if self.is_open:
            return [{self.names[0]: value}]
        found = [pattern.fullmatch(value) for pattern in self._patterns]
        return [dict(zip(self.names, match.groups(), strict=True)) for match in found if match]

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        pieces = _EXPRESSION.split(self.written)
        quoted = [re.escape(piece) if index % 2 == 0 else None for index, piece in enumerate(pieces)]
        return [
            re.compile("".join(group if piece is None else piece for piece in quoted), re.DOTALL)
            for group in ("(.+?)", "(.+)")
        ]


class Template:
    """A path template, as a sequence of segments."""

    def __init__(self, path: str) -> None:
        before = re.split(r"[?#]", path, maxsplit=1)
        self.path = path
        self.is_odd = len(before) > 1
        """Whether it holds a query or a fragment, which no router sees in a path."""
        self.segments = [Segment(written) for written in before[0].split("/")]


class Routes:
    """All templates of a document; says where a path leads."""

    def __init__(self, operations: Iterable[Operation], *, base_path: str = "") -> None:
        self._base = base_path.rstrip("/")
        known = list(operations)
        self._templates = {path: Template(path) for path in dict.fromkeys(operation.path for operation in known)}
        self._methods = {(operation.method, operation.path) for operation in known}
        self._rivals: dict[tuple[str, str], list[list[Segment]]] = {}

    def arrive(self, operation: Operation, path: str) -> Arrival:
        """Follow a percent-encoded path, base path included."""
        template = self._templates.setdefault(operation.path, Template(operation.path))
        below = self._below_base(path)
        if below is None:
            return _elsewhere(f"the path isn't below {self._base}")
        segments = [unquote(written) for written in below.split("/")]
        if len(segments) != len(template.segments):
            return _elsewhere("the path has more or fewer segments than the template")
        return self._matched(operation, template, segments)

    def _matched(self, operation: Operation, template: Template, segments: list[str]) -> Arrival:
        values: dict[str, str] = {}
        doubts = ["the template holds a query or a fragment"] if template.is_odd else []
        for segment, value in zip(template.segments, segments, strict=True):
            readings = segment.readings(value)
            if not readings:
                return _elsewhere(f"{value!r:.80} doesn't match the segment {segment.written!r}")
            if readings[0] != readings[-1]:
                doubts.append(f"{value!r:.80} can be divided in more than one way")
            values.update(readings[0])
        reason = next(filter(None, map(_misleading, values.values())), "")
        if reason or self._leads_to_rival(operation, template, segments):
            return _elsewhere(reason or "the path leads to another template of the document too")
        doubts.extend(filter(None, map(path_doubt, values.values())))
        return Arrival(values=values, doubts=tuple(doubts))

    def _below_base(self, path: str) -> str | None:
        if not self._base:
            return path
        return path[len(self._base) :] if path.startswith(self._base + "/") else None

    def _leads_to_rival(self, operation: Operation, template: Template, segments: list[str]) -> bool:
        key = (operation.method, operation.path)
        if key not in self._rivals:
            found = {tuple(s.written for s in rival): rival for rival in self._found_rivals(operation, template)}
            self._rivals[key] = list(found.values())
        return any(all(map(_takes, rival, segments)) for rival in self._rivals[key])

    def _found_rivals(self, operation: Operation, template: Template) -> Iterable[list[Segment]]:
        """The beginnings of other templates, up to where they are narrower than this one.

        A router that doesn't go back is lost behind such a segment, so that what follows doesn't count.
        """
        for other in self._templates.values():
            if other.path == operation.path:
                continue
            for index, (own, theirs) in enumerate(zip(template.segments, other.segments, strict=False)):
                if own.is_literal and theirs.is_literal and own.written != theirs.written:
                    break
                if not own.is_literal and not theirs.is_open and own.written != theirs.written:
                    yield other.segments[: index + 1]
            else:
                if self._is_same_shape(operation, template, other):
                    yield other.segments

    def _is_same_shape(self, operation: Operation, template: Template, other: Template) -> bool:
        kinds = [[segment.is_literal for segment in one.segments] for one in (template, other)]
        return kinds[0] == kinds[1] and (operation.method, other.path) in self._methods


def _takes(segment: Segment, value: str) -> bool:
    return segment.takes(value)


def _elsewhere(reason: str) -> Arrival:
    return Arrival(values={}, elsewhere=reason)


def _misleading(value: str) -> str:
    """Why routers may not find the operation with that value, or nothing."""
    if value in ("", ".", "..") or value != value.strip():
        return f"a path value is empty, dots, or has space around it: {value!r:.80}"
    if "/" in value or "\\" in value or not _has_no_control(value):
        return f"a path value holds a slash or a control character: {value!r:.80}"
    return ""


def _has_no_control(value: str) -> bool:
    return value.isprintable() or not any(ord(character) < 32 or ord(character) == 127 for character in value)
