"""One operation and its document, written by hand, for the tests of this folder."""

from __future__ import annotations

from typing import Any

from pytest_contract.conformance.validate import ResponseValidator
from pytest_contract.conformance.verdict import ResponseVerdict
from pytest_contract.exchange import Response
from pytest_contract.spec import DeclaredResponse, Document, MediaType, Operation, ResponseHeader

POINTER = "/paths/~1jobs/get"


def document(version: str = "3.0.3", schemas: dict[str, Any] | None = None, **more: Any) -> Document:
    made = Document.__new__(Document)
    made.raw = {
        "openapi": version,
        "info": {"title": "Jobs", "version": "1"},
        "paths": {},
        "components": {"schemas": schemas or {}},
        **more,
    }
    return made


def operation(responses: dict[str, Any]) -> Operation:
    declared = tuple(_response(status, response) for status, response in responses.items())
    return Operation(
        method="GET",
        path="/jobs",
        pointer=POINTER,
        operation_id=None,
        tags=(),
        deprecated=False,
        parameters=(),
        body=None,
        responses=declared,
        security=(),
        raw={"responses": responses},
    )


def judge(
    responses: dict[str, Any],
    response: Response,
    *,
    schemas: dict[str, Any] | None = None,
    version: str = "3.0.3",
    request_method: str | None = None,
) -> ResponseVerdict:
    validator = ResponseValidator(document(version, schemas))
    return validator.check(operation(responses), response, request_method=request_method)


def judge_json(schema: Any, body: bytes, *, version: str = "3.0.3", schemas: Any = None) -> ResponseVerdict:
    return judge({"200": json_of(schema)}, answer(body), version=version, schemas=schemas)


def json_of(schema: Any) -> dict[str, Any]:
    return content("application/json", schema)


def content(key: str, schema: Any = None, **more: Any) -> dict[str, Any]:
    return {"content": {key: ({} if schema is None else {"schema": schema}) | more}}


def answer(
    body: bytes = b"", content_type: str | None = "application/json", status: int = 200, **headers: str
) -> Response:
    pairs = [(name.replace("_", "-"), value) for name, value in headers.items()]
    if content_type is not None:
        pairs.append(("content-type", content_type))
    return Response(status=status, headers=tuple(pairs), body=body)


def _response(status: str, raw: dict[str, Any]) -> DeclaredResponse:
    pointer = f"{POINTER}/responses/{status}"
    return DeclaredResponse(
        status=status,
        content=tuple(_media_type(pointer, key, entry) for key, entry in raw.get("content", {}).items()),
        headers=tuple(_header(pointer, name, header) for name, header in raw.get("headers", {}).items()),
        description="",
        pointer=pointer,
    )


def _media_type(pointer: str, key: str, entry: dict[str, Any]) -> MediaType:
    escaped = key.replace("/", "~1")
    return MediaType(key=key, schema=entry.get("schema"), pointer=f"{pointer}/content/{escaped}", raw=entry)


def _header(pointer: str, name: str, header: dict[str, Any]) -> ResponseHeader:
    return ResponseHeader(
        name=name,
        required=header.get("required", False),
        schema=header.get("schema"),
        pointer=f"{pointer}/headers/{name}",
    )
