"""The links that a document declares between its operations, and the runtime expressions in them.

OpenAPI 3.1.1, section 4.8.20: a link says which parameters of another operation an answer has values for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Request, Response
from pytest_contract.exchange.record import header
from pytest_contract.spec import Document, Operation
from pytest_contract.traffic.json_body import decoded_body

_EMBEDDED = re.compile(r"\{(\$[^{}]+)\}")
_PATH = "path"


class _Absent:
    """The type of `ABSENT`: `None` is a value too."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT = _Absent()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link object, its target found."""

    source: Operation
    status: str
    """The response that it stands at, as written: `201`, `2XX`, `default`."""
    target: Operation
    path: Mapping[str, Any] = field(default_factory=dict)
    """The target's path parameters → a constant, or an expression."""
    query: Mapping[str, Any] = field(default_factory=dict)
    body: Any = ABSENT
    """The target's body, or an expression for it."""

    def covers(self, status: int) -> bool:
        """Whether an answer of that status has the link."""
        return self.status.upper() in (str(status), f"{status // 100}XX", "DEFAULT")


def links_of(document: Document) -> Iterator[Link]:
    """The links whose targets exist; what can't be resolved is left out."""
    by_id = {operation.operation_id: operation for operation in document.operations if operation.operation_id}
    by_pointer = {operation.pointer: operation for operation in document.operations}
    for source in document.operations:
        for status, raw in _declared(document, source):
            reference = str(raw.get("operationRef", "")).removeprefix("#")
            target = by_id.get(str(raw.get("operationId"))) or by_pointer.get(unquote(reference))
            if target is not None:
                yield _link(source, status, target, raw)


def _declared(document: Document, source: Operation) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for status, response in (source.raw.get("responses") or {}).items():
        try:
            resolved = document.resolve(response)
            named = resolved.get("links") if isinstance(resolved, Mapping) else None
            for each in named.values() if isinstance(named, Mapping) else ():
                raw = document.resolve(each)
                if isinstance(raw, Mapping):
                    yield str(status), raw
        except UnusableOperationError:
            continue


def _link(source: Operation, status: str, target: Operation, raw: Mapping[str, Any]) -> Link:
    parameters = raw.get("parameters")
    by_part: dict[str, dict[str, Any]] = {_PATH: {}, "query": {}}
    for name, expression in parameters.items() if isinstance(parameters, Mapping) else ():
        part, _, bare = str(name).rpartition(".")
        own = [each.part for each in target.parameters if each.name == (bare if part in by_part else name)]
        placed = part if part in by_part else next(iter(own), "")
        if placed in by_part:
            by_part[placed][bare if part in by_part else str(name)] = expression
    body = raw.get("requestBody", ABSENT)
    return Link(source=source, status=status, target=target, path=by_part[_PATH], query=by_part["query"], body=body)


def evaluated(expression: Any, request: Request, response: Response, path: Mapping[str, Any]) -> Any:
    """The value of a runtime expression (section 4.8.20.4); a constant's own; `ABSENT` where there is none.

    `path` holds the values that the request's path parameters had.
    """
    if not isinstance(expression, str):
        return expression
    if expression.startswith("$"):
        return _value(expression, request, response, path)
    found = {each: _value(each, request, response, path) for each in _EMBEDDED.findall(expression)}
    if any(value is ABSENT for value in found.values()):
        return ABSENT
    return _EMBEDDED.sub(lambda match: str(found[match[1]]), expression)


def _value(expression: str, request: Request, response: Response, path: Mapping[str, Any]) -> Any:
    if expression in ("$url", "$method", "$statusCode"):
        return {"$url": request.url, "$method": request.method, "$statusCode": response.status}[expression]
    source, _, rest = expression.removeprefix("$").partition(".")
    if source not in ("request", "response"):
        return ABSENT
    message = request if source == "request" else response
    kind, mark, name = re.fullmatch(r"(\w+)([.#]?)(.*)", rest, re.DOTALL).groups() if rest else ("", "", "")  # type: ignore[union-attr]
    if kind == "header":
        value = header(message.headers, name)
        return ABSENT if value is None else value
    if kind == "query" and source == "request":
        values = parse_qs(urlsplit(request.url).query, keep_blank_values=True).get(name)
        return values[0] if values else ABSENT
    if kind == _PATH and source == "request":
        return path.get(name, ABSENT)
    if kind == "body":
        return _at(decoded_body(message, otherwise=ABSENT), name if mark == "#" else "")
    return ABSENT


def _at(value: Any, pointer: str) -> Any:
    """What a JSON pointer leads to (RFC 6901)."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping) and name in value:
            value = value[name]
        elif isinstance(value, list) and name.isdigit() and int(name) < len(value):
            value = value[int(name)]
        else:
            return ABSENT
    return value
