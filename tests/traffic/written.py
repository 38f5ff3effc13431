"""Documents written by hand, and what is generated and rendered for them, for the tests of this folder."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pytest_contract.exchange import Intent, Request
from pytest_contract.spec import Document, Operation, load
from pytest_contract.traffic.draft import NO_BODY, Draft, Drafts
from pytest_contract.traffic.generate import Generator

JSON = "application/json"
VALID = Intent(kind="valid", phase="example")
FINE = {"200": {"description": "fine"}}


def document(paths: dict[str, Any], *, version: str = "3.0.3", **components: Any) -> Document:
    raw = {
        "openapi": version,
        "info": {"title": "Shop", "version": "1"},
        "paths": {path: _with_responses(item) for path, item in paths.items()},
        "components": components,
    }
    with TemporaryDirectory() as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(raw), encoding="utf-8")
        return load(str(file))


def _with_responses(item: dict[str, Any]) -> dict[str, Any]:
    return {method: {"responses": FINE, **declared} for method, declared in item.items()}


def named(spec: Document, label: str) -> Operation:
    return next(operation for operation in spec.operations if operation.label == label)


def parameter(part: str, schema: Any, name: str = "p", **more: Any) -> dict[str, Any]:
    return {"name": name, "in": part, "required": True, "schema": schema} | more


def content(schema: Any, media_type: str = JSON, **more: Any) -> dict[str, Any]:
    return {"required": True, "content": {media_type: {"schema": schema} | more}}


def an_object(**properties: Any) -> dict[str, Any]:
    """An object schema that requires all of its properties."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def rendered(declared: dict[str, Any], draft: Draft, *, path: str = "/items", base_path: str = "") -> Request:
    """The request that a draft of the one operation becomes."""
    spec = document({path: {"post": declared}})
    return Generator(spec, seed=0).render(spec.operations[0], draft, base_path=base_path)


def drafted(spec: Document, label: str = "", *, seed: int = 0, count: int = 20, max_time_s: float = 20) -> Drafts:
    operation = named(spec, label) if label else spec.operations[0]
    return Generator(spec, seed=seed, max_examples=count, max_time_s=max_time_s).drafts(operation)


def sent_for(declared: dict[str, Any], *, path: str = "/items") -> Request:
    """The request that an operation allows, rendered from its drafts: but for the order of an object, there is one."""
    spec = document({path: {"post": declared}})
    maker, operation = Generator(spec, seed=0, max_examples=2), spec.operations[0]
    drafts = maker.drafts(operation)
    rendered = {maker.render(operation, draft, base_path="") for draft in drafts.valid}
    return min(rendered, key=lambda each: (each.url, each.headers, each.body))


def body_draft(body: Any = NO_BODY, media_type: str = JSON) -> Draft:
    return Draft(intent=VALID, body=body, media_type=media_type)
