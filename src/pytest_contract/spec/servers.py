"""The base paths that `servers` gives (OpenAPI 3.1.1, section 4.8.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit


def base_paths(servers: Any) -> tuple[str, ...]:
    """The path of each server, variables filled with their defaults, without a trailing slash; `("",)` for none."""
    found = list(dict.fromkeys(_paths(servers)))
    return tuple(found) or ("",)


def _paths(servers: Any) -> Iterator[str]:
    for server in servers if isinstance(servers, list) else ():
        if isinstance(server, Mapping) and isinstance(server.get("url"), str):
            yield _path(_filled(server["url"], server.get("variables")))


def _filled(url: str, variables: Any) -> str:
    for name, variable in variables.items() if isinstance(variables, Mapping) else ():
        if isinstance(variable, Mapping) and variable.get("default") is not None:
            url = url.replace("{" + name + "}", str(variable["default"]))
    return url


def _path(url: str) -> str:
    try:
        path = urlsplit(url.strip()).path
    except ValueError:
        return ""
    stripped = path.strip("/").removeprefix("./").strip("/")
    return f"/{stripped}" if stripped and stripped != "." else ""
