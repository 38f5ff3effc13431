"""What the text of one parameter comes to, by its part, style and schema."""

from __future__ import annotations

from typing import Any

import pytest
from sent import document, judged, judged_parameter, operation, parameter

INTEGER = {"type": "integer"}
SMALL = {"type": "integer", "minimum": 1, "maximum": 10}
NUMBER = {"type": "number"}
BOOLEAN = {"type": "boolean"}
STRING = {"type": "string"}
CODE = {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^[a-z]+$"}
COLOUR = {"type": "string", "enum": ["red", "green"]}
NUMBERS = {"type": "array", "items": INTEGER}
TWO = {"type": "array", "items": STRING, "minItems": 2}
POINT = {"type": "object", "properties": {"x": INTEGER, "y": INTEGER}, "required": ["x"]}


def text_of(format_name: str) -> dict[str, str]:
    return {"type": "string", "format": format_name}


@pytest.mark.parametrize(
    ("schema", "sent", "outcome"),
    [
        pytest.param(INTEGER, "7", "valid", id="integer"),
        pytest.param(INTEGER, "-7", "valid", id="negative integer"),
        pytest.param(INTEGER, "AAA", "invalid", id="word for an integer"),
        pytest.param(INTEGER, "null", "invalid", id="null for an integer"),
        pytest.param(INTEGER, "1.5", "invalid", id="fraction for an integer"),
        pytest.param(INTEGER, "1.0", "unclear", id="whole fraction"),
        pytest.param(INTEGER, "1e3", "unclear", id="exponent"),
        pytest.param(INTEGER, "01", "unclear", id="leading zero"),
        pytest.param(INTEGER, "%2B1", "unclear", id="leading plus"),
        pytest.param(INTEGER, "1_000", "unclear", id="underscore"),
        pytest.param(INTEGER, "%D9%A3", "unclear", id="Arabic digit"),
        pytest.param(INTEGER, "0x1F", "unclear", id="hexadecimal"),
        pytest.param(INTEGER, "%201", "elsewhere", id="leading space"),
        pytest.param(INTEGER, "true", "invalid", id="boolean word for an integer"),
        pytest.param(INTEGER, "a,b", "invalid", id="comma in what can't be a number"),
        pytest.param(SMALL, "11", "invalid", id="above the maximum"),
        pytest.param(SMALL, "0", "invalid", id="below the minimum, also as false"),
        pytest.param(SMALL, "011", "invalid", id="above the maximum, with a leading zero"),
        pytest.param(NUMBER, "1.5", "valid", id="number"),
        pytest.param(NUMBER, "1e3", "valid", id="number with exponent"),
        pytest.param(NUMBER, "nan", "unclear", id="not a number, which Python reads as one"),
        pytest.param(NUMBER, "abc", "invalid", id="word for a number"),
        pytest.param(BOOLEAN, "true", "valid", id="boolean"),
        pytest.param(BOOLEAN, "True", "unclear", id="boolean with a capital"),
        pytest.param(BOOLEAN, "1", "unclear", id="1 for a boolean"),
        pytest.param(BOOLEAN, "off", "unclear", id="off for a boolean"),
        pytest.param(BOOLEAN, "maybe", "invalid", id="word for a boolean"),
        pytest.param(STRING, "0.5", "valid", id="number as a string"),
        pytest.param(STRING, "null", "valid", id="null as a string"),
        pytest.param(STRING, "caf%C3%A9", "valid", id="UTF-8"),
        pytest.param(STRING, "%FF", "unclear", id="not UTF-8"),
        pytest.param(STRING, "50%", "unclear", id="stray percent"),
        pytest.param(STRING, "a,b", "unclear", id="comma, which some routers can't match"),
        pytest.param(CODE, "abc", "valid", id="string within its limits"),
        pytest.param(CODE, "a", "invalid", id="too short"),
        pytest.param(CODE, "abcde", "invalid", id="too long"),
        pytest.param(CODE, "ABC", "invalid", id="pattern"),
        pytest.param(COLOUR, "red", "valid", id="member of the enum"),
        pytest.param(COLOUR, "RED", "unclear", id="member of the enum in capitals"),
        pytest.param(COLOUR, "blue", "invalid", id="not in the enum"),
        pytest.param(text_of("uuid"), "0b6a7bd2-93a1-4ed5-8f3b-54a5a7b1c0de", "valid", id="uuid"),
        pytest.param(text_of("uuid"), "0B6A7BD2-93A1-4ED5-8F3B-54A5A7B1C0DE", "unclear", id="uuid in capitals"),
        pytest.param(text_of("uuid"), "0b6a7bd293a14ed58f3b54a5a7b1c0de", "unclear", id="uuid without hyphens"),
        pytest.param(text_of("uuid"), "%7B0b6a7bd2-93a1-4ed5-8f3b-54a5a7b1c0de%7D", "unclear", id="uuid in braces"),
        pytest.param(text_of("uuid"), "7", "invalid", id="number for a uuid"),
        pytest.param(text_of("date"), "2024-02-29", "valid", id="date"),
        pytest.param(text_of("date"), "2023-02-29", "unclear", id="day that isn't there"),
        pytest.param(text_of("date"), "yesterday", "invalid", id="no digit in a date"),
        pytest.param(text_of("date-time"), "2024-02-29T10:00:00Z", "valid", id="date-time"),
        pytest.param(text_of("date-time"), "1700000000", "unclear", id="timestamp"),
        pytest.param({**INTEGER, "nullable": True}, "null", "unclear", id="null for a nullable"),
        pytest.param({"anyOf": [INTEGER, COLOUR]}, "red", "valid", id="one of two types"),
        pytest.param({"anyOf": [INTEGER, COLOUR]}, "blue", "invalid", id="none of two types"),
        pytest.param(NUMBERS, "1,2", "unclear", id="array in a path: some routers don't match a comma"),
        pytest.param(NUMBERS, "7", "valid", id="array of one in a path"),
        pytest.param(NUMBERS, "a,b", "invalid", id="array of words for numbers"),
    ],
)
def test_a_path_value_is_read_by_its_schema(schema: dict[str, Any], sent: str, outcome: str) -> None:
    assert judged_parameter(parameter("path", schema), sent).outcome == outcome


@pytest.mark.parametrize(
    ("schema", "sent", "outcome"),
    [
        pytest.param(INTEGER, "", "valid", id="optional and absent"),
        pytest.param(INTEGER, "p=7", "valid", id="integer"),
        pytest.param(INTEGER, "p=", "unclear", id="empty integer"),
        pytest.param(CODE, "p=", "unclear", id="empty string with a minimum length"),
        pytest.param(INTEGER, "p", "unclear", id="name alone"),
        pytest.param(INTEGER, "p=+7", "unclear", id="space before a number"),
        pytest.param(INTEGER, "p=AAA", "invalid", id="word for an integer"),
        pytest.param(INTEGER, "p=1&p=2", "unclear", id="scalar twice"),
        pytest.param(INTEGER, "p=1&p=AAA", "unclear", id="scalar twice, one of them wrong"),
        pytest.param(INTEGER, "p=AAA&p=BBB", "invalid", id="scalar twice, both wrong"),
        pytest.param(INTEGER, "p=7&other=1", "unclear", id="undeclared neighbour"),
        pytest.param(INTEGER, "p=AAA&other=1", "invalid", id="undeclared neighbour of a wrong one"),
        pytest.param(STRING, "p=1", "valid", id="number for a string"),
        pytest.param({}, "p=anything", "valid", id="no schema"),
        pytest.param(NUMBERS, "p=1&p=2", "valid", id="exploded array"),
        pytest.param(NUMBERS, "p=1,2", "unclear", id="comma where repetition is declared"),
        pytest.param(NUMBERS, "p=AAA", "invalid", id="array of a word"),
        pytest.param(NUMBERS, "p[]=1&p[]=2", "unclear", id="names with brackets"),
        pytest.param(NUMBERS, "p[0]=1&p[1]=2", "unclear", id="names with an index"),
        pytest.param(NUMBERS, "p=[1,2]", "unclear", id="array as JSON"),
        pytest.param(TWO, "p=a", "invalid", id="too few items"),
        pytest.param(TWO, "p=a,b", "unclear", id="enough items if split"),
        pytest.param(POINT, "x=1&y=2", "valid", id="exploded object"),
        pytest.param(POINT, "x=AAA", "invalid", id="exploded object with a wrong member"),
        pytest.param({"anyOf": [NUMBERS, {"type": "string"}]}, "p=abc", "valid", id="array or text"),
    ],
)
def test_a_query_parameter_is_read_by_its_style(schema: dict[str, Any], sent: str, outcome: str) -> None:
    assert judged_parameter(parameter("query", schema), sent).outcome == outcome


@pytest.mark.parametrize(
    ("style", "explode", "schema", "sent", "outcome"),
    [
        pytest.param("form", False, NUMBERS, "p=1,2", "valid", id="form, not exploded"),
        pytest.param("form", False, NUMBERS, "p=1&p=2", "unclear", id="form, repeated though not exploded"),
        pytest.param("spaceDelimited", False, NUMBERS, "p=1%202", "valid", id="spaceDelimited"),
        pytest.param("pipeDelimited", False, NUMBERS, "p=1%7C2", "valid", id="pipeDelimited"),
        pytest.param("pipeDelimited", False, NUMBERS, "p=a%7Cb", "invalid", id="pipeDelimited words for numbers"),
        pytest.param("deepObject", True, POINT, "p[x]=1&p[y]=2", "valid", id="deepObject"),
        pytest.param("deepObject", True, POINT, "p[x]=AAA", "invalid", id="deepObject with a wrong member"),
        pytest.param("deepObject", True, POINT, "p[y]=2", "invalid", id="deepObject without a required member"),
        pytest.param("form", False, POINT, "p=x,1,y,2", "valid", id="object, not exploded"),
    ],
)
def test_a_query_style_is_decoded(style: str, explode: bool, schema: Any, sent: str, outcome: str) -> None:
    declared = parameter("query", schema, style=style, explode=explode)
    assert judged_parameter(declared, sent).outcome == outcome


@pytest.mark.parametrize(
    ("style", "explode", "schema", "sent", "outcome"),
    [
        pytest.param("label", False, INTEGER, ".7", "valid", id="label"),
        pytest.param("label", True, NUMBERS, ".7.8", "valid", id="label array"),
        pytest.param("label", False, INTEGER, ".AAA", "invalid", id="label with a word"),
        pytest.param("matrix", False, INTEGER, ";p=7", "unclear", id="matrix, which some servers cut off"),
        pytest.param("simple", True, POINT, "x=1", "valid", id="simple object, exploded"),
        pytest.param("simple", False, POINT, "x", "invalid", id="text that can't be an object"),
    ],
)
def test_a_path_style_is_decoded(style: str, explode: bool, schema: Any, sent: str, outcome: str) -> None:
    declared = parameter("path", schema, style=style, explode=explode)
    assert judged_parameter(declared, sent).outcome == outcome


@pytest.mark.parametrize(
    ("schema", "sent", "outcome"),
    [
        pytest.param(INTEGER, "7", "valid", id="integer"),
        pytest.param(INTEGER, " 7 ", "valid", id="whitespace around a header value is not part of it"),
        pytest.param(INTEGER, "AAA", "invalid", id="word for an integer"),
        pytest.param(INTEGER, "", "unclear", id="empty header"),
        pytest.param(NUMBERS, "1,2", "valid", id="array"),
        pytest.param(NUMBERS, "1, 2", "unclear", id="array with spaces"),
        pytest.param(NUMBERS, "a,b", "invalid", id="array of words"),
        pytest.param(STRING, "caf\xe9", "unclear", id="Latin-1"),
    ],
)
def test_a_header_is_read_by_its_schema(schema: dict[str, Any], sent: str, outcome: str) -> None:
    assert judged_parameter(parameter("header", schema, name="X-P"), sent).outcome == outcome


@pytest.mark.parametrize(
    ("sent", "outcome"),
    [
        pytest.param("p=7", "valid", id="integer"),
        pytest.param("q=1; p=7", "valid", id="beside another"),
        pytest.param('p="7"', "unclear", id="in quotes"),
        pytest.param("p=%37", "unclear", id="percent-encoded"),
        pytest.param("p=AAA", "invalid", id="word for an integer"),
        pytest.param("q=a b; p=7", "unclear", id="beside one that parsers stop at"),
        pytest.param("p=AAA; q=a b", "invalid", id="word beside one that parsers stop at"),
        pytest.param("p=", "unclear", id="empty"),
        pytest.param("", "valid", id="absent"),
    ],
)
def test_a_cookie_is_read_by_its_schema(sent: str, outcome: str) -> None:
    assert judged_parameter(parameter("cookie", INTEGER), sent).outcome == outcome


@pytest.mark.parametrize(
    ("declared", "outcome"),
    [
        pytest.param(parameter("query", INTEGER, required=True), "invalid", id="query"),
        pytest.param(parameter("header", INTEGER, required=True), "invalid", id="header"),
        pytest.param(parameter("cookie", INTEGER, required=True), "invalid", id="cookie"),
        pytest.param(parameter("query", {**INTEGER, "default": 1}, required=True), "unclear", id="with a default"),
        pytest.param(parameter("header", STRING, name="User-Agent", required=True), "unclear", id="User-Agent"),
        pytest.param(parameter("header", STRING, name="Accept", required=True), "valid", id="Accept is ignored"),
        pytest.param(parameter("query", NUMBERS, required=True), "unclear", id="array, which may be empty"),
        pytest.param(parameter("query", TWO, required=True), "invalid", id="array, which may not be empty"),
    ],
)
def test_a_required_parameter_is_missed(declared: dict[str, Any], outcome: str) -> None:
    verdict = judged(document({"/items": {"get": operation(declared)}}), "GET", "/items")
    assert verdict.outcome == outcome
    assert outcome != "invalid" or [v.keyword for v in verdict.violations] == ["required"]


def test_header_names_are_compared_without_case() -> None:
    spec = document({"/items": {"get": operation(parameter("header", INTEGER, name="X-Page", required=True))}})
    assert judged(spec, "GET", "/items", headers={"x-PAGE": "2"}).outcome == "valid"


@pytest.mark.parametrize(
    ("name", "sent", "outcome"),
    [
        pytest.param("X-Trace", "1", "valid", id="undeclared header"),
        pytest.param("If-Match", '"a"', "unclear", id="condition"),
        pytest.param("Accept", "application/json", "valid", id="JSON is accepted"),
        pytest.param("Accept", "image/png", "unclear", id="only a picture is accepted"),
        pytest.param("X-Trace", "a" * 9000, "unclear", id="very long"),
    ],
)
def test_headers_beside_the_declared_ones_may_change_the_answer(name: str, sent: str, outcome: str) -> None:
    assert judged(document({"/items": {"get": operation()}}), "GET", "/items", headers={name: sent}).outcome == outcome


@pytest.mark.parametrize(
    ("media_type", "sent", "outcome"),
    [
        pytest.param("application/json", "p=%7B%22x%22:1%7D", "valid", id="JSON"),
        pytest.param("application/json", "p=%7B%7D", "invalid", id="JSON without a required member"),
        pytest.param("application/json", "p=AAA", "invalid", id="not JSON"),
        pytest.param("application/xml", "p=%3Cx/%3E", "unclear", id="XML"),
    ],
)
def test_a_content_parameter_is_read_as_its_media_type(media_type: str, sent: str, outcome: str) -> None:
    declared = {"name": "p", "in": "query", "content": {media_type: {"schema": POINT}}}
    assert judged_parameter(declared, sent).outcome == outcome


def test_a_violation_names_part_parameter_and_keyword() -> None:
    (violation,) = judged_parameter(parameter("query", SMALL, name="limit"), "limit=11").violations
    assert (violation.part, violation.name, violation.keyword) == ("query", "limit", "maximum")
    assert "11" in violation.description
