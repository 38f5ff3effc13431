"""Evidence by hand: one operation, and what was sent and answered, as short as it can be written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pytest_contract.conformance import RequestVerdict, ResponseValidator, ResponseVerdict
from pytest_contract.exchange import Exchange, Failure, Intent, Redactor, Request, Response, Violation
from pytest_contract.exchange.intent import Kind
from pytest_contract.probes.presence import Presence
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.registry import BY_CODE
from pytest_contract.rules.rule import OperationRule
from pytest_contract.rules.show import Showing
from pytest_contract.spec import Document, load

NOT_FOUND = Response(status=404, headers=(("Content-Type", "text/plain"),), body=b"nobody serves that")


def document(path: str, responses: Sequence[str] = ("200",), **operation: Any) -> Document:
    """A spec with `GET path`, which declares these statuses."""
    names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    parameters = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    get = {"parameters": parameters, "responses": {status: {"description": ""} for status in responses}} | operation
    schemes = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}
    raw = {
        "openapi": "3.0.3",
        "info": {"title": "By hand", "version": "1"},
        "paths": {path: {"get": get}},
        "components": schemes,
    }
    with TemporaryDirectory() as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(raw), encoding="utf-8")
        return load(str(file))


def sent(
    url: str,
    answer: int | Response | Failure,
    *,
    number: int = 1,
    kind: Kind = "valid",
    verdict: str = "",
    violations: tuple[Violation, ...] = (),
    probe: str = "",
    is_isolated: bool = False,
) -> tuple[Exchange, RequestVerdict]:
    """One exchange, with what conformance would say of its request: by default what it was meant to be."""
    outcome: Any = verdict or (kind if kind in ("valid", "invalid") else "valid")
    exchange = Exchange(
        number=number,
        request=Request(method="GET", url=url),
        answer=Response(status=answer) if isinstance(answer, int) else answer,
        intent=Intent(kind=kind, phase="generated", violations=violations, probe=probe, is_isolated=is_isolated),
    )
    return exchange, RequestVerdict(outcome=outcome, violations=violations)


def evidence(
    spec: Document,
    *exchanges: tuple[Exchange, RequestVerdict],
    around: Mapping[str, Response] | None = None,
    **more: Any,
) -> OperationEvidence:
    """The evidence of the spec's only operation; `around` holds what the server answers beside it."""
    (operation,) = spec.operations
    validator = ResponseValidator(spec)
    probes = {name: sent("/elsewhere", answer, kind="probe")[0] for name, answer in (around or {}).items()}
    return OperationEvidence(
        document=spec,
        operation=operation,
        showing=Showing(redactor=Redactor(), origin="http://localhost"),
        judged=tuple(
            Judged(exchange=exchange, request=verdict, response=_verdict(validator, spec, exchange))
            for exchange, verdict in exchanges
        ),
        presence=Presence(**probes) if probes else None,
        **more,
    )


def _verdict(validator: ResponseValidator, spec: Document, exchange: Exchange) -> ResponseVerdict:
    if isinstance(exchange.answer, Response):
        return validator.check(spec.operations[0], exchange.answer)
    return ResponseVerdict(outcome="unverifiable", reason="there was no answer")


def keys(code: str, learned: OperationEvidence) -> list[str]:
    """The keys of one rule's findings."""
    rule = BY_CODE[code]
    assert isinstance(rule, OperationRule)
    return [finding.key for finding in rule.check(learned)]
