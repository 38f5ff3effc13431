"""Which operation a request was sent to, and which readings need a credential."""

from __future__ import annotations

import re
from functools import cached_property

from pytest_contract.exchange import Request
from pytest_contract.spec import Document, Operation

_OF_ONESELF = re.compile(r"/(me|self|whoami|profile|current[-_]?user|account)/?$", re.IGNORECASE)
_ENDS_SESSION = re.compile(r"log[-_]?out|sign[-_]?out|revoke|delete|reset|refresh|callback", re.IGNORECASE)
_PARAMETER = re.compile(r"\\\{.*?\\\}")


class Whereabouts:
    """The operations of a document as seen from their requests; one for a run."""

    def __init__(self, document: Document, base_path: str) -> None:
        self._document = document
        self._base_path = base_path
        self._known: dict[tuple[str, str], Operation | None] = {}

    def operation(self, request: Request) -> Operation | None:
        """The operation that a request was sent to, the most literal template first (OpenAPI 3.1.1, section 4.8.8)."""
        key = request.method, request.url.partition("?")[0]
        if key not in self._known:
            if len(self._known) > 10_000:
                self._known.clear()
            matching = (each for each, pattern in self._by_method.get(key[0], ()) if pattern.fullmatch(key[1]))
            self._known[key] = next(matching, None)
        return self._known[key]

    def label(self, request: Request) -> str:
        """`DELETE /users/{id}`; the request's own method alone where no operation is meant."""
        operation = self.operation(request)
        return request.method if operation is None else operation.label

    def is_secured(self, request: Request) -> bool:
        """Whether the request needs a credential; where no operation declares that, any may."""
        operation = self.operation(request)
        return not self._declares_security or (operation is not None and needs_credential(operation))

    def query_credentials(self, request: Request) -> dict[str, str]:
        """What the `apiKey` schemes of the request's operation want in the query."""
        operation = self.operation(request)
        return {} if operation is None else query_credentials(operation)

    @cached_property
    def canaries(self) -> tuple[Request, ...]:
        """Readings that need a credential and nothing else; those of one's own account first."""
        found = [each.path for each in self._document.operations if self._is_canary(each)]
        found.sort(key=lambda path: _OF_ONESELF.search(path) is None)
        headers = (("Accept", "*/*"),)
        return tuple(Request(method="GET", url=self._base_path + path, headers=headers) for path in found)

    def readers_beside(self, operation: Operation) -> list[Request]:
        """Readings that need no parameter, of what the operation's path belongs to: `GET /items` for `POST /items`."""
        own = _segments(operation.path)
        found = [each.path for each in self._document.operations if _is_plain_reading(each)]
        near = [path for path in found if _segments(path)[:1] == own[:1]]
        near.sort(key=lambda path: -_shared(_segments(path), own))
        headers = (("Accept", "*/*"),)
        return [Request(method="GET", url=self._base_path + path, headers=headers) for path in near]

    def _is_canary(self, operation: Operation) -> bool:
        return (
            _is_plain_reading(operation)
            and not _ENDS_SESSION.search(f"{operation.path} {operation.operation_id}")
            and (needs_credential(operation) or not self._declares_security)
        )

    @cached_property
    def _declares_security(self) -> bool:
        return any(operation.security for operation in self._document.operations)

    @cached_property
    def _by_method(self) -> dict[str, list[tuple[Operation, re.Pattern[str]]]]:
        by_method: dict[str, list[tuple[Operation, re.Pattern[str]]]] = {}
        for operation in sorted(self._document.operations, key=lambda each: each.path.count("{")):
            template = _PARAMETER.sub("[^/]*", re.escape(self._base_path + operation.path))
            by_method.setdefault(operation.method, []).append((operation, re.compile(template)))
        return by_method


def _is_plain_reading(operation: Operation) -> bool:
    needs_parameter = any(parameter.required for parameter in operation.parameters)
    return operation.method == "GET" and "{" not in operation.path and not needs_parameter


def _segments(path: str) -> list[str]:
    """The literal segments of a path; a version in front doesn't count."""
    parts = [part for part in path.strip("/").split("/") if "{" not in part]
    return parts[1:] if parts and re.fullmatch(r"api|v\d+", parts[0]) else parts


def _shared(one: list[str], other: list[str]) -> int:
    return sum(1 for mine, yours in zip(one, other, strict=False) if mine == yours)


def query_credentials(operation: Operation) -> dict[str, str]:
    """What the operation's `apiKey` schemes want in the query: names in lower case, and as the spec writes them."""
    schemes = [scheme for alternative in operation.security for scheme in alternative]
    return {scheme.parameter.lower(): scheme.parameter for scheme in schemes if scheme.part == "query"}


def needs_credential(operation: Operation) -> bool:
    """Whether every alternative of the operation's `security` asks for one."""
    return bool(operation.security) and all(operation.security)
