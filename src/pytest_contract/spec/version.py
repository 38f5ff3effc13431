"""Which OpenAPI version a document is of, and what to do about one that isn't supported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, cast

from pytest_contract.errors import SpecLoadError

Dialect = Literal["3.0", "3.1", "3.2"]

_SUPPORTED = re.compile(r"(3\.[012])(\.\d+(?:-.+)?)?\Z")


def dialect_of(document: Any, display: str) -> Dialect:
    """`3.0`, `3.1` or `3.2`; raises SpecLoadError for anything else, with the way out."""
    if not isinstance(document, Mapping):
        raise SpecLoadError(f"{display} holds {_kind(document)}, not an OpenAPI document; give an OpenAPI 3 file")
    if "openapi" not in document:
        raise SpecLoadError(f"{display} {_without_version(document)}")
    version = document["openapi"]
    if not isinstance(version, str):
        raise SpecLoadError(f"{display} {_not_text(version)}")
    supported = _SUPPORTED.match(version)
    if supported is None:
        shown = version[:40]
        raise SpecLoadError(f"{display} is OpenAPI {shown!r}, which isn't supported; 3.0, 3.1 and 3.2 are")
    return cast("Dialect", supported[1])


def with_patch(version: str) -> str:
    """The version with a patch number, which some libraries insist on: `3.1` → `3.1.0`."""
    return f"{version}.0" if version.count(".") == 1 else version


def _kind(document: Any) -> str:
    if isinstance(document, list):
        return "a list"
    return "nothing" if document is None else "a single value"


def _without_version(document: Mapping[str, Any]) -> str:
    if "swagger" in document:
        shown = str(document["swagger"])[:20]
        return f"is Swagger {shown}; convert it to OpenAPI 3, for example with swagger2openapi"
    if "asyncapi" in document:
        return "is AsyncAPI, which describes messages; give an OpenAPI 3 file"
    return 'has no "openapi" version; add one, for example openapi: "3.1.0"'


def _not_text(version: Any) -> str:
    if isinstance(version, (int, float)) and not isinstance(version, bool) and 3 <= version < 3.3:
        minor = f"{float(version):.1f}"
        return f'has the version {version} as a number; quote it: openapi: "{minor}.0"'
    return f'has an "openapi" version that is no text; write it as openapi: "3.1.0", not {str(version)[:40]}'
