"""A document of many files as one: each file once, each reference into it rewritten."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec import pointer
from pytest_contract.spec.anchors import Anchors
from pytest_contract.spec.read import display_name, fetch, is_url, read_file
from pytest_contract.spec.reference_walk import holders
from pytest_contract.spec.source_file import SourceFile, parse_file

FILES_KEY = "x-contract-files"
_REMOTE_BUDGET_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """What bundling gave."""

    files: tuple[SourceFile, ...]
    """The entry file, then file N below `/x-contract-files/N` at index N + 1."""
    refused: dict[str, str] = field(default_factory=dict)
    """Reference as it stands in the document → why it wasn't followed."""
    maps: tuple[dict[str, Any], ...] = ()
    """Maps of names that are given as one reference, as in `properties: {$ref: …}`."""


def bundle(entry: SourceFile, *, allow_remote_refs: bool) -> Bundle:
    """Bring every file that is referred to into the entry's own root, in place."""
    bundler = _Bundler(entry, allow_remote_refs)
    bundler.run()
    others = bundler.files[1:]
    if others:
        entry.root[FILES_KEY] = {str(index): file.root for index, file in enumerate(others)}
    return Bundle(files=tuple(bundler.files), refused=bundler.refused, maps=tuple(bundler.maps))


class _RefusedError(Exception):
    """The reference stays as it is; the text says why."""


class _Bundler:
    def __init__(self, entry: SourceFile, allow_remote_refs: bool) -> None:
        self.files = [entry]
        self.refused: dict[str, str] = {}
        self._allow_remote_refs = allow_remote_refs
        self._folder = "" if is_url(entry.where) else os.path.dirname(entry.where)
        self._index_of: dict[str, int | _RefusedError] = {entry.where: 0, _absolute(entry.where, "", entry.where): 0}
        self._resolved: dict[tuple[str, str], str] = {}
        self._visited: set[int] = set()
        self._remote_deadline = time.monotonic() + _REMOTE_BUDGET_S
        self._queue: list[tuple[int, Any]] = [(0, entry.root)]
        self._anchors = Anchors()
        self.maps: list[dict[str, Any]] = []
        self._anchors.learn(0, entry)

    def run(self) -> None:
        while self._queue:
            index, root = self._queue.pop()
            for holder in holders(root, self._visited):
                self._rewrite(index, holder.node)
                if holder.is_map:
                    self.maps.append(holder.node)

    def _rewrite(self, index: int, holder: dict[str, Any]) -> None:
        if "$ref" in holder and isinstance(holder["$ref"], str):
            holder["$ref"] = self._new_reference(index, holder["$ref"])
        if isinstance(holder.get("$dynamicRef"), str) and "$ref" not in holder:
            self._make_static(index, holder)
        mapping = holder.get("mapping") if isinstance(holder.get("propertyName"), str) else None
        if isinstance(mapping, dict):
            for name, reference in mapping.items():
                if isinstance(reference, str) and _names_a_file(reference):
                    mapping[name] = self._new_reference(index, reference)

    def _make_static(self, index: int, holder: dict[str, Any]) -> None:
        """With one `$dynamicAnchor` of that name in all, the dynamic target is the static one (JSON Schema 8.2.3.2)."""
        target = self._anchors.only_dynamic(self.files[index], holder["$dynamicRef"].removeprefix("#"))
        if target is not None:
            del holder["$dynamicRef"]
            holder["$ref"] = "#" + self._prefix(index) + target

    def _new_reference(self, index: int, reference: str) -> str:
        try:
            target, _, fragment = reference.partition("#")
            embedded = self._anchors.identified(target) if target else None
            if embedded is not None and (not fragment or fragment.startswith("/")):
                return self._reference_to(embedded[0], embedded[1] + fragment)
            return self._reference_to(self._target(index, target) if target else index, fragment)
        except _RefusedError as error:
            self.refused.setdefault(reference, str(error))
            return reference

    def _reference_to(self, index: int, fragment: str) -> str:
        if fragment and not fragment.startswith("/"):
            found = self._anchors.find(self.files[index], fragment)
            if found is None:
                raise _RefusedError(f"no schema has the $anchor {fragment!r}")
            fragment = found
        self._queue_target(index, fragment)
        return f"#{self._prefix(index)}{fragment}"

    def _queue_target(self, index: int, fragment: str) -> None:
        """What is referred to is walked even if it stands where references aren't looked for, below `x-`."""
        try:
            path = pointer.tokens(pointer.from_fragment(fragment))
            target = pointer.descend(self.files[index].root, path)
        except KeyError:
            return
        if isinstance(target, dict) and id(target) not in self._visited:
            self._queue.append((index, target))

    def _prefix(self, index: int) -> str:
        return "" if index == 0 else f"/{FILES_KEY}/{index - 1}"

    def _target(self, index: int, target: str) -> int:
        where = self._where(self.files[index].where, target)
        known = self._index_of.get(where)
        if known is None:
            known = self._index_of[where] = self._load(where)
        if isinstance(known, _RefusedError):
            raise known
        return known

    def _where(self, base: str, target: str) -> str:
        folder = base if is_url(base) else os.path.dirname(base)
        key = (folder, target)
        if key not in self._resolved:
            self._resolved[key] = _absolute(base, folder, target)
        return self._resolved[key]

    def _load(self, where: str) -> int | _RefusedError:
        try:
            self._check_allowed(where)
            file = parse_file(self._read(where), where=where, display=_display(where))
        except SpecLoadError as error:
            return _RefusedError(str(error).partition(";")[0])
        except _RefusedError as error:
            return error
        self.files.append(file)
        index = len(self.files) - 1
        self._anchors.learn(index, file)
        self._queue.append((index, file.root))
        return index

    def _check_allowed(self, where: str) -> None:
        if is_url(where):
            if not self._allow_remote_refs:
                raise _RefusedError("would have to be fetched; allow it with --contract-allow-remote-refs")
        elif not self._folder:
            raise _RefusedError("is a local file, which a document from a URL can't refer to")
        elif not self._allow_remote_refs and not where.startswith(self._folder.rstrip(os.sep) + os.sep):
            raise _RefusedError("leads out of the spec's folder; allow it with --contract-allow-remote-refs")

    def _read(self, where: str) -> bytes:
        if not is_url(where):
            return read_file(Path(where), _display(where))
        if time.monotonic() > self._remote_deadline:
            raise _RefusedError(f"wasn't fetched, since the {_REMOTE_BUDGET_S:.0f} s for remote references were spent")
        return fetch(where)


def _absolute(base: str, folder: str, target: str) -> str:
    if is_url(target):
        return target
    try:
        if is_url(base):
            return urljoin(base, target)
        path = urlsplit(target).path if target.startswith("file:") else target
        return os.path.realpath(os.path.join(folder, unquote(path)))
    except (OSError, ValueError):
        return os.path.join(folder, "unreadable name")


def _display(where: str) -> str:
    return where if is_url(where) else display_name(Path(where))


def _names_a_file(reference: str) -> bool:
    """Whether a discriminator's value is a reference and not a schema's name (OpenAPI 3.1.1, section 4.8.25)."""
    path = reference.partition("#")[0]
    return "/" in path or path.endswith((".json", ".yaml", ".yml"))
