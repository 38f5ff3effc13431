"""What makes an operation unusable, in all that it reaches; each component is looked at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import pointer as pointers
from pytest_contract.spec.fault import Fault
from pytest_contract.spec.operation import Operation
from pytest_contract.spec.schema_walk import own_faults, subschemas
from pytest_contract.spec.scope import Placed, Scope
from pytest_contract.spec.structure import parameter_faults, path_faults, wrong_kind
from pytest_contract.spec.unsatisfiable import Satisfiability
from pytest_contract.spec.version import Dialect

_Kind = Literal["parameter", "header", "body", "response", "media type", "schema"]
_LONGEST_REASON = 299


class _Edge(NamedTuple):
    """A reference to something of a kind."""

    kind: _Kind
    reference: str


@dataclass(slots=True)
class _Seen:
    """What one component says of itself."""

    faults: list[Fault] = field(default_factory=list)
    edges: dict[_Edge, str] = field(default_factory=dict)
    """Reference → pointer of the object that holds it first."""


class FaultFinder:
    """Finds the faults of one document's operations."""

    def __init__(self, scope: Scope, dialect: Dialect) -> None:
        self._scope = scope
        self._dialect = dialect
        self._satisfiability = Satisfiability(scope, dialect)
        self._components: dict[_Edge, _Seen] = {}
        self._operations: dict[str, tuple[Fault, ...]] = {}

    def of(self, operation: Operation) -> tuple[Fault, ...]:
        """The operation's faults, without duplicates; what a response's schema asks for is judged by conformance."""
        if operation.pointer not in self._operations:
            try:
                found = [_shortened(fault) for fault in self._find(operation)]
            except RecursionError:
                reason = "what the operation reaches is nested too deeply"
                found = [Fault(kind="structure", reason=reason, pointer=operation.pointer)]
            self._operations[operation.pointer] = tuple(dict.fromkeys(found))
        return self._operations[operation.pointer]

    def _find(self, operation: Operation) -> Iterator[Fault]:
        node = pointers.descend(self._scope.document, pointers.tokens(operation.pointer))
        if not isinstance(node, Mapping):
            yield from wrong_kind(node, dict, "an operation", operation.pointer)
            return
        if isinstance(node.get("$ref"), str):
            yield self._unresolved(node["$ref"], operation.pointer)
            return
        request, response = _Seen(), _Seen()
        self._see_request(operation, node, request)
        self._see_responses(node.get("responses"), f"{operation.pointer}/responses", response, "responses" in node)
        request_faults = list(self._reached(request))
        yield from request_faults
        yield from (fault for fault in self._reached(response) if fault.kind != "schema")
        if not request_faults:
            yield from path_faults(operation)
        yield from self._contradictions(operation)

    def _unresolved(self, reference: str, where: str) -> Fault:
        try:
            self._scope.follow(Placed({"$ref": reference}, where))
        except UnusableOperationError as error:
            return Fault(kind="reference", reason=error.reason, pointer=where)
        return Fault(kind="reference", reason=f"reference {reference[:120]} points at no operation", pointer=where)

    def _see_request(self, operation: Operation, node: Mapping[str, Any], seen: _Seen) -> None:
        item_pointer = pointers.join("/paths", operation.path)
        item = self._scope.document["paths"][operation.path]
        for holder, where in ((item, item_pointer), (node, operation.pointer)):
            self._see_parameters(holder, f"{where}/parameters", seen)
        if "requestBody" in node:
            self._see("body", Placed(node["requestBody"], f"{operation.pointer}/requestBody"), seen)

    def _see_parameters(self, holder: Mapping[str, Any], where: str, seen: _Seen) -> None:
        if "parameters" in holder:
            parameters = holder["parameters"]
            seen.faults.extend(wrong_kind(parameters, list, "parameters", where))
            for index, each in enumerate(parameters if isinstance(parameters, list) else ()):
                self._see("parameter", Placed(each, f"{where}/{index}"), seen)

    def _see_responses(self, responses: Any, where: str, seen: _Seen, is_declared: bool) -> None:
        if is_declared:
            self._see_map("response", responses, "responses", where, seen)

    def _reached(self, start: _Seen) -> Iterator[Fault]:
        """The faults of what was seen and of everything that its references lead to."""
        yield from start.faults
        visited: set[_Edge] = set()
        stack = list(start.edges.items())
        while stack:
            edge, where = stack.pop()
            if edge not in visited:
                visited.add(edge)
                component = self._component(edge, where)
                yield from component.faults
                stack.extend(item for item in component.edges.items() if item[0] not in visited)

    def _component(self, edge: _Edge, where: str) -> _Seen:
        if edge not in self._components:
            seen = self._components[edge] = _Seen()
            try:
                holder = Placed({"$ref": edge.reference}, where)
                self._see(edge.kind, self._scope.follow(holder), seen)
            except UnusableOperationError as error:
                seen.faults.append(Fault(kind="reference", reason=error.reason, pointer=error.pointer))
        return self._components[edge]

    def _see(self, kind: _Kind, placed: Placed, seen: _Seen) -> None:
        if kind == "schema":
            self._see_schema(placed, seen)
        elif isinstance(placed.node, Mapping) and isinstance(placed.node.get("$ref"), str):
            seen.edges.setdefault(_Edge(kind, placed.node["$ref"]), placed.pointer)
        else:
            self._see_object(kind, placed, seen)

    def _see_object(self, kind: _Kind, placed: Placed, seen: _Seen) -> None:
        node, where = placed
        if kind == "parameter":
            seen.faults.extend(parameter_faults(placed))
        else:
            seen.faults.extend(wrong_kind(node, dict, f"a {kind}", where))
        if not isinstance(node, Mapping):
            return
        for key in ("schema", "itemSchema"):
            if key in node and kind in {"parameter", "header", "media type"}:
                self._see_schema(Placed(node[key], f"{where}/{key}"), seen)
        if "content" in node and kind != "media type":
            self._see_map("media type", node["content"], "content", f"{where}/content", seen)
        if "headers" in node and kind == "response":
            self._see_map("header", node["headers"], "headers", f"{where}/headers", seen)

    def _see_map(self, kind: _Kind, node: Any, what: str, where: str, seen: _Seen) -> None:
        seen.faults.extend(wrong_kind(node, dict, what, where))
        for key, each in node.items() if isinstance(node, Mapping) else ():
            if not key.startswith("x-"):
                self._see(kind, Placed(each, pointers.join(where, key)), seen)

    def _see_schema(self, root: Placed, seen: _Seen) -> None:
        for placed in subschemas(root, references_end=self._dialect == "3.0"):
            node = placed.node
            if isinstance(node, Mapping) and isinstance(node.get("$dynamicRef"), str):
                reason = f"$dynamicRef {node['$dynamicRef'][:120]} has more than one target, which isn't supported"
                seen.faults.append(Fault(kind="reference", reason=reason, pointer=placed.pointer))
            if isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
                seen.edges.setdefault(_Edge("schema", node["$ref"]), placed.pointer)
                if self._dialect == "3.0":
                    continue
            seen.faults.extend(own_faults(placed))

    def _contradictions(self, operation: Operation) -> Iterator[Fault]:
        for parameter in operation.parameters:
            where = f"{parameter.pointer}/schema"
            yield from self._contradiction(parameter.schema, where, f"parameter {parameter.name!r}")
        for entry in operation.body.content if operation.body else ():
            yield from self._contradiction(entry.schema, f"{entry.pointer}/schema", f"the {entry.key} body")

    def _contradiction(self, schema: Any, where: str, what: str) -> Iterator[Fault]:
        found = self._satisfiability.contradiction(Placed(schema, where))
        if found is not None:
            reason = f"{what} can't be given: {found.reason}"
            yield Fault(kind="schema", reason=reason, pointer=found.pointer)


def _shortened(fault: Fault) -> Fault:
    reason = " ".join(fault.reason.split())
    if len(reason) > _LONGEST_REASON:
        reason = f"{reason[: _LONGEST_REASON - 3]}..."
    return Fault(kind=fault.kind, reason=reason, pointer=fault.pointer)
