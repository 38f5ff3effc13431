"""JSON pointers (RFC 6901), as strings without the leading `#`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote


def escape(token: str) -> str:
    """One key as a token of a pointer (RFC 6901, section 3): `/users` → `~1users`."""
    if "~" in token or "/" in token:
        return token.replace("~", "~0").replace("/", "~1")
    return token


def join(base: str, *tokens: str | int) -> str:
    """The pointer of what lies below another one."""
    return base + "".join(f"/{escape(str(token))}" for token in tokens)


def tokens(pointer: str) -> list[str]:
    """The keys of a pointer, unescaped; none for the whole document."""
    parts = pointer.split("/")[1:]
    return [part.replace("~1", "/").replace("~0", "~") if "~" in part else part for part in parts]


def from_fragment(fragment: str) -> str:
    """The pointer that a URI fragment holds (RFC 6901, section 6): percent-encoding undone."""
    return unquote(fragment) if "%" in fragment else fragment


def descend(node: Any, path: Iterable[str]) -> Any:
    """What lies at the end of the keys; raises `KeyError` where there is nothing."""
    for token in path:
        node = child(node, token)
    return node


def child(node: Any, token: str) -> Any:
    """The member or element of that name; raises `KeyError` where there is none."""
    if isinstance(node, Mapping):
        return node[token]
    if isinstance(node, list) and token.isascii() and token.isdigit() and int(token) < len(node):
        return node[int(token)]
    raise KeyError(token)
