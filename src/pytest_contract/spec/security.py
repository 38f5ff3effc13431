"""What `security` asks of an operation (OpenAPI 3.1.1, sections 4.8.27 and 4.8.30)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.operation import SecurityScheme
from pytest_contract.spec.scope import Placed, Scope

Alternatives = tuple[tuple[SecurityScheme, ...], ...]


class SecurityListing:
    """Reads security requirements against one document's schemes."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._schemes: dict[str, Placed | None] = {}
        self._global = self._alternatives(scope.document.get("security"))

    def of(self, operation: Mapping[str, Any]) -> Alternatives:
        """The operation's own requirements where it has any, else the document's; `[]` asks for nothing."""
        if isinstance(operation.get("security"), list):
            return self._alternatives(operation["security"])
        return self._global

    def _alternatives(self, requirements: Any) -> Alternatives:
        found = [self._together(each) for each in (requirements if isinstance(requirements, list) else ())]
        return tuple(each for each in found if each is not None)

    def _together(self, requirement: Any) -> tuple[SecurityScheme, ...] | None:
        if not isinstance(requirement, Mapping):
            return None
        return tuple(self._scheme(name, scopes) for name, scopes in requirement.items())

    def _scheme(self, name: str, scopes: Any) -> SecurityScheme:
        if name not in self._schemes:
            self._schemes[name] = self._find(name)
        placed = self._schemes[name]
        named = tuple(scope for scope in scopes if isinstance(scope, str)) if isinstance(scopes, list) else ()
        if placed is None:
            return SecurityScheme(name=name, type="", scopes=named)
        node = placed.node
        return SecurityScheme(
            name=name,
            type=_text(node, "type"),
            scheme=_text(node, "scheme").lower(),
            part=_text(node, "in"),
            parameter=_text(node, "name"),
            scopes=named,
            pointer=placed.pointer,
        )

    def _find(self, name: str) -> Placed | None:
        try:
            where = pointers.join("/components/securitySchemes", name)
            node = pointers.descend(self._scope.document, pointers.tokens(where))
            placed = self._scope.follow(Placed(node, where))
        except (KeyError, UnusableOperationError):
            return None
        return placed if isinstance(placed.node, Mapping) else None


def _text(node: Mapping[str, Any], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
