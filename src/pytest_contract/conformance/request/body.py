"""What a request body comes to, by the media type that the request names."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

from pytest_contract.conformance.request.fit import EXACT, Fit, all_of, broken, lenient
from pytest_contract.conformance.request.json_text import read_json
from pytest_contract.conformance.request.judgement import Judgement
from pytest_contract.conformance.request.multipart import MalformedError, Part, parts
from pytest_contract.conformance.request.scalars import FilePart, Text
from pytest_contract.conformance.request.shape import Shape
from pytest_contract.conformance.request.wire import form_pairs, is_undecodable
from pytest_contract.exchange import Request
from pytest_contract.spec import MediaType, Operation
from pytest_contract.spec.media_type import best_match, essence, is_json

_BODILESS = frozenset({"GET", "HEAD", "DELETE", "OPTIONS", "TRACE"})
_URLENCODED = "application/x-www-form-urlencoded"
_MULTIPART = "multipart/form-data"
_NOT_UTF8 = re.compile(r"charset\s*=(?!\s*[\"']?utf-?8)", re.IGNORECASE)
_SAYS_NOTHING = frozenset({"type", "format", "description", "title", "example", "examples", "contentMediaType"})


class BodyJudge:
    """Judges the bodies of one operation."""

    def __init__(self, operation: Operation, judgement: Judgement) -> None:
        self._judgement = judgement
        self._is_required = operation.body is not None and operation.body.required
        self._is_bodiless = operation.method in _BODILESS
        self._is_declared = operation.body is not None
        self._entries = {entry.key: entry for entry in operation.body.content} if operation.body else {}

    def judge(self, request: Request) -> Fit:
        """How well the body keeps its declaration; for an operation without a body, whether there is none."""
        if not request.body:
            return self._without_body(request)
        if not self._is_declared:
            return lenient("body", "", "the operation declares no body")
        content_type = request.content_type
        if not content_type:
            return lenient("content-type", "", "a body without a Content-Type")
        key = best_match(content_type, self._entries)
        if key is None:
            return lenient("content-type", "", f"the content type {essence(content_type)} isn't declared")
        fit = self._decoded(self._entries[key], content_type, request.body)
        if _NOT_UTF8.search(content_type):
            fit = all_of([fit.softened(), lenient("charset", "", "the content type names another charset than UTF-8")])
        if not (request.body.strip() or self._is_required):
            fit = fit.softened()
        return fit.softened() if self._is_bodiless else fit

    def _without_body(self, request: Request) -> Fit:
        if not self._is_required:
            return EXACT
        fit = broken("required", "", "the body is required and missing")
        kinds = [request.content_type] if request.content_type else list(self._entries)
        may_be_empty = any(self._takes_nothing(kind) for kind in kinds)
        return fit.softened() if self._is_bodiless or may_be_empty else fit

    def _takes_nothing(self, content_type: str) -> bool:
        """Whether no bytes at all may be a body of that type: an empty text, a form without fields."""
        kind = essence(content_type)
        key = best_match(content_type, self._entries)
        if is_json(kind):
            return False
        if kind in (_URLENCODED, _MULTIPART) and key is not None:
            return not self._judgement.of_value(_schema(self._entries[key]), {}).is_broken
        return True

    def _decoded(self, entry: MediaType, content_type: str, body: bytes) -> Fit:
        kind = essence(content_type)
        if "itemSchema" in entry.raw:
            return lenient("itemSchema", "", "a stream of items isn't checked")
        if is_json(kind):
            return self._json(entry, body)
        if kind == _URLENCODED:
            return self._urlencoded(entry, body)
        if kind == _MULTIPART:
            return self._multipart(entry, content_type, body)
        return self._text(entry, body) if kind == "text/plain" else self._opaque(entry, kind)

    def _json(self, entry: MediaType, body: bytes) -> Fit:
        read = read_json(body)
        if read.error:
            return broken("decode", "", f"not JSON: {read.error}")
        if read.is_unreadable:
            return lenient("decode", "", read.doubt)
        fit = self._judgement.of_value(_schema(entry), read.value)
        if read.is_ambiguous:
            fit = fit.softened()
        if fit.is_broken and read.value is None and not self._is_required:
            fit = fit.softened()
        return all_of([fit, lenient("decode", "", read.doubt)]) if read.doubt else fit

    def _urlencoded(self, entry: MediaType, body: bytes) -> Fit:
        written = body.decode("latin-1")
        fields: dict[str, list[Any]] = {
            name: [Text(text) for text in texts] for name, texts in form_pairs(written).items()
        }
        fit = self._form(entry, fields)
        if is_undecodable(written) or not written.isascii():
            return all_of([fit, lenient("decode", "", "the form holds bytes that aren't percent-encoded UTF-8")])
        return fit

    def _multipart(self, entry: MediaType, content_type: str, body: bytes) -> Fit:
        fields: dict[str, list[Any]] = defaultdict(list)
        try:
            for part in parts(content_type, body):
                fields[part.name].append(_field(part))
        except MalformedError as error:
            return lenient("decode", "", str(error))
        return self._form(entry, fields)

    def _form(self, entry: MediaType, fields: dict[str, list[Any]]) -> Fit:
        """One object of the fields; `name[]` and `name[key]` are left to lenient readers."""
        schema = _schema(entry)
        shape = self._judgement.shape(schema)
        reading = {name: _member(values, shape.member(name)) for name, values in fields.items()}
        fit = self._judgement.of_texts(schema, [reading], [])
        is_odd = "encoding" in entry.raw or any(_is_nested(name, shape) for name in fields)
        has_structures = any(shape.member(name).takes("object") for name in fields)
        repeats = any(len(values) > 1 and not shape.member(n).takes("array") for n, values in fields.items())
        if not (is_odd or has_structures or repeats):
            return fit
        return all_of([fit.softened(), lenient("form", "", "servers read such a form in different ways")])

    def _text(self, entry: MediaType, body: bytes) -> Fit:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            return lenient("decode", "", "the text isn't UTF-8")
        return self._judgement.of_texts(_schema(entry), [Text(text)], [])

    def _opaque(self, entry: MediaType, kind: str) -> Fit:
        schema = entry.schema
        is_bytes = schema is None or (isinstance(schema, dict) and _SAYS_NOTHING.issuperset(schema))
        is_markup = kind.endswith(("xml", "yaml", "ndjson", "jsonl", "csv", "json-seq"))
        is_text = isinstance(schema, dict) and schema.get("type", "string") != "string"
        if is_bytes and not is_markup and not is_text:
            return EXACT
        return lenient("content", "", f"a body of type {kind} isn't checked")


def _schema(entry: MediaType) -> Any:
    return True if entry.schema is None else entry.schema


def _field(part: Part) -> Any:
    if part.filename is not None:
        return FilePart(part.content)
    try:
        text = part.content.decode("utf-8")
        return json.loads(text) if is_json(part.content_type or "") else Text(text)
    except (ValueError, RecursionError):
        return FilePart(part.content)


def _is_nested(name: str, shape: Shape) -> bool:
    """Whether a field's name spells a way into a structure: `user[name]`, `user.name`."""
    return "[" in name or (name not in shape.names and name.partition(".")[0] in shape.names)


def _member(values: list[Any], shape: Shape) -> Any:
    is_list = len(values) > 1 or (shape.takes("array") and not shape.takes("string"))
    if len(values) == 1 and isinstance(values[0], (list, dict)):
        return values[0]
    return list(values) if is_list and shape.takes("array") else values[-1]
