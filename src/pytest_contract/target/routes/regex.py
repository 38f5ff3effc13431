"""Regular expressions of routes, read as path templates where they are simple enough."""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPECIAL = frozenset("^$.|?*+()[]{}")
_CLASSES = frozenset("dDwWsSbBAZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A path template, or the part of one that could be read."""

    path: str
    is_open_ended: bool = False
    """What follows `path` can't be read, and may be anything."""

    def joined(self, after: Template) -> Template:
        """This one with another behind it; nothing can be said of what follows an open end."""
        if self.is_open_ended:
            return self
        return Template(path=self.path + after.path, is_open_ended=after.is_open_ended)

    @property
    def prefix(self) -> str:
        """The whole segments before an open end."""
        return self.path.rpartition("/")[0] or "/"


def template_of(pattern: str, *, is_endpoint: bool) -> Template:
    """`^users/(?P<id>[0-9]+)/$` is `users/{id}/`; anything but literals and groups of one segment is an open end.

    A pattern without an end anchor takes whatever follows, so that it is open-ended where it is an endpoint.
    """
    rest = pattern.removeprefix("^")
    is_anchored = rest.endswith(("$", r"\Z")) and not rest.endswith(r"\$")
    rest = rest.removesuffix("$").removesuffix(r"\Z").removesuffix("/?")
    template = _read(rest)
    if is_endpoint and not is_anchored:
        return Template(path=template.path, is_open_ended=True)
    return template


def _read(rest: str) -> Template:
    path, number = "", 0
    while rest:
        if rest.startswith("("):
            group, rest = _cut_group(rest)
            name = _name_of(group, number)
            number += 1
            if name is None or rest[:1] in ("?", "*", "+", "{"):
                return Template(path=path, is_open_ended=True)
            path += f"{{{name}}}"
            continue
        literal, rest = _cut_literal(rest)
        if literal is None or rest[:1] in ("?", "*", "+", "{"):
            return Template(path=path, is_open_ended=True)
        path += literal
    return Template(path=path)


def _cut_literal(rest: str) -> tuple[str | None, str]:
    if rest[0] == "\\" and len(rest) > 1 and rest[1] not in _CLASSES and not rest[1].isdigit():
        return rest[1], rest[2:]
    return (None if rest[0] in _SPECIAL or rest[0] == "\\" else rest[0]), rest[1:]


def _cut_group(rest: str) -> tuple[str, str]:
    """A group with its parentheses, and what follows it."""
    depth, position, in_class = 0, 0, False
    while position < len(rest):
        sign = rest[position]
        if sign == "\\":
            position += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if not depth:
                return rest[: position + 1], rest[position + 1 :]
        position += 1
    return rest, ""


def _name_of(group: str, number: int) -> str | None:
    """The parameter's name; `None` where the group may take a slash, or isn't a capturing one."""
    match = re.fullmatch(r"\((?:\?P<(?P<name>\w+)>)?(?P<inner>.*)\)", group, re.DOTALL)
    if match is None or match["inner"].startswith("?") or _takes_slash(match["inner"]):
        return None
    return match["name"] or f"arg{number}"


def _takes_slash(inner: str) -> bool:
    if "/" in inner.replace("[^/]", "").replace("[^/.]", ""):
        return True
    try:
        return any(re.fullmatch(inner, text) for text in ("a/b", "1/2", "/"))
    except re.error:
        return True
