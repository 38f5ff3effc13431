"""Every operation of a document, listed without building a schema; what is malformed is passed over here.

What is passed over costs its own operation: `structure` says so in that operation's faults.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast, get_args

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.inline import METHODS
from pytest_contract.spec.operation import (
    Body,
    DeclaredResponse,
    MediaType,
    Operation,
    Parameter,
    ParameterPart,
    ResponseHeader,
)
from pytest_contract.spec.scope import Placed, Scope
from pytest_contract.spec.security import SecurityListing
from pytest_contract.spec.version import Dialect

_TEMPLATE = re.compile(r"\{([^{}]+)\}")

_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
"""Header parameters that say nothing (OpenAPI 3.1.1, section 4.8.12.1)."""
_DEFAULT_STYLE = {"path": "simple", "header": "simple", "query": "form", "cookie": "form", "querystring": "form"}
PARTS: frozenset[str] = frozenset(get_args(ParameterPart))


def methods_of(dialect: Dialect) -> tuple[str, ...]:
    """The keys of a path item that hold operations."""
    return (*METHODS, "query") if dialect == "3.2" else METHODS


class Listing:
    """Lists one document's operations."""

    def __init__(self, scope: Scope, dialect: Dialect) -> None:
        self._scope = scope
        self._methods = methods_of(dialect)
        self._security = SecurityListing(scope)
        self._parameters: dict[str, Parameter | None] = {}
        self._responses: dict[str, tuple[Any, ...]] = {}

    def operations(self) -> Iterator[Operation]:
        """Each operation, in the document's order."""
        paths = self._scope.document.get("paths")
        for path, item in paths.items() if isinstance(paths, Mapping) else ():
            if isinstance(item, Mapping) and not path.startswith("x-"):
                for key in item:
                    if key in self._methods:
                        yield self._operation(path, item, key)

    def _operation(self, path: str, item: Mapping[str, Any], method: str) -> Operation:
        item_pointer = pointers.join("/paths", path)
        where = f"{item_pointer}/{method}"
        raw = mapping(item[method])
        declared = self._merged(item, item_pointer, raw, where)
        return Operation(
            method=method.upper(),
            path=path,
            pointer=where,
            operation_id=_text(raw.get("operationId")),
            tags=tuple(tag for tag in sequence(raw.get("tags")) if isinstance(tag, str)),
            deprecated=raw.get("deprecated") is True,
            parameters=(*declared, *_undeclared_parameters(path, declared, where)),
            body=self._body(raw, where),
            responses=tuple(self._declared_responses(raw, where)),
            security=self._security.of(raw),
            raw=raw,
        )

    def _merged(
        self, item: Mapping[str, Any], item_pointer: str, raw: Mapping[str, Any], where: str
    ) -> tuple[Parameter, ...]:
        """Path-level parameters, overridden by the operation's of the same name and part."""
        shared = self._listed(item.get("parameters"), f"{item_pointer}/parameters")
        own = self._listed(raw.get("parameters"), f"{where}/parameters")
        return tuple({(each.part, each.name): each for each in (*shared, *own)}.values())

    def _listed(self, parameters: Any, where: str) -> Iterator[Parameter]:
        for index, node in enumerate(sequence(parameters)):
            placed = self._followed(node, f"{where}/{index}")
            if placed is not None:
                if placed.pointer not in self._parameters:
                    self._parameters[placed.pointer] = parameter(placed)
                found = self._parameters[placed.pointer]
                if found is not None:
                    yield found

    def _body(self, raw: Mapping[str, Any], where: str) -> Body | None:
        placed = self._followed(raw.get("requestBody"), f"{where}/requestBody")
        if placed is None:
            return None
        content = self._content(placed)
        return Body(required=placed.node.get("required") is True, content=content, pointer=placed.pointer)

    def _declared_responses(self, raw: Mapping[str, Any], where: str) -> Iterator[DeclaredResponse]:
        for status, node in mapping(raw.get("responses")).items():
            if not status.startswith("x-"):
                placed = self._followed(node, pointers.join(where, "responses", status))
                if placed is not None:
                    content, headers, description = self._response_parts(placed)
                    yield DeclaredResponse(
                        status=status,
                        content=content,
                        headers=headers,
                        description=description,
                        pointer=placed.pointer,
                    )

    def _response_parts(self, placed: Placed) -> tuple[Any, ...]:
        if placed.pointer not in self._responses:
            self._responses[placed.pointer] = (
                self._content(placed),
                tuple(self._headers(placed)),
                _text(placed.node.get("description")) or "",
            )
        return self._responses[placed.pointer]

    def _content(self, holder: Placed) -> tuple[MediaType, ...]:
        found = []
        for key, node in mapping(holder.node.get("content")).items():
            placed = self._followed(node, pointers.join(holder.pointer, "content", key))
            if placed is not None:
                raw = placed.node
                found.append(MediaType(key=key, schema=raw.get("schema"), pointer=placed.pointer, raw=raw))
        return tuple(found)

    def _headers(self, holder: Placed) -> Iterator[ResponseHeader]:
        for name, node in mapping(holder.node.get("headers")).items():
            placed = self._followed(node, pointers.join(holder.pointer, "headers", name))
            if placed is not None and name.lower() != "content-type":
                yield ResponseHeader(
                    name=name,
                    required=placed.node.get("required") is True,
                    schema=schema_of(placed.node)[0],
                    pointer=placed.pointer,
                )

    def _followed(self, node: Any, where: str) -> Placed | None:
        """The mapping behind a reference; `None` for what is malformed or can't be resolved."""
        if not isinstance(node, Mapping):
            return None
        try:
            placed = self._scope.follow(Placed(node, where)) if "$ref" in node else Placed(node, where)
        except UnusableOperationError:
            return None
        return placed if isinstance(placed.node, Mapping) else None


def parameter(placed: Placed) -> Parameter | None:
    """The parameter object as a value; `None` for a malformed one and for a header that says nothing."""
    node, name, part = placed.node, placed.node.get("name"), placed.node.get("in")
    if not isinstance(name, str) or not isinstance(part, str) or part not in PARTS:
        return None
    if part == "header" and name.lower() in _IGNORED_HEADERS:
        return None
    schema, media_type = schema_of(node)
    style = _text(node.get("style")) or _DEFAULT_STYLE[part]
    explode = node.get("explode")
    return Parameter(
        name=name,
        part=cast("ParameterPart", part),
        required=part == "path" or node.get("required") is True,
        schema=schema,
        style=style,
        explode=explode if isinstance(explode, bool) else style in {"form", "cookie"},
        allow_reserved=node.get("allowReserved") is True,
        media_type=media_type,
        pointer=placed.pointer,
    )


def schema_of(node: Mapping[str, Any]) -> tuple[Any, str | None]:
    """A parameter's or header's schema, and the media type where it is declared by `content`."""
    schema = node.get("schema")
    if isinstance(schema, (Mapping, bool)):
        return schema, None
    for key, media_type in mapping(node.get("content")).items():
        schema = mapping(media_type).get("schema")
        return (schema if isinstance(schema, (Mapping, bool)) else {}), key
    return {}, None


def mapping(node: Any) -> Mapping[str, Any]:
    """The node if it is a mapping, else an empty one."""
    return node if isinstance(node, Mapping) else {}


def sequence(node: Any) -> list[Any]:
    """The node if it is a list, else an empty one."""
    return node if isinstance(node, list) else []


def _text(node: Any) -> str | None:
    return node if isinstance(node, str) else None


def _undeclared_parameters(path: str, declared: Iterable[Parameter], pointer: str) -> Iterator[Parameter]:
    """The parameters that a template names and nothing declares, as texts, which every path parameter is."""
    known = {parameter.name for parameter in declared if parameter.part == "path"}
    for name in dict.fromkeys(_TEMPLATE.findall(path)):
        if name not in known:
            yield Parameter(
                name=name,
                part="path",
                required=True,
                schema={"type": "string"},
                style="simple",
                explode=False,
                allow_reserved=False,
                media_type=None,
                pointer=pointer,
            )
