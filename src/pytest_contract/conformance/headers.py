"""Response headers held against their declaration."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.conformance.verdict import Mismatch
from pytest_contract.exchange import Response
from pytest_contract.spec import DeclaredResponse, ResponseHeader


def judged_headers(declared: DeclaredResponse) -> tuple[ResponseHeader, ...]:
    """OpenAPI 3.1.1, section 4.8.17: a header named `Content-Type` is ignored, the `content` map declares it."""
    return tuple(header for header in declared.headers if header.name.lower() != "content-type")


def header_value(response: Response, name: str) -> str | None:
    """All lines of a header as one value (RFC 9110, section 5.2)."""
    values = [value for key, value in response.headers if key.lower() == name.lower()]
    return ", ".join(values) if values else None


def header_mismatches(checker: SchemaChecker, header: ResponseHeader, value: str | None) -> list[Mismatch]:
    """What is wrong with one header; raises UnverifiableError where its schema can't be applied."""
    if value is None:
        return [_missing(header)] if header.required else []
    if header.schema is None:
        return []
    first: list[Mismatch] = []
    for reading in readings(value):
        found = checker.errors(header.schema, reading, direction="response", pointer=f"{header.pointer}/schema")
        if not found:
            return []
        first = found if not first or (_is_of_type(found) and not _is_of_type(first)) else first
    return [replace(mismatch, kind="header", header=header.name) for mismatch in first]


def _missing(header: ResponseHeader) -> Mismatch:
    return Mismatch(
        kind="header",
        header=header.name,
        keyword="missing",
        reason=f"the required header {header.name} is missing",
        schema_pointer=f"{header.pointer}/required",
    )


def _is_of_type(found: list[Mismatch]) -> bool:
    return not any(mismatch.keyword == "type" and not mismatch.instance_pointer for mismatch in found)


def readings(value: str) -> Iterator[Any]:
    """Every value that the text can stand for: as it is, a scalar, JSON, a list, pairs (style `simple`)."""
    yield value
    scalar = _scalar(value)
    if scalar != value:
        yield scalar
    parts = [part.strip() for part in value.split(",")] if value.strip() else []
    yield parts
    yield [_scalar(part) for part in parts]
    if parts and all("=" in part for part in parts):
        pairs = [part.split("=", 1) for part in parts]
        yield {name.strip(): _scalar(text.strip()) for name, text in pairs}
    elif parts and len(parts) % 2 == 0:
        yield {name: _scalar(text) for name, text in zip(parts[::2], parts[1::2], strict=True)}


def _scalar(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return int(text) if text.strip().isdecimal() and len(text) < 20 else text
