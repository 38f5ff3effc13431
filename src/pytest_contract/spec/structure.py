"""What is malformed in one operation, and so was passed over by the listing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pytest_contract.spec.fault import Fault
from pytest_contract.spec.listing import PARTS
from pytest_contract.spec.operation import Operation
from pytest_contract.spec.scope import Placed


def path_faults(operation: Operation) -> Iterator[Fault]:
    """A template that can't be sent (OpenAPI 3.1.1, section 4.8.8.2)."""
    if not operation.path.startswith("/"):
        yield _fault("the path doesn't begin with a slash", operation.pointer)


def path_flaws(operation: Operation) -> Iterator[Fault]:
    """What the specification forbids in a template and a test can do with (OpenAPI 3.1.1, section 4.8.8.2)."""
    if "#" in operation.path or "?" in operation.path:
        yield _fault("the path holds a # or ?, which can't be part of a path", operation.pointer)
    for parameter in operation.parameters_in("path"):
        if parameter.pointer == operation.pointer:
            name = parameter.name
            yield _fault(f"the path has {{{name}}}, and no path parameter of that name is declared", operation.pointer)


def wrong_kind(node: Any, wanted: type, what: str, where: str) -> Iterator[Fault]:
    """One fault if the node isn't of the kind that has to stand there."""
    if not isinstance(node, wanted):
        yield _fault(f"{what} must be a {'list' if wanted is list else 'mapping'}", where)


def parameter_faults(placed: Placed) -> Iterator[Fault]:
    """A parameter object that can't be read (OpenAPI 3.1.1, section 4.8.12)."""
    node, where = placed
    if not isinstance(node, Mapping):
        yield _fault("a parameter must be a mapping", where)
    elif not isinstance(node.get("name"), str):
        yield _fault("a parameter has no name", where)
    elif not isinstance(node.get("in"), str) or node["in"] not in PARTS:
        shown = str(node.get("in"))[:40]
        yield _fault(f"parameter {node['name'][:80]!r} is in {shown!r}, which OpenAPI 3 doesn't know", where)


def _fault(reason: str, pointer: str) -> Fault:
    return Fault(kind="structure", reason=reason, pointer=pointer)
