"""Many outcomes, one report."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from tests.reports.made import ADD, READ, a_finding, counted

from pytest_contract.findings import OperationKey, Severity
from pytest_contract.reports.report import NOT_RUN, OperationSummary
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.settings import Settings
from pytest_contract.run.summary import TargetName, coverage, merge, set_up_remarks, summarise
from pytest_contract.spec import load

ORDER = {READ: 0, ADD: 1}


class TestMerging:
    def test_one_cause_is_one_finding_at_the_first_operation(self) -> None:
        (merged,) = merge([a_finding(ADD, cause="c"), a_finding(READ, cause="c")], ORDER)
        assert (merged.finding.operation, [other.operation for other in merged.also]) == (READ, [ADD])

    def test_findings_without_a_cause_stand_alone(self) -> None:
        assert len(merge([a_finding(READ), a_finding(ADD)], ORDER)) == 2

    def test_the_worst_comes_first(self) -> None:
        mild, bad = a_finding(READ, severity=Severity.NOTE), a_finding(ADD)
        assert [each.finding for each in merge([mild, bad], ORDER)] == [bad, mild]

    def test_the_order_in_which_they_came_has_no_part_in_it(self) -> None:
        found = [a_finding(READ, cause="c"), a_finding(ADD, cause="c"), a_finding(None), a_finding(ADD, key="404")]
        assert len({str(merge(order, ORDER)) for order in permutations(found)}) == 1


def test_coverage_counts_what_was_reached_of_what_is_declared() -> None:
    numbers = [counted(READ, 9, s200=5, s404=0), counted(ADD, 1, s201=0, s409=1)]
    assert coverage(numbers) == {"operations": (1, 2), "statuses": (2, 4), "success_statuses": (1, 2)}


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        pytest.param([counted(READ, 5, s200=0), counted(ADD, 2)], "none of 7 requests was answered", id="no-answer"),
        pytest.param([counted(READ, 0)], "no request was sent for 1 operation", id="nothing-sent"),
        pytest.param([counted(READ, 5, s401=5), counted(ADD, 2, s401=2)], "all 7 requests were answered 401", id="401"),
        pytest.param([counted(READ, 5, s404=5)], "all 5 requests were answered 404", id="404"),
        pytest.param([counted(READ, 0, remarks=(NOT_RUN,))], "no operation was tested", id="not-run"),
    ],
)
def test_a_set_up_that_tests_nothing_is_named(numbers: list[OperationSummary], said: str) -> None:
    (remark,) = set_up_remarks(numbers)
    assert remark.startswith(said)


@pytest.mark.parametrize("seen", [{"s200": 5}, {"s401": 4, "s200": 1}, {"s422": 5}])
def test_a_set_up_that_tests_something_is_not(seen: dict[str, int]) -> None:
    assert set_up_remarks([counted(READ, 5, **seen)]) == ()


SPEC = """\
openapi: 3.0.3
info: {title: Shop, version: "1"}
paths:
  /users/{id}: {get: {responses: {"200": {description: ok}}}}
  /users: {post: {responses: {"201": {description: ok}, "409": {description: no}}}}
"""


def test_operations_that_did_not_run_are_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(SPEC)
    document = load(str(tmp_path / "openapi.yaml"))
    report = summarise(
        [Outcome(summary=counted(READ, 3, s200=3))],
        settings=Settings(spec="openapi.yaml"),
        document=document,
        target=TargetName(kind="asgi", name="shop:app"),
        duration_s=1.0,
        workers=1,
        exit_status=0,
    )
    assert [each.operation for each in report.operations] == [READ, OperationKey("POST", "/users")]
    assert report.operations[1].remarks == (NOT_RUN,)
    assert (report.requests, report.coverage["statuses"]) == (3, (1, 3))
