"""The error codes that a spec names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document, Operation

_CODE_NAME = re.compile(r"(error_?)?code|(error|problem)_?(type|id|name)|type|slug", re.IGNORECASE)
_LOOKS_LIKE_A_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([._:/#-]+[A-Za-z0-9]+)*|\d{4,6}|https?://\S+")
_MOST_DEPTH, _MOST_TEXTS = 12, 5_000


class SpecCodes:
    """Reads the error responses of one spec's operations."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._named: dict[str, frozenset[str]] = {}
        self._texts: dict[str, str] = {}

    def of(self, operation: Operation) -> frozenset[str]:
        """The codes that its error responses list: by `enum`, by `const`, or by an example of a code."""
        if operation.label not in self._named:
            found = (text for schema in self._errors(operation) for text in self._codes(schema, "", 0))
            self._named[operation.label] = frozenset(found)
        return self._named[operation.label]

    def mentions(self, operation: Operation, code: str) -> bool:
        """Whether a code stands anywhere in the operation or its error responses, prose included."""
        if operation.label not in self._texts:
            texts = [text for schema in self._errors(operation) for text in self._all(schema, 0)]
            self._texts[operation.label] = "\n".join([*texts[:_MOST_TEXTS], str(operation.raw)])
        return str(code).strip("/") in self._texts[operation.label]

    def _errors(self, operation: Operation) -> Iterator[Any]:
        for response in operation.responses:
            if response.status[:1] in "45d":
                yield from (entry.raw for entry in response.content)

    def _codes(self, node: Any, name: str, depth: int) -> Iterator[str]:
        node = self._followed(node)
        if isinstance(node, list):
            for item in node if depth < _MOST_DEPTH else ():
                yield from self._codes(item, name, depth + 1)
        elif isinstance(node, Mapping) and depth < _MOST_DEPTH:
            if _CODE_NAME.fullmatch(name):
                values = (*_listed(node.get("enum")), *(node[key] for key in ("const", "example") if key in node))
                yield from (str(value) for value in values if _is_code(value))
            for key, child in node.items():
                if _CODE_NAME.fullmatch(str(key)) and _is_code(child) and (key != "type" or "/" in str(child)):
                    yield str(child)
                yield from self._codes(child, name if key in _COMBINING else str(key), depth + 1)

    def _all(self, node: Any, depth: int) -> Iterator[str]:
        node = self._followed(node)
        if isinstance(node, str | int):
            yield str(node)
        elif depth < _MOST_DEPTH and isinstance(node, list | Mapping):
            for child in node.values() if isinstance(node, Mapping) else node:
                yield from self._all(child, depth + 1)

    def _followed(self, node: Any) -> Any:
        try:
            return self._document.resolve(node)
        except UnusableOperationError:
            return None


_COMBINING = {"allOf", "anyOf", "oneOf", "items"}


def _listed(values: Any) -> list[Any]:
    return values if isinstance(values, list) else []


def _is_code(value: Any) -> bool:
    return (
        isinstance(value, str | int) and not isinstance(value, bool) and bool(_LOOKS_LIKE_A_CODE.fullmatch(str(value)))
    )
