"""Small APIs, written where they are tested: a spec as a dict, an app as a function."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from werkzeug.wrappers import Request, Response

from pytest_contract.findings import Finding, Severity
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

OK = {"200": {"description": "", "content": {"application/json": {}}}}
OBJECT = {"type": "object"}


def path_parameter(name: str, **schema: Any) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"} | schema}


def body_of(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def responses(*statuses: int | str, schema: Mapping[str, Any] | None = None) -> dict[str, Any]:
    content = {} if schema is None else {"content": {"application/json": {"schema": schema}}}
    return {str(status): {"description": "", **content} for status in statuses}


def json_answer(value: Any, status: int = 200, **headers: str) -> Response:
    pairs = {name.replace("_", "-"): text for name, text in headers.items()}
    return Response(json.dumps(value), status, pairs, content_type="application/json")


def app_of(answer: Callable[[Request], Response]) -> Any:
    """A WSGI app without a route table, that answers every request by one function."""

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        return answer(Request(environ))(environ, start_response)

    return app


def found(
    app: Any,
    paths: Mapping[str, Any],
    *,
    components: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    only: str | None = None,
    max_examples: int = 40,
    version: str = "3.0.3",
) -> list[Finding]:
    """All findings of a run on the app, notes included; of the operation `only` where one is named.

    `app` is an app in process, or the base URL of a server.
    """
    base_url = app if isinstance(app, str) else None
    raw = {"openapi": version, "info": {"title": "Small", "version": "1"}, "paths": paths}
    with TemporaryDirectory() as folder:
        spec = Path(folder, "openapi.json")
        spec.write_text(json.dumps({**raw, "components": components or {}}), encoding="utf-8")
        run = Run(Settings(spec=str(spec), base_url=base_url, max_examples=max_examples), load(str(spec)))
        try:
            run.attach(None if base_url else app, headers=headers or {})
            chosen = [each for each in run.document.operations if only in (None, each.label)]
            outcomes = [*(run.examine(each, reset=None) for each in chosen), run.examine_api()]
        finally:
            run.close()
    return [finding for outcome in outcomes for finding in outcome.findings]


def alarms(findings: list[Finding]) -> list[str]:
    """Codes, operations and messages of what a team would have to look at."""
    return [
        f"{finding.code} {finding.operation} {finding.message}"
        for finding in findings
        if finding.severity >= Severity.WARNING
    ]


def named(findings: list[Finding], code: str) -> list[str]:
    """The keys of one rule's findings."""
    return [finding.key for finding in findings if finding.code == code]
