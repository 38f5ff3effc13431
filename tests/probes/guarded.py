"""Apps that let in who has a credential, and operations that ask for one, for the tests of this folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import Response
from starlette.routing import Route

from pytest_contract.spec import Operation, load
from pytest_contract.target import Identity, Sender, open_target

SCHEMES: dict[str, Any] = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "basic"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "sid"},
    "certificate": {"type": "mutualTLS"},
}


def operation(*alternatives: tuple[str, ...]) -> Operation:
    """`PUT /items` with these alternatives of schemes."""
    security = [{name: [] for name in names} for names in alternatives]
    declared = {"responses": {"200": {"description": "fine"}}, "security": security}
    raw = {
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "paths": {"/items": {"put": declared}},
        "components": {"securitySchemes": SCHEMES},
    }
    with TemporaryDirectory() as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(raw))
        return load(str(file)).operations[0]


@contextmanager
def sender_to(answer: Callable[[AppRequest], Response], *headers: tuple[str, str]) -> Iterator[Sender]:
    """A sender to an app that answers all requests so."""
    methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE"]
    target = open_target(Starlette(routes=[Route("/{path:path}", answer, methods=methods)]), "shop")
    try:
        yield Sender(target, Identity(name="ann", headers=headers), 5.0)
    finally:
        target.close()


def refuse(request: AppRequest) -> Response:
    return Response(status_code=401)


def accept(request: AppRequest) -> Response:
    return Response(status_code=204)
