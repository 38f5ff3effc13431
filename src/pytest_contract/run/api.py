"""The API as a whole: what its routes or the document that it serves hold beyond the spec, and the spec's own flaws."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from pytest_contract.conformance.structure import structural_warnings
from pytest_contract.findings import Finding, Severity
from pytest_contract.rules.evidence import ApiEvidence
from pytest_contract.rules.reach.operation_not_exercised import OperationNotExercised
from pytest_contract.rules.registry import RULES
from pytest_contract.rules.rule import ApiRule
from pytest_contract.rules.source.spec_invalid import SpecInvalid
from pytest_contract.run.attachment import Attachment
from pytest_contract.run.served import find_served_document, missing_from
from pytest_contract.spec import Document
from pytest_contract.target import Route

_ANY_METHOD = "ANY"
"""For a route whose handler takes whatever method comes."""


def api_findings(attached: Attachment) -> Iterator[Finding]:
    """Hold the app's own routes, or the document that the server serves, against the spec."""
    evidence = _evidence(attached)
    for rule in RULES:
        if isinstance(rule, ApiRule):
            yield from rule.check(evidence)
    yield from _of_the_document(attached.document)


def _evidence(attached: Attachment) -> ApiEvidence:
    document, target, base_path = attached.document, attached.target, attached.base_path
    if target.routes is not None:
        declared = [(operation.method, base_path + operation.path) for operation in document.operations]
        uncovered = target.routes.uncovered(declared)
        return ApiEvidence(document=document, undocumented=tuple(_methods(uncovered, base_path)))
    if target.kind == "url" and (served := find_served_document(attached.sender(), base_path)) is not None:
        own = {(operation.method, operation.path) for operation in document.operations}
        above = urlsplit(target.name).path.rstrip("/") + base_path
        return ApiEvidence(
            document=document,
            served_operations=missing_from(served, own, above),
            served_at=target.name.rstrip("/") + served.url,
        )
    return ApiEvidence(document=document)


def _methods(routes: Iterable[Route], base_path: str) -> Iterator[tuple[str, Route]]:
    """Each method of the routes below the base path: what stands beside it is another API's."""
    for route in routes:
        if route.path.startswith(base_path + "/") or not base_path:
            for method in sorted(route.methods) or [_ANY_METHOD]:
                yield method, route


def _of_the_document(document: Document) -> Iterator[Finding]:
    """What the quick check has against the spec, and what the spec declares beyond what is tested."""
    warnings = structural_warnings(document.raw)
    operations = document.operations if warnings else ()
    told = {fault.pointer for operation in operations for fault in document.faults(operation)}
    for fault in warnings:
        # What costs an operation is that operation's finding.
        if any(_overlap(fault.pointer, pointer) for pointer in told):
            continue
        yield SpecInvalid().of_document(document, fault, Severity.WARNING)
    for untested in document.untested:
        yield OperationNotExercised().of_untested(document, untested)


def _overlap(one: str, other: str) -> bool:
    """Whether two pointers mean the same place, or one a place within the other."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and f"{longer}/".startswith(f"{shorter}/")
