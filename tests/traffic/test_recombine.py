"""Drafts put together from members that were drawn for others."""

from __future__ import annotations

from typing import Any

import pytest
from written import body_draft, document

from pytest_contract.exchange import Intent, Violation
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.recombine import independent_members, recombined, with_other_surroundings

INVALID = Intent(kind="invalid", phase="generated", violations=(Violation(part="body", name="age"),))


def an_object(**more: Any) -> dict[str, Any]:
    return {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}, **more}


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        pytest.param(an_object(), True, id="plain"),
        pytest.param(an_object(minProperties=1, required=["name"]), True, id="which members there are is kept"),
        pytest.param({"allOf": [an_object(), an_object()]}, True, id="parts of plain objects"),
        pytest.param(an_object(oneOf=[{"required": ["age"]}]), False, id="oneOf"),
        pytest.param({"allOf": [{"anyOf": [an_object()]}]}, False, id="anyOf in a part"),
        pytest.param({"type": "object", "properties": {"name": {}}}, False, id="one member only"),
        pytest.param({"type": "array", "items": an_object()}, False, id="a list"),
    ],
)
def test_members_are_free_of_each_other_where_no_keyword_ties_them(schema: dict[str, Any], expected: bool) -> None:
    spec = document({"/a": {"post": {"requestBody": {"content": {"application/json": {"schema": schema}}}}}})
    assert (independent_members(spec, spec.operations[0]) > 1) is expected


def test_each_value_comes_from_a_draft_that_has_the_member() -> None:
    drawn = [body_draft({"name": "a", "age": 1}), body_draft({"name": "b", "age": 2}), body_draft({"name": "c"})]
    for draft in recombined(drawn, count=40, seed=0):
        assert draft.body["name"] in {"a", "b", "c"}
        assert draft.body.get("age") in {1, 2, None}


def test_new_combinations_come_about() -> None:
    drawn = [body_draft({"name": "a", "age": 1}), body_draft({"name": "b", "age": 2})]
    bodies = [draft.body for draft in recombined(drawn, count=40, seed=0)]
    assert {"name": "a", "age": 2} in bodies


def test_the_same_seed_puts_the_same_together() -> None:
    drawn = [body_draft({"name": name, "age": age}) for name, age in (("a", 1), ("b", 2), ("c", 3))]
    assert list(recombined(drawn, count=20, seed=7)) == list(recombined(drawn, count=20, seed=7))


def test_what_is_wrong_is_carried_amid_the_members_of_a_valid_draft() -> None:
    broken = Draft(intent=INVALID, body={"name": "a", "age": -1}, media_type="application/json")
    (draft, *_) = with_other_surroundings([broken], [body_draft({"name": "z", "age": 5})], count=3, seed=0)
    assert (draft.body, draft.intent) == ({"name": "z", "age": -1}, INVALID)


def test_a_member_that_is_missing_on_purpose_stays_away() -> None:
    broken = Draft(intent=INVALID, body={"name": "a"}, media_type="application/json")
    (draft,) = with_other_surroundings([broken], [body_draft({"name": "z", "age": 5})], count=1, seed=0)
    assert draft.body == {"name": "z"}
