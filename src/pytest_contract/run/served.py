"""The OpenAPI document that a server serves of itself, if it does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pytest_contract.exchange import Intent, Request, Response
from pytest_contract.spec.servers import base_paths
from pytest_contract.target import Sender
from pytest_contract.target.template import fit

_USUAL_PLACES = (
    "/openapi.json",
    "/swagger.json",
    "/api/openapi.json",
    "/api-docs",
    "/v3/api-docs",
    "/openapi",
    "/schema/openapi.json",
    "/api/schema/?format=json",
)
_METHODS = ("get", "put", "post", "delete", "patch", "query")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedDocument:
    """What a server says it serves."""

    url: str
    """Where it was found, from the target's root."""
    operations: tuple[tuple[str, str], ...]
    """`(method, path)`, paths as that document writes them."""
    base_paths: tuple[str, ...] = ("",)
    """What that document puts before its paths."""


def find_served_document(sender: Sender, base_path: str) -> ServedDocument | None:
    """Ask at the usual places, below the base path too; `None` where nothing answers with an OpenAPI document."""
    for place in dict.fromkeys([*(base_path + place for place in _USUAL_PLACES), *_USUAL_PLACES]):
        document = _document_at(sender, place)
        if document is not None:
            return ServedDocument(url=place, operations=tuple(_operations(document)), base_paths=_base_paths(document))
    return None


def missing_from(served: ServedDocument, declared: set[tuple[str, str]], base_path: str) -> tuple[tuple[str, str], ...]:
    """What the served document has and the spec lacks; parameter names aren't compared, the document's own
    place isn't meant, and a base path that stands in one of them only is no difference."""
    spelled = {(method, base + path) for method, path in declared for base in ("", base_path)}
    return tuple(
        (method, path)
        for method, path in served.operations
        if path != served.url
        and not any(_is_same(method, base + path, other) for other in spelled for base in ("", *served.base_paths))
    )


def _is_same(method: str, path: str, other: tuple[str, str]) -> bool:
    return method == other[0] and fit(other[1].rstrip("/"), path.rstrip("/")) in ("exact", "broader")


def _base_paths(document: dict[str, Any]) -> tuple[str, ...]:
    base = document.get("basePath")  # Swagger 2.0
    return (base.rstrip("/"),) if isinstance(base, str) else base_paths(document.get("servers"))


def _document_at(sender: Sender, place: str) -> dict[str, Any] | None:
    request = Request(method="GET", url=place, headers=(("Accept", "application/json"),))
    answer = sender.send(request, Intent.of_probe("served-document")).answer
    if not isinstance(answer, Response) or answer.status != 200 or answer.truncated:
        return None
    try:
        document = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    is_openapi = isinstance(document, dict) and ("openapi" in document or "swagger" in document)
    return document if is_openapi and isinstance(document.get("paths"), dict) else None


def _operations(document: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for path, item in document["paths"].items():
        for method in item if isinstance(item, dict) else ():
            if method.lower() in _METHODS:
                yield method.upper(), path
