"""What a request body comes to, by its media type and schema."""

from __future__ import annotations

from typing import Any

import pytest
from sent import JSON, content, document, judged, judged_json, operation

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=line"
INTEGER = {"type": "integer"}
NAME = {"type": "string", "minLength": 2}
USER = {"type": "object", "required": ["name"], "properties": {"name": NAME, "age": INTEGER}}
CLOSED = {"type": "object", "properties": {"a": INTEGER}, "additionalProperties": False}
CAT = {"type": "object", "required": ["kind", "lives"], "properties": {"kind": {"enum": ["Cat"]}, "lives": INTEGER}}
DOG = {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": ["Dog"]}, "tail": {"type": "boolean"}}}
PET = {
    "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
    "discriminator": {"propertyName": "kind"},
}
TREE = {"type": "object", "properties": {"left": {"$ref": "#/components/schemas/Tree"}, "value": INTEGER}}


def text_of(**more: Any) -> dict[str, Any]:
    return {"type": "string", **more}


def list_of(items: Any, **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


SCALARS = [
    pytest.param(INTEGER, 5, "valid", id="integer"),
    pytest.param(INTEGER, "5", "unclear", id="numeric string for an integer"),
    pytest.param(INTEGER, True, "unclear", id="boolean for an integer"),
    pytest.param(INTEGER, 5.0, "unclear", id="whole fraction for an integer"),
    pytest.param(INTEGER, 5.5, "invalid", id="fraction for an integer"),
    pytest.param(INTEGER, "x", "invalid", id="word for an integer"),
    pytest.param(INTEGER, "", "invalid", id="empty string for an integer"),
    pytest.param(INTEGER, None, "invalid", id="null for an integer"),
    pytest.param(INTEGER, [5], "invalid", id="array for an integer"),
    pytest.param(INTEGER, {}, "invalid", id="object for an integer"),
    pytest.param({**INTEGER, "nullable": True}, None, "valid", id="null for a nullable"),
    pytest.param({"type": "boolean"}, 1, "unclear", id="1 for a boolean"),
    pytest.param({"type": "boolean"}, "yes", "unclear", id="yes for a boolean"),
    pytest.param({"type": "boolean"}, 2, "invalid", id="2 for a boolean"),
    pytest.param({"type": "boolean"}, "maybe", "invalid", id="word for a boolean"),
    pytest.param(text_of(), 5, "unclear", id="number for a string"),
    pytest.param(text_of(), {}, "invalid", id="object for a string"),
    pytest.param(text_of(minLength=2), 5, "invalid", id="number for a string, too short as well"),
    pytest.param(text_of(maxLength=2), "abc", "invalid", id="too long"),
    pytest.param(text_of(maxLength=2), "ab ", "unclear", id="too long by a space"),
    pytest.param(text_of(minLength=2), "a ", "unclear", id="too short without its space"),
    pytest.param(text_of(maxLength=1), "\U0001f600", "unclear", id="one code point, two UTF-16 units"),
    pytest.param(text_of(maxLength=2), "\xe9\xe8", "valid", id="length in code points"),
    pytest.param(text_of(pattern="b"), "abc", "valid", id="pattern found anywhere"),
    pytest.param(text_of(pattern="^b"), "abc", "invalid", id="pattern not found"),
    pytest.param(text_of(pattern="^[a-z]+$"), "abc\n", "unclear", id="newline before the end"),
    pytest.param(text_of(pattern="^\\d$"), "\u0663", "unclear", id="digit beyond ASCII"),
    pytest.param(text_of(pattern="^[a-z]$"), "\xe9", "invalid", id="letter beyond ASCII, no engine takes it"),
    pytest.param(text_of(enum=["a"]), "A", "unclear", id="enum in another case"),
    pytest.param(text_of(enum=["a"]), "b", "invalid", id="not in the enum"),
    pytest.param({"type": "number", "maximum": 1.1}, 1.2, "invalid", id="above the maximum"),
    pytest.param({"type": "number", "maximum": 0.3}, 0.30000000000000004, "unclear", id="above by rounding"),
    pytest.param({"type": "number", "minimum": 1, "exclusiveMinimum": True}, 1, "invalid", id="exclusive, as in 3.0"),
    pytest.param({"type": "number", "multipleOf": 0.1}, 0.3, "valid", id="multiple of a decimal"),
    pytest.param({"type": "number", "multipleOf": 0.1}, 0.35, "invalid", id="no multiple of a decimal"),
    pytest.param({**INTEGER, "multipleOf": 5}, 7, "invalid", id="no multiple"),
    pytest.param(INTEGER, 2**63, "unclear", id="more than most servers hold"),
    pytest.param(text_of(), "a\0b", "unclear", id="NUL, which many servers refuse"),
    pytest.param({**INTEGER, "format": "int32"}, 2**31, "unclear", id="beyond int32"),
    pytest.param({**INTEGER, "format": "int64"}, 2**63, "invalid", id="beyond int64"),
]

FORMATS = [
    pytest.param("date", "2024-01-01T00:00:00", "unclear", id="date with a time"),
    pytest.param("date", "soon", "invalid", id="no date"),
    pytest.param("date-time", 1700000000, "unclear", id="timestamp"),
    pytest.param("date-time", "2024-01-01T00:00:00", "unclear", id="no time zone"),
    pytest.param("date-time", "soon", "invalid", id="no date-time"),
    pytest.param("time", "noon", "invalid", id="no time"),
    pytest.param("email", "ann@shop.com", "valid", id="email"),
    pytest.param("email", '"a b"@x', "unclear", id="odd email"),
    pytest.param("email", "ann@shop.test", "unclear", id="email of a reserved domain"),
    pytest.param("email", "ann", "invalid", id="no email"),
    pytest.param("uri", "https://shop.com/a", "valid", id="uri"),
    pytest.param("uri", "/a", "unclear", id="relative uri"),
    pytest.param("uri", "a", "invalid", id="no uri"),
    pytest.param("ipv4", "10.0.0.1", "valid", id="ipv4"),
    pytest.param("ipv4", "10.0.0.999", "unclear", id="ipv4 out of range"),
    pytest.param("ipv4", "ten", "invalid", id="no ipv4"),
    pytest.param("ipv6", "::1", "valid", id="ipv6"),
    pytest.param("ipv6", "a:b", "unclear", id="odd ipv6"),
    pytest.param("ipv6", "ten", "invalid", id="no ipv6"),
    pytest.param("uuid", "not-a-uuid", "invalid", id="no uuid"),
    pytest.param("byte", "***", "unclear", id="no base64"),
    pytest.param("password", "x", "valid", id="password"),
    pytest.param("isbn", "x", "unclear", id="unknown format"),
]

STRUCTURES = [
    pytest.param(USER, {"name": "Ann"}, "valid", id="object"),
    pytest.param(USER, {"name": "Ann", "extra": 1}, "unclear", id="further property, of which the schema says nothing"),
    pytest.param(
        {**USER, "additionalProperties": True}, {"name": "Ann", "x": 1}, "valid", id="allowed further property"
    ),
    pytest.param(USER, {}, "invalid", id="required property missing"),
    pytest.param(USER, {"name": None}, "invalid", id="null for a required property"),
    pytest.param(USER, {"name": "Ann", "age": None}, "unclear", id="null for an optional property"),
    pytest.param(USER, {"name": "Ann", "age": "x"}, "invalid", id="word for an integer"),
    pytest.param(USER, [], "invalid", id="array for an object"),
    pytest.param(CLOSED, {"a": 1, "b": 2}, "invalid", id="further property of a closed object"),
    pytest.param(
        {"allOf": [CLOSED, {"properties": {"b": INTEGER}}]}, {"b": 2}, "unclear", id="closed in a composition"
    ),
    pytest.param({"allOf": [CLOSED, USER]}, {"name": "Ann", "z": 1}, "invalid", id="named nowhere in a composition"),
    pytest.param(
        {"required": ["id"], "properties": {"id": {"type": "integer", "readOnly": True}}}, {}, "valid", id="readOnly"
    ),
    pytest.param(
        {"properties": {"id": {"type": "integer", "readOnly": True}}}, {"id": 1}, "unclear", id="readOnly, sent"
    ),
    pytest.param(
        {"required": ["n"], "properties": {"n": {"type": "integer", "default": 1}}}, {}, "unclear", id="default"
    ),
    pytest.param({"type": "object", "minProperties": 1}, {}, "invalid", id="too few properties"),
    pytest.param({"additionalProperties": INTEGER}, {"a": "x"}, "invalid", id="additional property of a wrong type"),
    pytest.param(list_of(INTEGER), [1, 2], "valid", id="array"),
    pytest.param(list_of(INTEGER), [1, "x"], "invalid", id="wrong item"),
    pytest.param(list_of(INTEGER), [1, None], "invalid", id="null item"),
    pytest.param(list_of(INTEGER), "1", "invalid", id="scalar for an array"),
    pytest.param(list_of(INTEGER, minItems=1), [], "invalid", id="too few items"),
    pytest.param(list_of(INTEGER, maxItems=1), [1, 2], "invalid", id="too many items"),
    pytest.param(list_of({}, uniqueItems=True), [1, 1], "unclear", id="the same item twice, which a set takes"),
    pytest.param(list_of({}, uniqueItems=True), [1, True], "unclear", id="items that some call the same"),
    pytest.param({"anyOf": [INTEGER, CLOSED]}, {"b": 1}, "invalid", id="none of anyOf"),
    pytest.param({"oneOf": [INTEGER, {"type": "number"}]}, 1, "unclear", id="two of oneOf"),
    pytest.param({"not": INTEGER}, 1, "unclear", id="not"),
    pytest.param(PET, {"kind": "Cat", "lives": 9}, "valid", id="discriminated"),
    pytest.param(PET, {"kind": "Cat"}, "invalid", id="discriminated, none fits"),
    pytest.param(PET, {"kind": "Cow"}, "invalid", id="unknown to the discriminator"),
    pytest.param(TREE, {"left": {"left": {"value": 1}}}, "valid", id="schema that refers to itself"),
    pytest.param(TREE, {"left": {"left": {"value": "x"}}}, "invalid", id="wrong deep inside"),
]


@pytest.mark.parametrize(("schema", "sent", "outcome"), SCALARS)
def test_a_json_scalar_is_read_leniently(schema: dict[str, Any], sent: Any, outcome: str) -> None:
    assert judged_json(schema, sent).outcome == outcome


@pytest.mark.parametrize(("name", "sent", "outcome"), FORMATS)
def test_a_format_is_read_leniently(name: str, sent: Any, outcome: str) -> None:
    assert judged_json(text_of(format=name), sent).outcome == outcome


@pytest.mark.parametrize(("schema", "sent", "outcome"), STRUCTURES)
def test_arrays_and_objects_are_what_they_are(schema: dict[str, Any], sent: Any, outcome: str) -> None:
    assert judged_json(schema, sent, Cat=CAT, Dog=DOG, Tree=TREE).outcome == outcome


@pytest.mark.parametrize(
    ("schema", "sent", "outcome"),
    [
        pytest.param({"type": ["integer", "null"]}, None, "valid", id="null among the types"),
        pytest.param({"type": ["integer", "null"]}, "x", "invalid", id="none of the types"),
        pytest.param({"const": "a"}, "b", "invalid", id="const"),
        pytest.param({"type": "integer", "exclusiveMinimum": 1}, 1, "invalid", id="exclusive, as in 3.1"),
        pytest.param({"prefixItems": [INTEGER], "items": NAME}, [1, "x"], "invalid", id="item behind the prefix"),
        pytest.param({"dependentRequired": {"a": ["b"]}}, {"a": 1}, "unclear", id="dependentRequired"),
        pytest.param({"if": {"required": ["a"]}, "then": {"required": ["b"]}}, {"a": 1}, "unclear", id="if and then"),
    ],
)
def test_a_schema_of_3_1_is_read_as_such(schema: dict[str, Any], sent: Any, outcome: str) -> None:
    assert judged_json(schema, sent, version="3.1.0").outcome == outcome


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        pytest.param(b'{"name": "Ann"}', "valid", id="JSON"),
        pytest.param(b"{name: Ann}", "invalid", id="not JSON"),
        pytest.param(b"name: Ann", "invalid", id="YAML"),
        pytest.param(b'{"name": "Ann", "age": NaN}', "invalid", id="NaN where an integer is declared"),
        pytest.param(b'{"name": "Ann", "x": NaN}', "unclear", id="NaN"),
        pytest.param(b'{"name": "Ann", "name": ""}', "unclear", id="key twice"),
        pytest.param(b'{"name": "An\\ud800"}', "unclear", id="half of a surrogate pair"),
        pytest.param(b'{"name": "\xe9\xe8"}', "unclear", id="Latin-1"),
        pytest.param(b"\xff\xfe\xfa", "invalid", id="neither UTF-8 nor JSON"),
        pytest.param('{"name": "Ann"}'.encode("utf-16"), "unclear", id="UTF-16"),
        pytest.param(b"[" * 100_000, "unclear", id="too deep to be read"),
    ],
)
def test_bytes_are_read_as_json(sent: bytes, outcome: str) -> None:
    assert judged_json(USER, sent).outcome == outcome


def form(schema: Any, sent: bytes, media_type: str = FORM) -> str:
    key = media_type.partition(";")[0]
    spec = document({"/items": {"post": operation(body=content(schema, key))}})
    return judged(spec, "POST", "/items", headers={"Content-Type": media_type}, body=sent).outcome


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        pytest.param(b"name=Ann&age=7", "valid", id="fields by their types"),
        pytest.param(b"name=Ann&age=x", "invalid", id="word for an integer"),
        pytest.param(b"age=7", "invalid", id="required field missing"),
        pytest.param(b"name=", "unclear", id="empty field"),
        pytest.param(b"name=Ann&age=07", "unclear", id="leading zero"),
        pytest.param(b"name=Ann&name=Bob", "unclear", id="field twice"),
        pytest.param(b"name=Ann&age=%FF", "invalid", id="bytes that can't be a number"),
    ],
)
def test_a_form_is_read_field_by_field(sent: bytes, outcome: str) -> None:
    assert form(USER, sent) == outcome


UPLOAD = {
    "type": "object",
    "required": ["file"],
    "properties": {"file": text_of(format="binary"), "age": INTEGER, "tags": list_of(NAME)},
}


def part(name: str, value: str, more: str = "") -> str:
    return f'--line\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n{value}\r\n'


@pytest.mark.parametrize(
    ("parts", "outcome"),
    [
        pytest.param([part("file", "\x00", '; filename="a"'), part("age", "7")], "valid", id="file and field"),
        pytest.param([part("file", "abc", '; filename="a"'), part("age", "x")], "invalid", id="field of a wrong type"),
        pytest.param([part("age", "7")], "invalid", id="required file missing"),
        pytest.param([part("file", "abc"), part("tags", "ab"), part("tags", "cd")], "valid", id="repeated field"),
        pytest.param([part("file", "abc"), part("tags", "ab")], "valid", id="array of one"),
    ],
)
def test_a_multipart_form_is_read_part_by_part(parts: list[str], outcome: str) -> None:
    assert form(UPLOAD, ("".join(parts) + "--line--\r\n").encode(), MULTIPART) == outcome


@pytest.mark.parametrize(
    ("media_type", "schema", "sent", "outcome"),
    [
        pytest.param("multipart/form-data", UPLOAD, b"--line", "unclear", id="multipart without a boundary"),
        pytest.param("text/plain", NAME, b"Ann", "valid", id="text"),
        pytest.param("text/plain", NAME, b"A", "invalid", id="text too short"),
        pytest.param("text/plain", INTEGER, b"x", "invalid", id="word for an integer"),
        pytest.param("application/octet-stream", text_of(format="binary"), b"\x00", "valid", id="bytes"),
        pytest.param("application/xml", USER, b"<name/>", "unclear", id="XML"),
        pytest.param("application/json; charset=utf-8", USER, b'{"name": "Ann"}', "valid", id="charset"),
        pytest.param("application/json; charset=latin-1", USER, b'{"name": "Ann"}', "unclear", id="another charset"),
        pytest.param("application/merge-patch+json", USER, b"{}", "invalid", id="+json"),
    ],
)
def test_other_media_types(media_type: str, schema: Any, sent: bytes, outcome: str) -> None:
    assert form(schema, sent, media_type) == outcome


@pytest.mark.parametrize(
    ("method", "body", "headers", "sent", "outcome"),
    [
        pytest.param("post", content(USER), {}, b"", "invalid", id="required and missing"),
        pytest.param("post", content(USER), {"Content-Type": JSON}, b"", "invalid", id="missing, though announced"),
        pytest.param("post", content(USER, required=False), {}, b"", "valid", id="optional and missing"),
        pytest.param("delete", content(USER), {}, b"", "unclear", id="required by a method that has no body"),
        pytest.param("delete", content(USER), {"Content-Type": JSON}, b"{}", "unclear", id="wrong, for such a method"),
        pytest.param("post", content({"type": "object"}, FORM), {}, b"", "unclear", id="form without fields"),
        pytest.param("post", content({}, "text/plain"), {}, b"", "unclear", id="empty text"),
        pytest.param("post", None, {"Content-Type": JSON}, b"{}", "unclear", id="none is declared"),
        pytest.param("post", content(USER), {"Content-Type": "text/csv"}, b"{}", "unclear", id="undeclared type"),
        pytest.param("post", content(USER), {}, b"{}", "unclear", id="no Content-Type"),
    ],
)
def test_whether_there_is_a_body_at_all(
    method: str, body: dict[str, Any] | None, headers: dict[str, str], sent: bytes, outcome: str
) -> None:
    spec = document({"/items": {method: operation(body=body)}})
    assert judged(spec, method.upper(), "/items", headers=headers, body=sent).outcome == outcome


def test_each_violation_has_a_pointer_into_the_body() -> None:
    violations = judged_json(list_of(USER), [{"name": "Ann", "age": "x"}, {}]).violations
    assert [(v.part, v.name, v.keyword) for v in violations] == [
        ("body", "/0/age", "type"),
        ("body", "/1/name", "required"),
    ]


def test_an_unclear_verdict_has_a_reason() -> None:
    verdict = judged_json(INTEGER, "5")
    assert (verdict.outcome, verdict.violations[0].keyword) == ("unclear", "type")
    assert "'5'" in verdict.reason
