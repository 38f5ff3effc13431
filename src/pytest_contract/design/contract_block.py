"""The explicit block: a fence marked `contract` with YAML, for a team that wants certainty.

    ```contract
    - operation: POST /reports
      statuses: [202, 400, {status: 429, when: the hour is used up}]
      rate_limit: {limit: 10, window: 1h, scope: user}
    ```

One entry, or a list of entries. An entry without `operation` is about what the block stands below, else about the whole
API; `operation: all` is the whole API wherever it stands. `contract_block.schema.json`, beside this file, is its JSON
Schema. An entry with a fault is left out, and said; the others are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from pytest_contract.design.claim import ClaimKind, Promise, Strength
from pytest_contract.design.mention import METHODS, clean_path
from pytest_contract.findings import OperationKey

LONGEST = 20_000
DEEPEST = 30
_WINDOW = re.compile(r"^(?P<number>\d{1,9}(?:\.\d{1,6})?)\s?(?P<unit>ms|s|m|min|h|d|w)?$")
_SECONDS = {"ms": 0.001, "s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800, None: 1}
_STATUS = re.compile(r"^[1-5](?:\d\d|xx)$")
_OPERATION = re.compile(rf"^(?P<method>{'|'.join(METHODS)})\s+(?P<path>/\S*)$")
_STRENGTHS: Mapping[str, Strength] = {"must": "must", "should": "should", "may": "may"}

_SCALARS = yaml.SafeLoader("")
Faults = list[tuple[int, str]]


class _FaultError(Exception):
    """What is wrong with an entry, in one sentence."""


def read_block(text: str) -> tuple[list[Promise], Faults]:
    """The promises of a block, and `(line from 0, fault)` for what can't be read. Raises on no text."""
    if len(text) > LONGEST:
        return [], [(0, f"the block is longer than {LONGEST} characters")]
    try:
        if fault := _event_fault(text):
            return [], [(0, fault)]
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        return [], [_yaml_fault(error)]
    if node is None:
        return [], [(0, "the block is empty")]
    return _read_entries(node)


def _event_fault(text: str) -> str:
    """What of a block may stand for more than is written: aliases, and depth."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.AliasEvent):
            return "the block has an alias (`*name`): write the value out"
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return f"the block nests deeper than {DEEPEST} levels"
    return ""


def _yaml_fault(error: Exception) -> tuple[int, str]:
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or type(error).__name__
    return (0 if mark is None else mark.line), f"the block is no YAML: {said}"


def _read_entries(root: yaml.Node) -> tuple[list[Promise], Faults]:
    promises: list[Promise] = []
    faults: Faults = []
    for node in root.value if isinstance(root, yaml.SequenceNode) else [root]:
        line = node.start_mark.line
        try:
            promises += _entry(_plain(node), node)
        except _FaultError as fault:
            faults.append((line, str(fault)))
        except (yaml.YAMLError, RecursionError, ValueError, TypeError, OverflowError):
            faults.append((line, "the entry holds a value that YAML can't be read as"))
    return promises, faults


def _plain(node: yaml.Node) -> Any:
    """A node as builtins."""
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(value) for key, value in node.value}
    return _SCALARS.construct_object(node)


def _entry(raw: Any, node: yaml.Node) -> list[Promise]:
    if not isinstance(raw, dict):
        raise _FaultError("an entry is a mapping, such as `operation: GET /users`")
    unknown = raw.keys() - _READERS.keys() - {"operation", "strength"}
    if unknown:
        raise _FaultError(f"{sorted(unknown)[0]!r} is no key of an entry; there are {', '.join(sorted(_READERS))}")
    owners = _owners(raw.get("operation"))
    strength = _strength(raw.get("strength"))
    offsets = _offsets(node)
    read: list[tuple[ClaimKind, dict[str, Any], str]] = [("operation", {}, "operation")] if owners else []
    read += [(kind, value, key) for key in raw if key in _READERS for kind, value in _READERS[key](raw[key])]
    return [
        Promise(kind=kind, offset=offsets.get(key, 0), value=value, owners=owners, strength=strength)
        for kind, value, key in read
    ]


def _offsets(node: yaml.Node) -> dict[str, int]:
    """Where, in the block's text, each key of an entry stands."""
    return {str(key.value): key.start_mark.index for key, _ in node.value if isinstance(key, yaml.ScalarNode)}


def _owners(raw: Any) -> tuple[OperationKey, ...] | None:
    if raw is None:
        return None
    match = _OPERATION.match(raw.strip()) if isinstance(raw, str) else None
    if match is None and raw != "all":
        raise _FaultError(f"{raw!r} is no operation; write `GET /users/{{id}}`, or `all` for the whole API")
    return () if match is None else (OperationKey(match["method"], clean_path(match["path"]) or match["path"]),)


def _strength(raw: Any) -> Strength:
    if raw is None:
        return "must"
    if str(raw).lower() not in _STRENGTHS:
        raise _FaultError(f"{raw!r} is no strength; there are must, should and may")
    return _STRENGTHS[str(raw).lower()]


Read = Iterator[tuple[ClaimKind, dict[str, Any]]]


def _each(raw: Any) -> list[Any]:
    return raw if isinstance(raw, list) else [raw]


def _a_status(raw: Any) -> str:
    status = str(raw).lower()
    if isinstance(raw, bool) or not _STATUS.match(status):
        raise _FaultError(f"{raw!r} is no status; write 404, or 4xx for a range")
    return status


def _statuses(raw: Any) -> Read:
    for entry in _each(raw):
        said = _mapping(entry, "statuses", {"status", "when"}) if isinstance(entry, dict) else {"status": entry}
        value: dict[str, Any] = {"status": _a_status(said.get("status"))}
        yield "status", {**value, **({"condition": str(said["when"])} if said.get("when") else {})}


def _never(raw: Any) -> Read:
    for entry in _each(raw):
        yield "status", {"status": _a_status(entry), "negated": True}


def _errors(raw: Any) -> Read:
    for entry in _each(raw):
        known = {"code", "status", "retryable", "when"}
        said = _mapping(entry, "errors", known) if isinstance(entry, dict) else {"code": entry}
        if not isinstance(said.get("code"), str | int) or isinstance(said.get("code"), bool):
            raise _FaultError("an error has a `code`, such as `{code: NOT_FOUND, status: 404}`")
        value: dict[str, Any] = {"code": str(said["code"])}
        value |= {"status": _a_status(said["status"])} if "status" in said else {}
        value |= {"retryable": said["retryable"]} if isinstance(said.get("retryable"), bool) else {}
        yield "error_code", {**value, **({"condition": str(said["when"])} if said.get("when") else {})}


def _error_format(raw: Any) -> Read:
    said = _mapping(raw, "error_format", {"members", "media_type", "code_at"})
    members = {"members": [_pointer(member) for member in _each(said["members"])]} if "members" in said else {}
    media = {"media_type": str(said["media_type"])} if "media_type" in said else {}
    yield "error_format", {**members, **media, **({"code_at": _pointer(said["code_at"])} if "code_at" in said else {})}


def _pointer(raw: Any) -> str:
    text = str(raw)
    return text if text.startswith("/") else f"/{text.replace('.', '/')}"


def _rate_limit(raw: Any) -> Read:
    for entry in _each(raw):
        if entry is False or entry == "none":
            yield "rate_limit", {"negated": True}
            continue
        said = _mapping(entry, "rate_limit", {"limit", "window", "scope", "burst", "plan", "status", "headers"})
        if not isinstance(said.get("limit"), int) or isinstance(said["limit"], bool):
            raise _FaultError("a rate limit has a whole number as `limit`, such as `{limit: 10, window: 1h}`")
        value: dict[str, Any] = {"limit": said["limit"], "window_s": _seconds(said.get("window"))}
        value |= {key: said[key] for key in ("scope", "burst", "plan", "headers") if key in said}
        yield "rate_limit", {**value, **({"status": _a_status(said["status"])} if "status" in said else {})}


def _seconds(raw: Any) -> int | float:
    match = _WINDOW.match(str(raw).strip())
    if match is None:
        raise _FaultError(f"{raw!r} is no time; write 10s, 5m, 1h or 1d")
    seconds = float(match["number"]) * _SECONDS[match["unit"]]
    return int(seconds) if seconds.is_integer() else seconds


def _auth(raw: Any) -> Read:
    if isinstance(raw, bool) or raw in ("none", "required"):
        yield "auth", {"required": raw in (True, "required")}
        return
    said = _mapping(raw, "auth", {"required", "scheme", "scopes", "roles"})
    lists: dict[str, Any] = {
        key: [str(name) for name in _each(said[key])] for key in ("scopes", "roles") if key in said
    }
    scheme = {"scheme": str(said["scheme"])} if "scheme" in said else {}
    yield "auth", {"required": bool(said.get("required", True)), **scheme, **lists}


def _latency(raw: Any) -> Read:
    said = _mapping(raw, "latency", {"p50", "p95", "p99", "max"})
    for key, threshold in said.items():
        seconds = _seconds(threshold if not isinstance(threshold, int | float) else f"{threshold}ms")
        yield "latency", {"percentile": "max" if key == "max" else int(key[1:]), "threshold_ms": seconds * 1000.0}


def _headers(raw: Any) -> Read:
    for entry in _each(raw):
        # YAML 1.1 takes a bare `on` for true.
        said = _mapping(entry, "headers", {"name", "on", "True"}) if isinstance(entry, dict) else {"name": entry}
        if not isinstance(said.get("name"), str):
            raise _FaultError("a header has a `name`, such as `{name: Retry-After, on: 429}`")
        on = said.get("on", said.get("True"))
        yield "header", {"name": said["name"], **({"on": str(on)} if on is not None else {})}


def _mapping(raw: Any, key: str, known: set[str]) -> dict[str, Any]:
    if not isinstance(raw, dict) or raw.keys() - known:
        raise _FaultError(f"`{key}` is a mapping with {', '.join(sorted(known))}")
    return raw


_READERS = {
    "statuses": _statuses,
    "never": _never,
    "errors": _errors,
    "error_format": _error_format,
    "rate_limit": _rate_limit,
    "auth": _auth,
    "latency": _latency,
    "headers": _headers,
}
