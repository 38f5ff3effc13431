"""A document with one operation, `GET /jobs`, for the tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pytest_contract.conformance import ResponseValidator, ResponseVerdict
from pytest_contract.exchange import Response
from pytest_contract.spec import Document, load

POINTER = "/paths/~1jobs/get"


def document(
    responses: dict[str, Any] | None = None,
    version: str = "3.0.3",
    schemas: dict[str, Any] | None = None,
    **more: Any,
) -> Document:
    raw = {
        "openapi": version,
        "info": {"title": "Jobs", "version": "1"},
        "paths": {"/jobs": {"get": {"responses": responses or {}, **more}}},
        "components": {"schemas": schemas or {}},
    }
    return loaded(raw)


def loaded(raw: dict[str, Any]) -> Document:
    with TemporaryDirectory() as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(raw), encoding="utf-8")
        return load(str(file))


def judge(
    responses: dict[str, Any],
    response: Response,
    *,
    schemas: dict[str, Any] | None = None,
    version: str = "3.0.3",
    request_method: str | None = None,
) -> ResponseVerdict:
    declared = document(responses, version, schemas)
    return ResponseValidator(declared).check(declared.operations[0], response, request_method=request_method)


def judge_json(schema: Any, body: bytes, *, version: str = "3.0.3", schemas: Any = None) -> ResponseVerdict:
    return judge({"200": json_of(schema)}, answer(body), version=version, schemas=schemas)


def json_of(schema: Any) -> dict[str, Any]:
    return content("application/json", schema)


def content(key: str, schema: Any = None, **more: Any) -> dict[str, Any]:
    return {"description": "", "content": {key: ({} if schema is None else {"schema": schema}) | more}}


def answer(
    body: bytes = b"", content_type: str | None = "application/json", status: int = 200, **headers: str
) -> Response:
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    if content_type is not None:
        pairs.append(("content-type", content_type))
    return Response(status=status, headers=tuple(pairs), body=body)
