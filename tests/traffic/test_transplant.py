"""Which boundary cases move onto a body that the app took."""

from __future__ import annotations

from typing import Any

import pytest
from written import JSON, body_draft

from pytest_contract.exchange import Intent
from pytest_contract.exchange.intent import Kind, Phase
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.transplant import freshened, template_of, transplanted, with_one_member


def draft(body: Any, *, kind: Kind = "invalid", phase: Phase = "boundary", media_type: str = JSON) -> Draft:
    return Draft(intent=Intent(kind=kind, phase=phase), body=body, media_type=media_type)


TEMPLATE = draft({"name": "", "age": 0}, kind="valid")
ACCEPTED = draft({"name": "Ann", "age": 41, "note": "kept"}, kind="valid", phase="example")


def moved(body: Any, **more: Any) -> Any:
    return transplanted(draft(body, **more), template=TEMPLATE, accepted=ACCEPTED).body


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param({"name": 5, "age": 0}, {"name": 5, "age": 41, "note": "kept"}, id="changed"),
        pytest.param({"name": ""}, {"name": "Ann", "note": "kept"}, id="removed"),
        pytest.param({"name": "", "age": 0, "x": 1}, {"name": "Ann", "age": 41, "note": "kept", "x": 1}, id="added"),
        pytest.param({"name": "", "age": None}, {"name": "Ann", "age": None, "note": "kept"}, id="null"),
        pytest.param({"name": "", "age": False}, {"name": "Ann", "age": False, "note": "kept"}, id="false-is-not-0"),
        pytest.param({"name": "", "age": 0.0}, {"name": "Ann", "age": 0.0, "note": "kept"}, id="float-is-not-int"),
    ],
)
def test_one_changed_member_moves(body: Any, expected: Any) -> None:
    assert moved(body) == expected


@pytest.mark.parametrize("body", [{"name": 5, "age": 1}, {}, {"name": 5}, {"name": "", "age": 0}, [], "text", None])
def test_anything_but_one_change_stays(body: Any) -> None:
    assert moved(body) == body


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"media_type": "application/x-www-form-urlencoded"}, id="another-media-type"),
        pytest.param({"phase": "generated"}, id="generated"),
        pytest.param({"phase": "example"}, id="example"),
    ],
)
def test_what_is_no_boundary_case_of_that_body_stays(more: dict[str, Any]) -> None:
    assert moved({"name": 5, "age": 0}, **more) == {"name": 5, "age": 0}


def test_nothing_moves_before_a_body_was_accepted() -> None:
    changed = draft({"name": 5, "age": 0})
    assert transplanted(changed, template=TEMPLATE, accepted=None) is changed
    assert transplanted(changed, template=None, accepted=ACCEPTED) is changed


def test_the_template_is_the_first_boundary_case() -> None:
    assert template_of((ACCEPTED, TEMPLATE, draft({"name": "b"}))) is TEMPLATE
    assert template_of((ACCEPTED,)) is None


def test_one_member_of_a_refused_draft_travels_on_an_accepted_one() -> None:
    accepted, refused = body_draft({"from": 1, "to": 2}), body_draft({"from": 9, "to": 8, "x": 0})
    bodies = [with_one_member(accepted, refused, turn).body for turn in range(2)]
    assert bodies == [{"from": 9, "to": 2}, {"from": 1, "to": 8}]


def test_a_creation_is_freshened_in_its_texts_alone() -> None:
    fresh = freshened(body_draft({"email": "a@b.c", "age": 3}), body_draft({"email": "x@y.z", "age": 7}))
    assert fresh.body == {"email": "x@y.z", "age": 3}
