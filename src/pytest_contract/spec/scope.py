"""One document's references, followed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import pointer as pointers

_LONGEST_CHAIN = 50


class Placed(NamedTuple):
    """A node and where it stands."""

    node: Any
    pointer: str


class Scope:
    """Follows references within the one document, and knows why others can't be followed."""

    def __init__(self, document: Mapping[str, Any], refused: Mapping[str, str]) -> None:
        self.document = document
        self._refused = refused
        self._targets: dict[str, Any] = {}

    def follow(self, placed: Placed) -> Placed:
        """The node behind the reference, if it is one; raises UnusableOperationError if there is none."""
        start = placed.pointer
        for _ in range(_LONGEST_CHAIN):
            reference = placed.node.get("$ref") if isinstance(placed.node, Mapping) else None
            if not isinstance(reference, str):
                return placed
            placed = Placed(self.target(reference, start), pointers.from_fragment(reference[1:]))
        raise UnusableOperationError("reference leads back to itself", pointer=start)

    def target(self, reference: str, pointer: str) -> Any:
        """What a reference points at; raises UnusableOperationError, with the pointer given, if it can't be had."""
        if reference not in self._targets:
            self._targets[reference] = self._find(reference, pointer)
        return self._targets[reference]

    def _find(self, reference: str, pointer: str) -> Any:
        if reference in self._refused:
            raise UnusableOperationError(f"reference {_short(reference)}: {self._refused[reference]}", pointer=pointer)
        fragment = pointers.from_fragment(reference[1:])
        if not reference.startswith("#") or (fragment and not fragment.startswith("/")):
            raise UnusableOperationError(f"reference {_short(reference)} can't be resolved", pointer=pointer)
        try:
            return pointers.descend(self.document, pointers.tokens(fragment))
        except KeyError:
            reason = f"reference {_short(reference)} points at nothing"
            raise UnusableOperationError(reason, pointer=pointer) from None


def _short(reference: str) -> str:
    return reference if len(reference) <= 120 else f"{reference[:117]}..."
