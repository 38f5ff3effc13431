"""Where a text names operations: a method and a path, in every spelling that documents have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pytest_contract.findings import OperationKey

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE")
ANY_METHOD = "*"
"""The method of an owner that a document names by its path alone."""

_METHOD = f"(?:{'|'.join(METHODS)})"
_SEPARATOR = r"[`*]{0,2}[ ]?(?:/|,|\||、|and|or|und|oder|et|ou|y|o|e|и|或|和|と)[ ]?[`*]{0,2}"
_METHOD_LIST = rf"{_METHOD}(?:{_SEPARATOR}{_METHOD}){{0,6}}"
_CONNECTORS = (
    r"(?:(?:requests?|calls?|verb|method|endpoint|operation|route|to|on|at|for|against|via|the|an|auf|à|a|al|para|em|"
    r"на|に|到)[ \n]){0,4}"
)
_HOST = r"(?:https?://[^\s/`\"'<>|]{0,200}(?:<[^<>\s]{1,60}>)?|\{\{?[\w.-]{1,60}\}?\}|\$\{?\w{1,60}\}?|<[\w -]{1,60}>)?"
_PATH = (
    r"/(?:(?<=/)\[\.{0,3}[a-z]\w{0,40}\]|<[^<>\s]{1,80}>|\{[^{}\s]{1,80}\}|"
    r"[^\s`|\"'<>(){}\[\],;…→⇒、。（）「」]){0,300}"
)
_NAMED = re.compile(
    rf"(?<![\w/.-])(?P<methods>{_METHOD_LIST})[`*]{{0,3}}[ \t\n]{{1,16}}{_CONNECTORS}[`*\"'\[]{{0,3}}"
    rf"(?P<host>{_HOST})(?P<path>{_PATH})"
)
_SPLIT = re.compile(
    rf"(?<![\w/.-])`?(?P<methods>{_METHOD})`? (?:requests?|calls?)\b(?:[^.`\n]|"
    rf"\n(?!\n)){{0,80}}(?<![\w/])`(?P<host>)(?P<path>{_PATH})`"
)
_CALL = re.compile(rf"(?<![\w/.-])`?(?P<method>{_METHOD})`? (?:requests?|calls?)\b")
_ONE_METHOD = re.compile(rf"(?<!\w){_METHOD}(?!\w)")
_METHOD_CELL = re.compile(rf"^\W{{0,4}}(?P<methods>{_METHOD_LIST})\W{{0,4}}$")
_PATH_CELL = re.compile(rf"^\W{{0,3}}(?P<host>{_HOST})(?P<path>{_PATH})[`*\"']{{0,3}}(?=[\s,;(]|$)")
_BARE_PATH = re.compile(rf"(?<![\w/.:<>}}$*~-])(?P<tick>`?)(?P<path>{_PATH})")
_TRAILING = ".,;:!?*_\"'”’。，"
_PLACEHOLDER = re.compile(
    r"\[(?!\.{0,3}[a-z]\w*\])|\[(?:endpoint|path|resource|route|action|method)\]|\{\{|\.\.\.|…|X{3,}|^/(?:path|"
    r"endpoint|resource-path|api/endpoint|your-endpoint|some/path|example)(?:/|$)"
    r"|^/(?:path/to|api/\{(?:endpoint|path)\})",
)
_VARIABLE = re.compile(r"\{[^{}/]*\}|(?<=/)\[[\w.]*\]|<[^<>/]*>|(?<=/):[^\W\d]\w*|(?<=/)\$\{?\w+\}?")
_CONCRETE = re.compile(
    r"^(?:\d+|[A-Za-z]{1,12}(?:[-_]?\d{2,}){1,3}|[a-z]{0,6}x{4,}\w*|"
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24,64})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place in a text that names operations."""

    start: int
    end: int
    operations: tuple[OperationKey, ...]
    host: str = ""
    """What stands before the path: `https://api.example.com`, `{base}`; empty without one."""
    query: str = ""
    """What follows `?`."""


def mentions(text: str) -> list[Mention]:
    """The places where `text` names a method and a path, in order."""
    if not any(map(text.__contains__, METHODS)):
        return []
    found = [mention for match in _NAMED.finditer(text) if (mention := _mention(match)) is not None]
    ends = {mention.start for mention in found}
    split = (_mention(match) for match in _SPLIT.finditer(text))
    apart = [mention for mention in split if mention is not None and mention.start not in ends]
    return sorted((*found, *apart), key=lambda mention: mention.start) if apart else found


def called_method(text: str) -> str:
    """The method of a request that a text speaks of, wherever it goes: ``a `PATCH` request to <location>``; or "
    "empty."""
    match = _CALL.search(text)
    return "" if match is None else match["method"]


def paths(text: str) -> Iterator[Mention]:
    """The places where `text` names a path without a method; the operations have `ANY_METHOD`."""
    for match in _BARE_PATH.finditer(text):
        path = clean_path(match["path"])
        if path and (match["tick"] or path.count("/") > 1 or "*" in path):
            yield Mention(start=match.start(), end=match.end(), operations=(OperationKey(ANY_METHOD, path),))


def methods_of(cell: str) -> tuple[str, ...]:
    """The methods of a cell that holds nothing else: `GET`, ``` `GET` / `HEAD` ```."""
    match = _METHOD_CELL.match(cell[:120])
    return tuple(_ONE_METHOD.findall(match["methods"])) if match else ()


def path_of(cell: str) -> str:
    """The path that a cell begins with; empty where it doesn't."""
    match = _PATH_CELL.match(cell[:600])
    return clean_path(match["path"]) if match else ""


def clean_path(path: str) -> str:
    """A path without query, fragment and the sentence's punctuation; empty where it is a placeholder or none."""
    path = path.split("?")[0].split("#")[0].rstrip(_TRAILING if not path.endswith("*") else "")
    if not path or path.startswith("//") or _PLACEHOLDER.search(path):
        return ""
    return path.rstrip("/") or "/"


@lru_cache(maxsize=4096)
def normal_path(path: str) -> str:
    """A path to compare by: each variable, however it is spelled, is `{}`; concrete ids are kept."""
    return _VARIABLE.sub("{}", path).rstrip("/") or "/"


def is_concrete(segment: str) -> bool:
    """Whether a segment is an example of an id: a number, a UUID, a long hexadecimal."""
    return _CONCRETE.match(segment) is not None


def _mention(match: re.Match[str]) -> Mention | None:
    path = clean_path(match["path"])
    if not path or _goes_on(match):
        return None
    methods = _ONE_METHOD.findall(match["methods"])
    return Mention(
        start=match.start(),
        end=match.end(),
        operations=tuple(OperationKey(method, path) for method in dict.fromkeys(methods)),
        host=match["host"],
        query=match["path"].partition("?")[2],
    )


def _goes_on(match: re.Match[str]) -> bool:
    """Whether the path is cut short: `/api/[thing]` is a template's, and the slash of `GET / HEAD` is no path."""
    after = match.string[match.end() : match.end() + 12]
    if after.startswith(("[", "{")):
        return True
    return match["path"] == "/" and _ONE_METHOD.match(after.lstrip(" `")) is not None
