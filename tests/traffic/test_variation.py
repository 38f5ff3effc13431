"""Which texts of a body are free to be others, and what becomes of them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from written import document

from pytest_contract.traffic.variation import free_texts, varied

SPEC = document({"/": {"get": {}}}, schemas={"Name": {"type": "string"}, "Code": {"type": "string", "pattern": "^A"}})
TEXT = {"type": "string"}


def variations(schema: Any, value: Any, count: int = 200) -> list[Any]:
    texts = free_texts(SPEC, {"properties": {"it": schema}}, {"it": value})
    return [varied({"it": value}, texts, number)["it"] for number in range(count)]


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        pytest.param(TEXT, "Ann", id="plain"),
        pytest.param({"type": "string", "maxLength": 4}, "Anna", id="short"),
        pytest.param({"type": "string", "minLength": 30, "maxLength": 40}, "A" * 30, id="long"),
        pytest.param({"$ref": "#/components/schemas/Name"}, "Ann", id="by-reference"),
        pytest.param({"anyOf": [TEXT, {"type": "null"}]}, "Ann", id="optional"),
        pytest.param({"allOf": [TEXT, {"minLength": 2}]}, "Ann", id="all-of"),
        pytest.param({"type": "string", "format": "email"}, "ann@shop.example", id="email"),
        pytest.param(TEXT, "040123", id="digits"),
        pytest.param({"type": "string", "format": "uuid"}, "00000000-0000-4000-8000-000000000000", id="uuid"),
    ],
)
def test_a_free_text_is_another_one_each_time_and_keeps_its_limits(schema: Any, value: str) -> None:
    texts = variations(schema, value)
    assert len(set(texts)) == 200
    assert all(schema.get("minLength", 0) <= len(text) <= schema.get("maxLength", 99) for text in texts)
    assert all(text.isdecimal() for text in texts) or not value.isdecimal()
    assert all("@shop.example" in text for text in texts) or "@" not in value


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        pytest.param({"type": "string", "enum": ["a", "b"]}, "a", id="enum"),
        pytest.param({"$ref": "#/components/schemas/Code"}, "A1", id="pattern"),
        pytest.param({"type": "string", "format": "ipv4"}, "10.0.0.1", id="format"),
        pytest.param({"oneOf": [TEXT, {"$ref": "#/components/schemas/Code"}]}, "A1", id="one-of-several"),
        pytest.param({"type": "string", "maxLength": 3}, "EUR", id="too-short-to-differ"),
        pytest.param({"type": "integer"}, 7, id="number"),
    ],
)
def test_what_is_not_free_stays(schema: Any, value: Any) -> None:
    assert set(variations(schema, value, 3)) == {value}


def test_what_all_accepted_bodies_share_stays() -> None:
    schema = {"properties": {"name": TEXT, "zone": TEXT}}
    taken = [{"name": name, "zone": "UTC"} for name in "abc"]
    assert [text.at for text in free_texts(SPEC, schema, taken[0], taken)] == [("name",)]


def test_texts_within_lists_and_objects_are_found() -> None:
    item = {"properties": {"name": TEXT}}
    schema = {"properties": {"items": {"type": "array", "items": item}, "of": item}}
    body = {"items": [{"name": "a"}, {"name": "b"}], "of": {"name": "c"}}
    changed = varied(body, free_texts(SPEC, schema, body), 1)
    assert changed == {"items": [{"name": "a-001"}, {"name": "b-001"}], "of": {"name": "c-001"}}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        pytest.param("2099-01-07T09:00:00Z", "2099-01-07T10:00:00Z", id="ahead"),
        pytest.param("1999-12-31", "2000-01-02", id="over"),
    ],
)
def test_days_of_one_body_move_together_and_stay_ahead_or_over(start: str, end: str) -> None:
    day = {"type": "string", "format": "date-time" if "T" in start else "date"}
    schema = {"type": "object", "properties": {"start": day, "end": day}}
    body = {"start": start, "end": end}
    moved = [varied(body, free_texts(SPEC, schema, body), number) for number in range(50)]
    assert len({each["start"] for each in moved}) == 50
    apart = date.fromisoformat(end[:10]) - date.fromisoformat(start[:10])
    assert {date.fromisoformat(m["end"][:10]) - date.fromisoformat(m["start"][:10]) for m in moved} == {apart}
    assert all((each["end"] >= "2026") == (end >= "2026") for each in moved)
