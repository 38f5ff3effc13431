"""The judge of requests: what a request is for the spec, by what the wire carried."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_contract.conformance.request.body import BodyJudge
from pytest_contract.conformance.request.fit import Degree, Fit
from pytest_contract.conformance.request.judgement import Judgement
from pytest_contract.conformance.request.parameters import ParameterJudge, judges
from pytest_contract.conformance.request.route import Routes
from pytest_contract.conformance.request.wire import Wire
from pytest_contract.conformance.verdict import RequestVerdict
from pytest_contract.exchange import Request, Violation
from pytest_contract.exchange.intent import Part
from pytest_contract.spec import Document, Operation

_PARTS: dict[str, Part] = {"path": "path", "header": "header", "cookie": "cookie"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """What is made once for an operation."""

    operation: Operation
    parameters: tuple[ParameterJudge, ...]
    body: BodyJudge
    query_names: frozenset[str] | None
    """What a query may hold; `None` where an object's properties make it open."""


class RequestJudge:
    """Tells valid requests from invalid ones, and both from those on which servers may differ.

    It reads the request alone, never the label that its maker gave it: what was meant to be invalid may be valid
    on the wire, and the other way round. It calls invalid only what no lenient reading makes valid.
    """

    def __init__(self, document: Document, *, base_path: str = "") -> None:
        self._judgement = Judgement(document)
        self._routes = Routes(document.operations, base_path=base_path)
        self._prepared: dict[tuple[str, str], _Prepared] = {}

    def judge(self, operation: Operation, request: Request) -> RequestVerdict:
        """What the request is for this operation; never raises."""
        if request.method.upper() != operation.method:
            return RequestVerdict(outcome="elsewhere", reason=f"{request.method} is another method")
        wire = Wire(request)
        arrival = self._routes.arrive(operation, wire.path)
        if arrival.elsewhere:
            return RequestVerdict(outcome="elsewhere", reason=arrival.elsewhere)
        prepared = self._prepare(operation)
        fits = [(_part(p), p.parameter.name, p.judge(wire, arrival.values)) for p in prepared.parameters]
        fits.append(("body", "", prepared.body.judge(request)))
        doubts = [*wire.doubts, *arrival.doubts, *_unknown(prepared, wire)]
        return _verdict(fits, doubts)

    def _prepare(self, operation: Operation) -> _Prepared:
        key = (operation.method, operation.path)
        prepared = self._prepared.get(key)
        if prepared is None or prepared.operation is not operation:
            prepared = self._prepared[key] = _Prepared(
                operation=operation,
                parameters=tuple(judges(operation, self._judgement)),
                body=BodyJudge(operation, self._judgement),
                query_names=_query_names(operation, self._judgement),
            )
        return prepared


def _verdict(fits: list[tuple[Part, str, Fit]], doubts: list[str]) -> RequestVerdict:
    degree = max(fit.degree for _, _, fit in fits)
    if degree is Degree.EXACT and not doubts:
        return RequestVerdict(outcome="valid")
    flawed = [(part, name, fit) for part, name, fit in fits if fit.degree is degree and not fit.is_exact]
    violations = tuple(violation for part, name, fit in flawed for violation in _violations(part, name, fit))
    if degree is Degree.BROKEN:
        return RequestVerdict(outcome="invalid", violations=violations)
    reason = doubts[0] if doubts else str(violations[0])
    return RequestVerdict(outcome="unclear", violations=violations, reason=reason)


def _violations(part: Part, name: str, fit: Fit) -> list[Violation]:
    return [
        Violation(part=part, name=name or breach.pointer, keyword=breach.keyword, description=breach.description)
        for breach in fit.decisive
    ]


def _part(judge: ParameterJudge) -> Part:
    return _PARTS.get(judge.parameter.part, "query")


def _query_names(operation: Operation, judgement: Judgement) -> frozenset[str] | None:
    names = {scheme.parameter for options in operation.security for scheme in options if scheme.part == "query"}
    for parameter in operation.parameters_in("query"):
        shape = judgement.shape(parameter.schema)
        if shape.takes("object") and (shape.is_open or parameter.style != "form"):
            return None
        names |= {parameter.name, *shape.names}
    return frozenset(names)


def _unknown(prepared: _Prepared, wire: Wire) -> list[str]:
    """A parameter that the spec doesn't name is no violation, and a server may refuse it all the same."""
    if prepared.query_names is None or prepared.query_names.issuperset(wire.query):
        return []
    return ["the query holds a parameter that isn't declared"]
