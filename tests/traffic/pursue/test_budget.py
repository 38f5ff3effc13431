"""What can't be reached ends, and is told; what stands in the way is got over."""

from __future__ import annotations

import pytest
from tests.traffic.pursue.pursuing import Call, Things, chased, crud

from pytest_contract.traffic.pursue.registry import is_met, statuses_of

ACTIONS = ["POST /things/{id}/pay", "POST /things/{id}/ship", "POST /things/{id}/parts"]
MOST_ATTEMPTS, MOST_REQUESTS = 12, 90


@pytest.mark.parametrize("label", ["POST /things", "PUT /things/{id}", "DELETE /things/{id}"])
@pytest.mark.parametrize("status", [202, 206, 304, 401, 402, 403, 409, 410, 412, 413, 414, 415, 423, 428, 451, 503])
def test_a_status_that_nothing_leads_to_costs_little(label: str, status: int) -> None:
    things = Things()
    actions = {action: things.to("done") for action in ACTIONS}
    chase = chased({**things.handlers, **actions}, crud(*ACTIONS), label, status)
    (pursued,) = chase.pursued
    assert not pursued.is_reached
    assert len(chase.exchanges) == sum(pursued.tries.values()) <= MOST_ATTEMPTS
    assert chase.requests <= MOST_REQUESTS


@pytest.mark.parametrize("status", [429, 500])
def test_some_statuses_are_not_gone_after(status: int) -> None:
    chase = chased(Things().handlers, crud(), "POST /things", status)
    assert not chase.exchanges


def test_a_limit_in_the_way_is_got_over_by_a_fresh_start() -> None:
    things, sent = Things(), list[Call]()

    def read(call: Call) -> object:
        sent.append(call)
        return 429 if len(sent) == 4 else things.read(call)

    def reset() -> None:
        things.rows.clear()

    chase = chased({**things.handlers, "GET /things/{id}": read}, crud(), "GET /things/{id}", 404, reset=reset)
    assert [each.status for each in chase.exchanges] == [429, 404]


def test_a_limit_that_nothing_gets_over_ends_it() -> None:
    chase = chased(Things().handlers | {"GET /things/{id}": lambda call: 429}, crud(), "GET /things/{id}", 404)
    assert [each.status for each in chase.exchanges] == [429]


def test_an_operation_that_was_never_taken_is_tried_all_the_same() -> None:
    handlers = Things().handlers | {"POST /things": lambda call: 422}
    chase = chased(handlers, crud(), "POST /things", 201)
    assert "a valid request" in chase.tried
    assert str(chase.pursued[0]).startswith("a valid request (2x)")


@pytest.mark.parametrize(
    ("goal", "status", "met"),
    [("404", 404, True), ("404", 409, False), ("4XX", 409, True), ("4xx", 500, False), ("404", None, False)],
)
def test_a_goal_is_met_by_its_status_or_its_range(goal: str, status: int | None, met: bool) -> None:
    assert is_met(goal, status) is met


@pytest.mark.parametrize(("goal", "count"), [("404", 1), ("4XX", 4), ("default", 0), ("5XX", 0)])
def test_a_range_stands_for_a_few(goal: str, count: int) -> None:
    assert len(statuses_of(goal)) == count
