"""A reading that only some identities may have: how the others are refused is held against the spec."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from werkzeug.wrappers import Request, Response

from pytest_contract.findings import Severity
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

DECLARED = {status: {"description": ""} for status in ("200", "401", "403")}
SPEC = {
    "openapi": "3.0.3",
    "info": {"title": "Figures", "version": "1"},
    "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
    "paths": {"/stats": {"get": {"security": [{"key": []}], "responses": DECLARED}}},
}


@pytest.mark.parametrize(("status", "codes"), [(403, []), (418, ["CT101"])])
def test_the_refusal_of_another_identity_is_declared_or_told(tmp_path: Path, status: int, codes: list[str]) -> None:
    def app(environ: dict[str, Any], start_response: Any) -> Any:
        key = Request(environ).headers.get("X-Key")
        return Response(status={"ann-1234": 200, "bob-1234": status}.get(key or "", 401))(environ, start_response)

    spec = tmp_path / "openapi.json"
    spec.write_text(json.dumps(SPEC), encoding="utf-8")
    run = Run(Settings(spec=str(spec)), load(str(spec)))
    try:
        run.attach(app, headers={}, identities={name: {"X-Key": f"{name}-1234"} for name in ("ann", "bob")})
        outcome = run.examine(run.document.operations[0], reset=None)
    finally:
        run.close()
    assert [each.code for each in outcome.findings if each.severity >= Severity.WARNING] == codes
