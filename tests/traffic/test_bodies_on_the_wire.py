"""Each kind of body as it goes over the wire, from drafts written by hand."""

from __future__ import annotations

import json
from email import message_from_bytes
from typing import Any

import pytest
from written import an_object, body_draft, content, rendered

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Request

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
BINARY = {"type": "string", "format": "binary"}
TEXT = {"type": "string"}


def sent(body: Any, media_type: str, schema: Any) -> Request:
    return rendered({"requestBody": content(schema, media_type)}, body_draft(body, media_type))


@pytest.mark.parametrize("media_type", ["application/json", "application/vnd.api+json", "application/problem+json"])
@pytest.mark.parametrize("body", [None, 0, "", [], {"ü": "漢", "n": None, "f": 1.5, "deep": [{"a": True}]}], ids=repr)
def test_json_reads_back_as_it_was(body: Any, media_type: str) -> None:
    request = sent(body, media_type, {})
    assert json.loads(request.body) == body
    assert request.content_type == media_type


def test_a_form_is_percent_encoded() -> None:
    request = sent({"a": 1, "b": "x y&ü=+"}, FORM, an_object(a={"type": "integer"}, b=TEXT))
    assert request.body == b"a=1&b=x+y%26%C3%BC%3D%2B"
    assert request.content_type == FORM


def test_a_form_repeats_the_name_of_a_list() -> None:
    assert sent({"l": [1, 2]}, FORM, an_object(l={"type": "array", "items": {"type": "integer"}})).body == b"l=1&l=2"


@pytest.mark.parametrize(
    ("body", "schema", "raw"),
    [
        pytest.param("ü\n", TEXT, b"\xc3\xbc\n", id="text"),
        pytest.param("", TEXT, b"", id="empty"),
        pytest.param(12, {"type": "integer"}, b"12", id="integer"),
    ],
)
def test_plain_text_is_utf_8(body: Any, schema: Any, raw: bytes) -> None:
    assert sent(body, "text/plain", schema).body == raw


@pytest.mark.parametrize("media_type", ["application/octet-stream", "image/png"])
def test_bytes_go_out_as_they_are(media_type: str) -> None:
    request = sent(b"\x00\xff\r\n", media_type, BINARY)
    assert (request.body, request.content_type) == (b"\x00\xff\r\n", media_type)


def parts(request: Request) -> dict[str, tuple[bytes, str | None]]:
    """Name → content and file name, as another library reads them."""
    message = message_from_bytes(b"Content-Type: " + request.content_type.encode() + b"\r\n\r\n" + request.body)
    return {
        part.get_param("name", header="content-disposition"): (part.get_payload(decode=True), part.get_filename())
        for part in message.get_payload()
    }


def test_multipart_holds_files_text_and_json() -> None:
    schema = an_object(file=BINARY, text=TEXT, number={"type": "integer"}, pair=an_object(a={"type": "integer"}))
    body = {"file": b"\x00\xff", "text": "ü", "number": 3, "pair": {"a": 1}}
    assert parts(sent(body, MULTIPART, schema)) == {
        "file": (b"\x00\xff", "file"),
        "text": ("ü".encode(), None),
        "number": (b"3", None),
        "pair": (b'{"a": 1}', None),
    }


def test_multipart_repeats_the_part_of_a_list() -> None:
    schema = an_object(files={"type": "array", "items": BINARY})
    request = sent({"files": [b"one", b"two"]}, MULTIPART, schema)
    assert request.body.count(b'data; name="files"') == 2


def test_multipart_has_one_boundary_for_ever() -> None:
    first, second = (sent({"f": b"x"}, MULTIPART, an_object(f=BINARY)) for _ in range(2))
    assert first == second
    assert first.content_type == "multipart/form-data; boundary=contract-part-boundary-0000000000"


@pytest.mark.parametrize("media_type", ["application/pdf", "application/x-tar", "audio/ogg", "image/svg+xml"])
def test_bytes_go_out_as_they_are_whatever_they_are(media_type: str) -> None:
    request = sent(b"%PDF", media_type, BINARY)
    assert (request.content_type, request.body) == (media_type, b"%PDF")


def test_text_goes_out_as_it_is() -> None:
    request = sent("let ä = 1", "text/javascript", {"type": "string"})
    assert (request.content_type, request.body) == ("text/javascript", "let ä = 1".encode())


def test_a_content_type_without_a_serialiser_costs_the_operation() -> None:
    with pytest.raises(UnusableOperationError, match="application/x-table") as raised:
        sent({"f": 1}, "application/x-table", an_object(f={"type": "integer"}))
    assert "\n" not in raised.value.reason
    assert raised.value.pointer == "/paths/~1items/post"
