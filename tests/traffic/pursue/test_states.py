"""Statuses that depend on what was done before: 2xx of a later state, 409, 410, 423."""

from __future__ import annotations

from typing import Any

import pytest
from tests.traffic.pursue.pursuing import Call, Things, chased, crud
from tests.traffic.written import document, parameter

PAY, SHIP, SHUT = "POST /things/{id}/pay", "POST /things/{id}/ship", "POST /things/{id}/shut"
NAME = {"type": "string", "minLength": 1, "maxLength": 30}
MAIL = {"type": "string", "format": "email"}


def orders() -> tuple[Things, dict[str, Any]]:
    things = Things()
    actions = {
        PAY: things.to("paid", only_from="new"),
        SHIP: things.to("shipped", only_from="paid"),
        SHUT: things.to("shut", only_from="shipped"),
    }
    return things, {**things.handlers, **actions}


@pytest.mark.parametrize(("label", "before"), [(SHIP, f"after {PAY}"), (SHUT, "after several actions")])
def test_a_later_state_is_reached_through_the_actions_before_it(label: str, before: str) -> None:
    chase = chased(orders()[1], crud(PAY, SHIP, SHUT), label, 200)
    assert chase.last.status == 200
    assert chase.last.intent.probe == before


def test_the_same_transition_again_is_a_conflict() -> None:
    chase = chased(orders()[1], crud(PAY, SHIP, SHUT), PAY, 409)
    assert (chase.last.status, chase.last.intent.probe) == (409, "the same again")


def test_a_transition_out_of_turn_is_a_conflict() -> None:
    things, handlers = orders()
    handlers[PAY] = lambda call: 409 if things.rows[call.id]["state"] == "shut" else 200
    handlers[SHUT] = things.to("shut")
    chase = chased(handlers, crud(PAY, SHIP, SHUT), PAY, 409)
    assert (chase.last.status, chase.last.intent.probe) == (409, f"after {SHUT}")


def test_a_choice_of_a_change_is_a_state_too() -> None:
    things = Things()

    def patch(call: Call) -> Any:
        things.rows[call.id]["state"] = call.body.get("state", "new")
        return 200, things.rows[call.id]

    state = {"type": "string", "enum": ["new", "archived"]}
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": {"state": state}}}}}
    spec = document(
        {
            "/things": {
                "post": {
                    "requestBody": {
                        "content": {
                            "application/json": {
                                "schema": {"type": "object", "required": ["name"], "properties": {"name": NAME}}
                            }
                        }
                    }
                }
            },
            "/things/{id}": {
                "patch": {"parameters": [parameter("path", {"type": "integer"}, "id")], "requestBody": body}
            },
            "/things/{id}/open": {"post": {"parameters": [parameter("path", {"type": "integer"}, "id")]}},
        }
    )
    handlers = {
        "POST /things": things.make,
        "PATCH /things/{id}": patch,
        "POST /things/{id}/open": lambda call: 423 if things.rows[call.id]["state"] == "archived" else 200,
    }
    chase = chased(handlers, spec, "POST /things/{id}/open", 423)
    assert chase.last.intent.probe == "after PATCH /things/{id} with state archived"


def test_the_same_creation_again_is_a_conflict() -> None:
    names: set[str] = set()

    def make(call: Call) -> int:
        if call.body["name"] in names:
            return 409
        names.add(call.body["name"])
        return 201

    chase = chased({"POST /things": make}, crud(), "POST /things", 409)
    assert chase.tried == ["a valid request", "the same again"]
    assert chase.last.status == 409


def test_one_member_of_another_one_is_a_conflict() -> None:
    mails: dict[str, str] = {}

    def make(call: Call) -> int:
        if mails.setdefault(call.body["mail"], call.body["name"]) != call.body["name"]:
            return 409
        return 201

    body = {"type": "object", "required": ["name", "mail"], "properties": {"name": NAME, "mail": MAIL}}
    chase = chased({"POST /things": make}, crud(body=body), "POST /things", 409)
    assert (chase.last.status, chase.last.intent.probe) == (409, "the mail of another one")


def test_a_change_to_what_another_one_is_called_is_a_conflict() -> None:
    things = Things()

    def change(call: Call) -> Any:
        others = {row["name"] for key, row in things.rows.items() if key != call.id}
        return 409 if call.body["name"] in others else things.change(call)

    chase = chased({**things.handlers, "PUT /things/{id}": change}, crud(), "PUT /things/{id}", 409)
    assert chase.last.status == 409


def test_a_parent_with_children_is_not_deleted() -> None:
    things, parts = Things(), set()

    def add(call: Call) -> Any:
        parts.add(call.id)
        return 201, {"id": len(parts)}

    handlers = {
        **things.handlers,
        "POST /things/{id}/parts": add,
        "DELETE /things/{id}": lambda call: 409 if call.id in parts else things.remove(call),
    }
    chase = chased(handlers, crud("POST /things/{id}/parts"), "DELETE /things/{id}", 409)
    assert (chase.last.status, chase.last.intent.probe) == (409, "after POST /things/{id}/parts")


def test_what_was_deleted_is_gone() -> None:
    things, gone = Things(), set()

    def remove(call: Call) -> Any:
        gone.add(call.id)
        return things.remove(call)

    handlers = {
        **things.handlers,
        "DELETE /things/{id}": remove,
        "GET /things/{id}": lambda call: 410 if call.id in gone else things.read(call),
    }
    chase = chased(handlers, crud(), "GET /things/{id}", 410)
    assert (chase.last.status, chase.last.intent.probe) == (410, "one that was deleted")


def test_what_takes_time_is_asked_for_again() -> None:
    things, polls = Things(), dict[str, int]()

    def read(call: Call) -> Any:
        polls[call.id] = polls.get(call.id, 0) + 1
        return (200, {}) if polls[call.id] > 3 else 202

    chase = chased({**things.handlers, "GET /things/{id}": read}, crud(), "GET /things/{id}", 200, first=0)
    assert (chase.last.status, chase.last.intent.probe) == (200, "asked again")


def test_what_was_done_before_makes_an_attempt_repeatable() -> None:
    chase = chased(orders()[1], crud(PAY, SHIP, SHUT), SHUT, 200)
    said = [f"{each.method} {each.url}" for each in chase.last.after]
    assert said[0] == "POST /things"
    assert [each.rsplit("/", 1)[1] for each in said[-2:]] == ["pay", "ship"]
