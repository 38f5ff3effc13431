"""Bodies as their media type says they are to be read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from pytest_contract.spec.media_type import essence, is_json

Family = Literal["json", "lines", "text", "structured", "opaque"]
_LINES = {"application/x-ndjson", "application/ndjson", "application/jsonl", "application/json-lines"}
_SEQUENCE = "application/json-seq"
_STRUCTURED = {"application/xml", "text/xml", "application/x-www-form-urlencoded", "text/event-stream"}
_STRUCTURED |= {"application/yaml", "application/x-yaml", "text/yaml", "application/toml", "text/csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecodable:
    """A body that isn't what its media type says."""

    reason: str


def family(content_type: str) -> Family:
    """How a body of that media type is read.

    `structured` holds more than text in a form that no schema is applied to here: XML, forms, YAML, CSV, streams
    of events; `opaque` are bytes.
    """
    kind = essence(content_type)
    if is_json(kind):
        return "json"
    if kind in _LINES or kind == _SEQUENCE:
        return "lines"
    if kind in _STRUCTURED or kind.endswith(("+xml", "+yaml")) or kind.startswith("multipart/"):
        return "structured"
    return "text" if kind.startswith("text/") else "opaque"


def json_value(body: bytes, content_type: str) -> Any:
    """The JSON value of a body (RFC 8259), or `Undecodable`."""
    try:
        return _parse(_characters(body, content_type))
    except (ValueError, RecursionError) as error:
        return Undecodable(reason=f"the body isn't JSON: {error}: {body[:40]!r}")


def json_lines(body: bytes, content_type: str) -> Any:
    """The values of a body that holds one JSON text a line, or after each record separator (RFC 7464)."""
    try:
        text = _characters(body, content_type)
        lines = text.split("\x1e") if essence(content_type) == _SEQUENCE else text.split("\n")
        return [_parse(line) for line in lines if line.strip()]
    except (ValueError, RecursionError) as error:
        return Undecodable(reason=f"a line of the body isn't JSON: {error}")


def text_value(body: bytes, content_type: str) -> str | Undecodable:
    """The characters of a body, by its `charset`; without one UTF-8, or else Latin-1, which reads everything."""
    charset = _charset(content_type)
    try:
        return body.decode(charset or "utf-8")
    except UnicodeDecodeError as error:
        if charset is None:
            return body.decode("latin-1")
        return Undecodable(reason=f"the body isn't {charset}: {error.reason} at byte {error.start}")


def _characters(body: bytes, content_type: str) -> str:
    """RFC 8259, section 8.1: UTF-8; a `charset` that is given all the same is believed."""
    charset = _charset(content_type) or json.detect_encoding(body)
    return body.decode("utf-8-sig" if charset == "utf-8" else charset)


def _charset(content_type: str) -> str | None:
    for parameter in content_type.split(";")[1:]:
        name, _, value = parameter.partition("=")
        charset = value.strip().strip('"').lower()
        if name.strip().lower() == "charset" and _is_known(charset):
            return "utf-8" if charset in {"utf8", "utf-8"} else charset
    return None


def _is_known(charset: str) -> bool:
    try:
        return bool("x".encode(charset))
    except (LookupError, ValueError):
        return False


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} isn't a JSON value")


_parse = json.JSONDecoder(parse_constant=_refuse).decode
