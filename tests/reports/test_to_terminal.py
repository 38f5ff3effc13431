"""The report as a reader sees it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from tests.reports.made import ADD, READ, a_finding, a_report, counted, reports

from pytest_contract.findings import OperationKey, Severity
from pytest_contract.reports.report import NOT_RUN, Report, ReportedFinding
from pytest_contract.reports.to_terminal import failure_lines, headline, summary_lines, to_text

FINDING = """\
CT105 server-error  (error)
  GET /users/{id} raised ValueError: no room (shop.py:12).
  request:  curl -i http://localhost:8000/users/1
  answer:   500 text/plain
            Internal Server Error
  raised:   ValueError: no room
            shop.py:12 in add: raise ValueError
  spec:     openapi.yaml:4
  app:      shop.py:9
  seen:     3 times
  remedy:   Handle it."""

SUMMARY = """\
CT105 server-error  (error)
  GET /users/{id} raised ValueError: no room (shop.py:12).
  also at:  POST /users

operation        requests  seen
GET /users/{id}        41  200\N{MULTIPLICATION SIGN}29 404\N{MULTIPLICATION SIGN}12  | not seen: 409
POST /users             3  201\N{MULTIPLICATION SIGN}3

POST /users: the time budget was spent

1 error in 2 operations, 44 requests"""


def test_a_finding_is_told_in_full() -> None:
    assert to_text(failure_lines([a_finding()])) == FINDING


def test_a_run_is_told_in_short() -> None:
    merged = ReportedFinding(finding=a_finding(READ), also=(a_finding(ADD),))
    numbers = (
        counted(READ, 41, s200=29, s404=12, s409=0),
        counted(ADD, 3, remarks=("the time budget was spent",), s201=3),
    )
    assert to_text(summary_lines(a_report(merged, operations=numbers))) == SUMMARY


def test_a_request_is_shown_for_what_failed_no_test() -> None:
    report = a_report(ReportedFinding(finding=a_finding(severity=Severity.WARNING)))
    assert "  request:  curl" in to_text(summary_lines(report))
    assert "  request:  curl" not in to_text(summary_lines(report, fail_on=Severity.WARNING))


def test_notes_are_counted_and_told_only_when_verbose() -> None:
    report = a_report(ReportedFinding(finding=a_finding(severity=Severity.NOTE)))
    assert to_text(summary_lines(report)) == "1 note in 0 operations, 0 requests"
    assert "CT105 server-error  (note)" in to_text(summary_lines(report, verbose=True))


def test_many_operations_with_one_cause_are_cut_short() -> None:
    others = tuple(a_finding(OperationKey("GET", f"/{number}")) for number in range(20))
    shown = to_text(summary_lines(a_report(ReportedFinding(finding=a_finding(), also=others))))
    assert "GET /7, and 12 more" in shown


def test_a_selection_is_counted_as_one() -> None:
    left_out = counted(ADD, 0, remarks=(NOT_RUN,))
    shown = to_text(summary_lines(a_report(operations=(counted(READ, 1, s200=1), left_out))))
    assert shown.endswith("no findings in 1 of 2 operations, 1 request")
    assert NOT_RUN not in shown


def test_a_long_body_is_cut_in_both_directions() -> None:
    evidence = a_finding().evidence
    assert evidence is not None
    body = "\n".join(["x" * 1_000] * 99)
    finding = replace(a_finding(), evidence=replace(evidence, response={"status": 500, "headers": {}, "body": body}))
    shown = to_text(failure_lines([finding]))
    assert "… 87 more lines" in shown
    assert max(map(len, shown.splitlines())) < 400


def test_a_headline_names_each_code_once() -> None:
    both = [a_finding(), a_finding(key="other"), a_finding(severity=Severity.WARNING)]
    assert headline(both) == "2 errors, 1 warning: CT105 server-error"


@given(reports)
@settings(max_examples=30, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_every_report_can_be_told(report: Report) -> None:
    told = to_text(summary_lines(report, verbose=True))
    assert "operation" in told or "claim" in told
