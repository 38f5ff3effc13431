"""An operation written by hand, and requests to it, for the tests of the request judge."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from pytest_contract.conformance.request import RequestJudge
from pytest_contract.conformance.verdict import RequestVerdict
from pytest_contract.exchange import Request
from pytest_contract.spec import Document, load

JSON = "application/json"


def document(paths: dict[str, Any], *, version: str = "3.0.3", schemas: dict[str, Any] | None = None) -> Document:
    raw = {
        "openapi": version,
        "info": {"title": "Shop", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas or {}},
    }
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(raw), encoding="utf-8")
        return load(str(file))


def operation(*parameters: dict[str, Any], body: dict[str, Any] | None = None) -> dict[str, Any]:
    declared: dict[str, Any] = {"parameters": list(parameters), "responses": {"200": {"description": "fine"}}}
    return declared | ({"requestBody": body} if body else {})


def parameter(part: str, schema: Any, name: str = "p", **more: Any) -> dict[str, Any]:
    return {"name": name, "in": part, "required": part == "path", "schema": schema} | more


def content(schema: Any, media_type: str = JSON, *, required: bool = True) -> dict[str, Any]:
    return {"required": required, "content": {media_type: {"schema": schema}}}


def judged(
    spec: Document, method: str, url: str, *, headers: dict[str, str] | None = None, body: bytes = b""
) -> RequestVerdict:
    """The verdict for the first operation of the document."""
    request = Request(method=method, url=url, headers=tuple((headers or {}).items()), body=body)
    return RequestJudge(spec).judge(spec.operations[0], request)


def judged_parameter(declared: dict[str, Any], sent: str, *, version: str = "3.0.3") -> RequestVerdict:
    """The verdict on one parameter: `sent` is the path segment, the query, the header's or the cookie's value."""
    path = "/items/{p}" if declared["in"] == "path" else "/items"
    spec = document({path: {"get": operation(declared)}}, version=version)
    url = {"path": f"/items/{sent}", "query": f"/items?{sent}"}.get(declared["in"], "/items")
    headers = {"header": {declared["name"]: sent}, "cookie": {"Cookie": sent}}.get(declared["in"], {})
    return judged(spec, "GET", url, headers=headers)


def judged_json(schema: Any, sent: Any, *, version: str = "3.0.3", **schemas: Any) -> RequestVerdict:
    """The verdict on one JSON body; bytes are sent as they are."""
    spec = document({"/items": {"post": operation(body=content(schema))}}, version=version, schemas=schemas)
    body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    return judged(spec, "POST", "/items", headers={"Content-Type": JSON}, body=body)
