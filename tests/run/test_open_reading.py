"""A login that a reset ends, where one reading is open to all and the app answers 403: the loss is noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from werkzeug.wrappers import Request, Response

from pytest_contract.findings import Severity
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

DECLARED = {"200": {"description": ""}, "403": {"description": ""}}
READ = {"get": {"responses": DECLARED}}
SPEC = {
    "openapi": "3.0.3",
    "info": {"title": "Shelf", "version": "1"},
    "security": [{"key": []}],
    "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}}},
    "paths": {
        "/login": {"post": {"security": [], "responses": {"200": {"description": ""}}}},
        "/me": READ,
        "/books": {**READ, "post": {"responses": DECLARED}},
    },
}


class Shelf:
    """`GET /books` asks nobody for a key."""

    def __init__(self) -> None:
        self.keys: set[str] = set()
        self.logins = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self.answer(Request(environ))(environ, start_response)

    def answer(self, request: Request) -> Response:
        if request.path == "/login":
            self.logins += 1
            self.keys.add(f"key-{self.logins}-of-ada")
            return Response(f"key-{self.logins}-of-ada")
        is_open = (request.method, request.path) == ("GET", "/books")
        return Response(status=200 if is_open or request.headers.get("X-Key") in self.keys else 403)


def log_in(client: Any) -> dict[str, str]:
    return {"X-Key": client.post("/login").text}


def test_what_is_open_to_all_does_not_prove_a_login(tmp_path: Path) -> None:
    spec, app = tmp_path / "openapi.json", Shelf()
    spec.write_text(json.dumps(SPEC), encoding="utf-8")
    run = Run(Settings(spec=str(spec), max_examples=8), load(str(spec)))
    try:
        run.attach(app, headers={}, identities={"ada": log_in})
        outcomes = [run.examine(each, reset=app.keys.clear) for each in run.document.operations]
    finally:
        run.close()
    found = [each for outcome in outcomes for each in outcome.findings if each.severity >= Severity.WARNING]
    assert [(each.code, str(each.operation)) for each in found] == [("CT401", "GET /books")]
