"""Which bodies are read, how, and what isn't judged at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from declared import POINTER, answer, content, json_of, judge, judge_json

JOB = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}}
BINARY = {"type": "string", "format": "binary"}


@pytest.mark.parametrize(
    ("declared", "came"),
    [
        pytest.param("application/json", "application/json", id="json"),
        pytest.param("application/json", "Application/JSON", id="json in capitals"),
        pytest.param("application/json", "application/json;", id="an empty parameter"),
        pytest.param("application/json", "application/json; charset", id="a parameter without a value"),
        pytest.param("application/json", 'application/json; profile="a=b"', id="an equals sign in a parameter"),
        pytest.param("application/json; charset=utf-8", "application/json", id="a parameter only in the spec"),
        pytest.param("application/json ; charset=utf-8", "application/json;charset=UTF-8", id="other spacing"),
        pytest.param("application/problem+json", "application/problem+json", id="problem+json"),
        pytest.param("application/vnd.acme.v2+json", "application/vnd.acme.v2+json", id="vendor json"),
        pytest.param("text/json", "text/json", id="text/json"),
        pytest.param("*/*", "application/json", id="any type"),
        pytest.param("application/*", "application/hal+json", id="any application type"),
    ],
)
class TestEveryKindOfJson:
    def test_a_fitting_body_conforms(self, declared: str, came: str) -> None:
        assert judge({"200": content(declared, JOB)}, answer(b'{"id": 1}', came)).outcome == "conforms"

    def test_an_unfitting_body_differs(self, declared: str, came: str) -> None:
        verdict = judge({"200": content(declared, JOB)}, answer(b'{"id": "1"}', came))
        assert [mismatch.instance_pointer for mismatch in verdict.mismatches] == ["/id"]


@pytest.mark.parametrize(
    ("method", "status"),
    [
        pytest.param("HEAD", 200, id="HEAD"),
        pytest.param("GET", 100, id="100"),
        pytest.param("GET", 204, id="204"),
        pytest.param("GET", 205, id="205"),
        pytest.param("GET", 304, id="304"),
    ],
)
def test_where_no_body_is_sent_none_is_judged(method: str, status: int) -> None:
    verdict = judge({"default": json_of(JOB)}, answer(b"", None, status), request_method=method)
    assert verdict.outcome == "conforms"


@pytest.mark.parametrize("status", [401, 403, 404, 405, 406, 413, 414, 415, 431])
def test_an_empty_error_of_a_framework_conforms(status: int) -> None:
    assert judge({"4XX": json_of(JOB)}, answer(b"", None, status)).outcome == "conforms"


@pytest.mark.parametrize("body", [b"", b"<p>moved</p>"])
def test_a_redirect_that_only_the_default_covers_may_say_what_it_likes(body: bytes) -> None:
    assert judge({"default": json_of(JOB)}, answer(body, "text/html", 307)).outcome == "conforms"


def test_a_redirect_that_is_declared_is_judged() -> None:
    (mismatch,) = judge({"307": json_of(JOB)}, answer(b"<p>moved</p>", "text/html", 307)).mismatches
    assert mismatch.kind == "media-type"


@pytest.mark.parametrize("status", [200, 202, 400, 409, 422, 500])
def test_an_empty_body_is_missing_where_one_is_declared(status: int) -> None:
    (mismatch,) = judge({"default": json_of(JOB)}, answer(b"", None, status)).mismatches
    assert (mismatch.kind, mismatch.keyword) == ("body", "missing")
    assert mismatch.schema_pointer == f"{POINTER}/responses/default/content/application~1json"


@pytest.mark.parametrize(
    ("key", "schema"),
    [
        pytest.param("text/plain", {"type": "string"}, id="an empty text"),
        pytest.param("application/octet-stream", BINARY, id="an empty file"),
        pytest.param("application/json", None, id="json without a schema"),
        pytest.param("application/json", {}, id="json of any kind"),
    ],
)
def test_an_empty_body_conforms_where_nothing_more_is_promised(key: str, schema: object) -> None:
    assert judge({"200": content(key, schema)}, answer(b"", None)).outcome == "conforms"


def test_a_response_without_content_promises_nothing_of_its_body() -> None:
    assert judge({"200": {"description": "ok"}}, answer(b"<html>", "text/html")).outcome == "conforms"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param(b"<html>", "application/json", id="not json"),
        pytest.param(b"\xff\xfe\xfa", "application/json", id="not utf-8"),
        pytest.param(b'{"id": NaN}', "application/json", id="NaN"),
        pytest.param(b"-Infinity", "application/json", id="-Infinity"),
        pytest.param(b'{"id": 1} x', "application/json", id="more after the value"),
        pytest.param(b"[" * 100_000, "application/json", id="nested without end"),
        pytest.param(b'{"id": "\xe9"}', "application/json; charset=utf-8", id="latin-1 said to be utf-8"),
    ],
)
def test_what_is_not_json_is_said_to_be_undecodable(body: bytes, content_type: str) -> None:
    (mismatch,) = judge({"200": json_of({})}, answer(body, content_type)).mismatches
    assert (mismatch.kind, mismatch.keyword) == ("body", "decode")
    assert len(mismatch.reason) <= 200


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        pytest.param('"é"'.encode("latin-1"), "application/json; charset=iso-8859-1", id="latin-1"),
        pytest.param('"é"'.encode("utf-16"), "application/json", id="utf-16 without a charset"),
        pytest.param(b'\xef\xbb\xbf"e"', "application/json; charset=utf-8", id="a byte order mark"),
        pytest.param('"é"'.encode(), 'application/json; charset="UTF8"', id="a quoted charset"),
        pytest.param('"é"'.encode(), "application/json; charset=klingon", id="an unknown charset"),
    ],
)
def test_a_charset_is_honoured(body: bytes, content_type: str) -> None:
    verdict = judge({"200": json_of({"type": "string", "maxLength": 1})}, answer(body, content_type))
    assert verdict.outcome == "conforms"


@pytest.mark.parametrize(
    ("key", "schema", "body", "outcome"),
    [
        pytest.param("text/plain", {"type": "string"}, b"hello", "conforms", id="text"),
        pytest.param("text/plain", {"type": "string", "maxLength": 2}, b"hello", "differs", id="text too long"),
        pytest.param("text/html", {"type": "string"}, b"\xff", "conforms", id="html in latin-1"),
        pytest.param("text/plain", {"type": "integer"}, b"12", "conforms", id="a number as text"),
        pytest.param("text/plain", {"type": "object"}, b"a: b", "unverifiable", id="text for an object"),
        pytest.param("image/png", BINARY, b"\x89PNG", "conforms", id="an image"),
        pytest.param("image/png", None, b"\x89PNG", "conforms", id="an image without a schema"),
        pytest.param("application/pdf", {"type": "object"}, b"%PDF", "unverifiable", id="a pdf for an object"),
        pytest.param("application/xml", {"type": "object"}, b"<a/>", "unverifiable", id="xml"),
        pytest.param("application/xml", {"type": "string"}, b"<a/>", "conforms", id="xml as text"),
        pytest.param("application/x-www-form-urlencoded", JOB, b"id=1", "unverifiable", id="a form"),
        pytest.param("application/x-unknown", JOB, b"?", "unverifiable", id="an unknown type"),
        pytest.param("text/csv", {"type": "string"}, b"a,b", "conforms", id="csv"),
    ],
)
def test_other_media_types_are_judged_as_far_as_they_are_read(
    key: str, schema: object, body: bytes, outcome: str
) -> None:
    verdict = judge({"200": content(key, schema)}, answer(body, key))
    assert (verdict.outcome, bool(verdict.reason)) == (outcome, outcome == "unverifiable")


@pytest.mark.parametrize(
    ("body", "where"),
    [
        pytest.param(b'{"id": 1}\n{"id": 2}\n', [], id="fitting lines"),
        pytest.param(b'{"id": 1}\n{"id": "2"}\n{"id": "3"}', ["/1/id"], id="an unfitting line"),
    ],
)
def test_json_lines_are_judged_by_their_item_schema(body: bytes, where: list[str]) -> None:
    declared = content("application/x-ndjson", None, itemSchema=JOB)
    verdict = judge({"200": declared}, answer(body, "application/x-ndjson"), version="3.2.0")
    assert [mismatch.instance_pointer for mismatch in verdict.mismatches] == where


def test_a_stream_of_events_is_not_passed() -> None:
    declared = content("text/event-stream", None, itemSchema=JOB)
    assert judge({"200": declared}, answer(b"data: 1\n\n", "text/event-stream")).outcome == "unverifiable"


def test_an_undeclared_media_type_is_named_beside_the_declared_ones() -> None:
    (mismatch,) = judge({"200": json_of(JOB)}, answer(b"<p>", "text/html; charset=utf-8")).mismatches
    assert mismatch.kind == "media-type"
    assert mismatch.reason == "text/html; charset=utf-8 came, declared: application/json"


@pytest.mark.parametrize("content_type", [None, ""])
def test_a_body_without_content_type_is_of_no_declared_type(content_type: str | None) -> None:
    (mismatch,) = judge({"200": json_of(JOB)}, answer(b"{}", content_type)).mismatches
    assert (mismatch.kind, mismatch.keyword) == ("media-type", "missing")


def test_a_file_needs_no_content_type() -> None:
    declared = content("application/octet-stream", BINARY)
    assert judge({"200": declared}, answer(b"\x00", None)).outcome == "conforms"


def test_a_cut_body_is_neither_passed_nor_blamed() -> None:
    verdict = judge({"200": json_of(JOB)}, replace(answer(b'{"id'), truncated=True))
    assert (verdict.outcome, verdict.reason) == (
        "unverifiable",
        "can't be validated: the body is longer than the limit",
    )


@pytest.mark.parametrize("size", [10, 100_000])
def test_a_reason_never_holds_the_whole_body(size: int) -> None:
    (mismatch,) = judge_json({"type": "object"}, b'"' + b"x" * size + b'"').mismatches
    assert len(mismatch.reason) <= 200
    assert "is not of type 'object'" in mismatch.reason
