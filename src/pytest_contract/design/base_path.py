"""The path that all paths of a document are relative to, where the document states one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pytest_contract.design.atlas import Atlas
from pytest_contract.design.mention import clean_path, mentions, path_of
from pytest_contract.design.placed import Placed
from pytest_contract.design.sections import names_base_path, says_relative
from pytest_contract.findings import OperationKey

_URL = re.compile(r"https?://[^\s/`\"'<>|]{1,200}(?P<path>/[^\s`\"'<>|,;)]{0,200})?")
_QUOTED_PATH = re.compile(r"`(?P<path>/[^\s`]{1,200})`")


def base_path(placed: Sequence[Placed], atlas: Atlas) -> str:
    """The stated base path, `/api/v1`; empty without one, or where the document writes its paths in full."""
    base = next((path for path in _stated(placed) if path != "/"), "")
    in_full = any(key.path == base or key.path.startswith(f"{base}/") for key in atlas.operations)
    return "" if in_full else base


def joined(base: str, operation: OperationKey) -> OperationKey:
    """An operation with the base path before its own."""
    if not base or not operation.path.startswith("/"):
        return operation
    return OperationKey(operation.method, base if operation.path == "/" else base + operation.path)


def _stated(placed: Sequence[Placed]) -> Iterator[str]:
    for entry in placed:
        block = entry.block
        if block.kind == "comment" or entry.section.closed:
            continue
        for line in block.text.split("\n")[:40]:
            if found := _in_line(entry, line):
                yield found


def _in_line(entry: Placed, line: str) -> str:
    label, colon, value = line.replace("`", "").replace("*", "").partition(":")
    if colon and len(label) < 40 and names_base_path(label):
        return _path_in(value.strip())
    cells = entry.block.cells
    if len(cells) > 1 and names_base_path(cells[0]):
        return _path_in(cells[1])
    if not entry.opens and names_base_path(entry.section.title) and not mentions(line):
        return _path_in(line.strip(" `*"))
    quoted = _QUOTED_PATH.findall(line)
    if len(quoted) == 1 and says_relative(line) and not mentions(line):
        return clean_path(quoted[0])
    return ""


def _path_in(value: str) -> str:
    url = _URL.search(value)
    return clean_path(url["path"] or "") if url else path_of(value)
