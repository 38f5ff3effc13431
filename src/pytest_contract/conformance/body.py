"""Response bodies held against their declaration."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pytest_contract.conformance.decode import Undecodable, family, json_lines, json_value, text_value
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.conformance.translate import cut
from pytest_contract.conformance.verdict import Mismatch
from pytest_contract.errors import UnverifiableError
from pytest_contract.exchange import Response
from pytest_contract.spec import DeclaredResponse, MediaType
from pytest_contract.spec.media_type import essence

EMPTY_BY_CUSTOM = frozenset({401, 403, 404, 405, 406, 413, 414, 415, 431})
"""Statuses that frameworks and servers answer by themselves, often without a body."""
_CHOOSY = {"pattern", "enum", "const"}
_UNLABELLED = "application/octet-stream"


def has_no_body(method: str, status: int) -> bool:
    """RFC 9110, sections 6.4.1 and 15.3.6: whatever is declared, no body is sent then."""
    return method == "HEAD" or status < 200 or status in {204, 205, 304}


def body_mismatches(checker: SchemaChecker, declared: DeclaredResponse, response: Response) -> list[Mismatch]:
    """What is wrong with a body and its media type; raises UnverifiableError where it can't be told.

    A response that is declared without `content` promises nothing about its body.
    """
    if not declared.content or _is_incidental_redirect(declared, response.status):
        return []
    if not response.body and not response.truncated:
        return _empty(checker, declared, response)
    # RFC 9110, section 8.3: without a Content-Type a recipient may assume application/octet-stream.
    content_type = response.content_type or _UNLABELLED
    media_type = declared.media_type(content_type)
    if media_type is None:
        return [_undeclared(declared, response)]
    if response.truncated:
        raise UnverifiableError("can't be validated: the body is longer than the limit")
    return _judge(checker, media_type, response.body, content_type)


def _is_incidental_redirect(declared: DeclaredResponse, status: int) -> bool:
    """A redirect that only a range or `default` covers: its body is a note by the framework (RFC 9110, 15.4)."""
    return 300 <= status < 400 and declared.status != str(status)


def _empty(checker: SchemaChecker, declared: DeclaredResponse, response: Response) -> list[Mismatch]:
    if response.status in EMPTY_BY_CUSTOM:
        return []
    if response.content_type and declared.media_type(response.content_type) is None:
        return [_undeclared(declared, response)]
    if any(_accepts_nothing(checker, entry) for entry in declared.content):
        return []
    entry = declared.media_type(response.content_type or "") or declared.content[0]
    return [_body(entry, "missing", f"the body is empty, and {entry.key} is declared")]


def _accepts_nothing(checker: SchemaChecker, entry: MediaType) -> bool:
    """An empty body is an empty text, table or file; only JSON has no text for nothing."""
    if promises_nothing(entry):
        return True
    return family(entry.key) != "json" and "*" not in entry.key


def promises_nothing(entry: MediaType) -> bool:
    """Whether every value fits: no schema, `true`, or `{}`."""
    return "itemSchema" not in entry.raw and (entry.schema is None or entry.schema is True or entry.schema == {})


def _judge(checker: SchemaChecker, entry: MediaType, body: bytes, content_type: str) -> list[Mismatch]:
    match family(content_type):
        case "json":
            return _judge_json(checker, entry, body, content_type)
        case "lines" if "itemSchema" in entry.raw:
            return _judge_lines(checker, entry, body, content_type)
        case "text":
            return _judge_text(checker, entry, body, content_type)
    if promises_nothing(entry) or _is_any_string(checker.follow(entry.schema)):
        return []
    raise UnverifiableError(f"can't be validated: a body of {cut(essence(content_type), 80)} isn't read")


def _judge_json(checker: SchemaChecker, entry: MediaType, body: bytes, content_type: str) -> list[Mismatch]:
    value = json_value(body, content_type)
    if isinstance(value, Undecodable):
        return [_body(entry, "decode", value.reason)]
    if entry.schema is None:
        return []
    return checker.errors(entry.schema, value, direction="response", pointer=f"{entry.pointer}/schema")


def _judge_lines(checker: SchemaChecker, entry: MediaType, body: bytes, content_type: str) -> list[Mismatch]:
    """OpenAPI 3.2.0, section 4.14.3: `itemSchema` applies to each item of a sequential media type."""
    values = json_lines(body, content_type)
    if isinstance(values, Undecodable):
        return [_body(entry, "decode", values.reason)]
    kept: dict[tuple[str, str], Mismatch] = {}
    for index, value in enumerate(values):
        pointer = f"{entry.pointer}/itemSchema"
        for found in checker.errors(entry.raw["itemSchema"], value, direction="response", pointer=pointer):
            placed = replace(found, instance_pointer=f"/{index}{found.instance_pointer}")
            kept.setdefault((found.schema_pointer, found.keyword), placed)
    return list(kept.values())


def _judge_text(checker: SchemaChecker, entry: MediaType, body: bytes, content_type: str) -> list[Mismatch]:
    value = text_value(body, content_type)
    if isinstance(value, Undecodable):
        return [_body(entry, "decode", value.reason)]
    if promises_nothing(entry):
        return []
    found = checker.errors(entry.schema, value, direction="response", pointer=f"{entry.pointer}/schema")
    if not any(mismatch.keyword == "type" and not mismatch.instance_pointer for mismatch in found):
        return found
    if checker.is_valid(entry.schema, json_value(body, content_type), "response"):
        return []
    raise UnverifiableError(f"can't be validated: the schema of {cut(entry.key, 80)} isn't one of text")


def _is_any_string(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("type") == "string" and _CHOOSY.isdisjoint(schema)


def _undeclared(declared: DeclaredResponse, response: Response) -> Mismatch:
    names = cut(", ".join(entry.key for entry in declared.content), 120)
    came = cut(response.content_type, 80) if response.content_type else "no Content-Type"
    return Mismatch(
        kind="media-type",
        keyword="content" if response.content_type else "missing",
        reason=f"{came} came, declared: {names}",
        schema_pointer=f"{declared.pointer}/content",
    )


def _body(entry: MediaType, keyword: str, reason: str) -> Mismatch:
    return Mismatch(kind="body", keyword=keyword, reason=cut(reason), schema_pointer=entry.pointer)
