"""Other texts for an app that has the ones it was given already."""

from __future__ import annotations

import re
from typing import Any

import pytest
from written import VALID, an_object, content, document

from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.renewal import like, renewed


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        pytest.param("AAA-000", "^[A-Z]{3}-[0-9]{3}$", id="code"),
        pytest.param("0@0.aa", r"^[a-z0-9]{1,30}@[a-z0-9]{1,30}\.[a-z]{2,5}$", id="address"),
        pytest.param("item-00", "^item-[0-9]{2}$", id="literal-beginning"),
        pytest.param("T-1000", "^T-[1-9][0-9]{3}$", id="one-place-is-narrower"),
    ],
)
def test_a_text_is_replaced_by_another_that_its_pattern_takes(text: str, pattern: str) -> None:
    others = {like(text, pattern, f"salt {number}") for number in range(20)}
    assert len(others - {text, None}) > 10
    assert all(other is None or re.search(pattern, other) for other in others)


@pytest.mark.parametrize("pattern", ["^abc$", "(", "^[^a-z]$"])
def test_a_text_that_leaves_no_choice_stays(pattern: str) -> None:
    assert like("abc", pattern, "salt") is None


def body(salt: str) -> Any:
    code = {"type": "string", "pattern": "^[A-Z]{3}$"}
    size = {"type": "integer", "minimum": 1, "maximum": 9}
    schema = an_object(code=code, name={"type": "string"}, size=size, articleNo={"type": "integer"})
    spec = document({"/items": {"post": {"requestBody": content(schema)}}})
    given = {"code": "AAA", "name": "chair", "size": 3, "articleNo": 1}
    draft = Draft(intent=VALID, body=given, media_type="application/json")
    return renewed(spec, spec.operations[0], draft, salt).body


def test_texts_and_keys_are_renewed_and_the_rest_stays() -> None:
    changed = body("one")
    assert changed["size"] == 3
    assert {
        name for name in changed if changed[name] != {"code": "AAA", "name": "chair", "articleNo": 1}.get(name)
    } == {
        "code",
        "name",
        "articleNo",
        "size",
    }


def test_the_same_salt_gives_the_same_and_another_one_others() -> None:
    assert body("one") == body("one")
    assert body("one")["name"] != body("two")["name"]
