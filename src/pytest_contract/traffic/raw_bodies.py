"""Bodies in media types that have no form of their own: an archive, a PDF, a script. They go out as they are."""

from __future__ import annotations

from typing import Any

import schemathesis

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document, Operation
from pytest_contract.spec.media_type import essence, is_json

_HAVE_A_FORM = {
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "application/xml",
    "application/yaml",
    "application/x-yaml",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "text/plain",
    "text/xml",
    "text/yaml",
    "text/x-yaml",
    "text/vnd.yaml",
}


def let_through(document: Document, operation: Operation) -> None:
    """Have the operation's bodies that are text or bytes, whatever their media type, sent as they are."""
    for media_type in operation.body.content if operation.body else ():
        kind = essence(media_type.key)
        if not _has_a_form(kind) and _is_raw(document, media_type.schema):
            source = "text/plain" if kind.startswith("text/") else "application/octet-stream"
            schemathesis.serializer.alias(kind, source)


def _has_a_form(kind: str) -> bool:
    return (
        kind in _HAVE_A_FORM
        or is_json(kind)
        or kind.endswith("+xml")
        or kind.startswith("multipart/")
        or "*" in kind
        or "/" not in kind
    )


def _is_raw(document: Document, schema: Any) -> bool:
    """Whether a schema leaves nothing but text or bytes."""
    try:
        schema = document.resolve(schema)
    except UnusableOperationError:
        return False
    return isinstance(schema, dict) and schema.get("type") == "string"
