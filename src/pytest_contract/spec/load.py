"""From a path or a URL to the document."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec.bundle import Bundle, bundle
from pytest_contract.spec.document import Document
from pytest_contract.spec.inline import fill_maps, inline
from pytest_contract.spec.read import display_name, fetch, is_url, read_file
from pytest_contract.spec.scope import Scope
from pytest_contract.spec.servers import base_paths
from pytest_contract.spec.source_file import SourceFile, parse_file
from pytest_contract.spec.source_map import SourceMap
from pytest_contract.spec.version import dialect_of, with_patch

_NEEDS_BUNDLING = re.compile(rb"""\$ref["']?\s*+:\s*+(?!["']?#/)|\$dynamicRef|\$anchor""")
"""A reference that is more than `#/…`; where there is none, a document isn't walked."""


def load(source: str, *, allow_remote_refs: bool = False) -> Document:
    """Read a spec from a path or an http(s) URL; raises SpecLoadError with one line that names the way out."""
    try:
        return _load(source, allow_remote_refs)
    except RecursionError:
        raise SpecLoadError(f"{source} is nested too deeply to be an OpenAPI document") from None


def _load(source: str, allow_remote_refs: bool) -> Document:
    entry = _entry(source)
    dialect = dialect_of(entry.root, entry.display)
    root = entry.root
    openapi = root["openapi"]
    root["openapi"] = with_patch(openapi)
    bundled = (
        bundle(entry, allow_remote_refs=allow_remote_refs) if _may_need_bundling(entry) else Bundle(files=(entry,))
    )
    origins = inline(root)
    fill_maps(root, bundled.maps)
    _check_paths(root, entry.display)
    title, version = _info(root)
    return Document(
        source=source,
        file=None if is_url(source) else Path(entry.where),
        display=entry.display,
        raw=root,
        openapi=openapi,
        dialect=dialect,
        title=title,
        version=version,
        base_paths=base_paths(root.get("servers")),
        source_map=SourceMap(bundled.files, origins),
        scope=Scope(root, bundled.refused),
    )


def _entry(source: str) -> SourceFile:
    if is_url(source):
        return parse_file(fetch(source), where=source, display=source)
    path = Path(os.path.abspath(source)) if "\0" not in source else Path("unreadable name")
    display = display_name(path)
    raw = read_file(path, display)
    return parse_file(raw, where=os.path.join(os.path.realpath(path.parent), path.name), display=display)


def _may_need_bundling(entry: SourceFile) -> bool:
    is_utf_8 = b"\0" not in entry.raw[:4]
    return not is_utf_8 or _NEEDS_BUNDLING.search(entry.raw) is not None


def _check_paths(root: dict[str, Any], display: str) -> None:
    paths = root.get("paths")
    if isinstance(paths, dict) and any(not path.startswith("x-") for path in paths):
        return
    if root.get("webhooks"):
        reason = "declares only webhooks, which an app sends and doesn't answer"
    elif paths is None or paths == {}:
        reason = "declares no paths"
    else:
        reason = 'has "paths" that are no mapping of path to operations, or a reference that can\'t be resolved'
    raise SpecLoadError(f"{display} {reason}; there is nothing to test: name a document with operations below paths")


def _info(root: dict[str, Any]) -> tuple[str, str]:
    info = root.get("info")
    named = info if isinstance(info, dict) else {}
    return _one_line(named.get("title")), _one_line(named.get("version"))


def _one_line(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())
