"""One cause, one finding."""

from __future__ import annotations

from pytest_contract.findings import Finding, OperationKey, Severity
from pytest_contract.rules.registry import BY_CODE
from pytest_contract.rules.settle import settled


def drift(code: str, key: str = "", severity: Severity | None = None) -> Finding:
    rule = BY_CODE[code]
    return Finding(
        code=code,
        name=rule.name,
        severity=rule.severity if severity is None else severity,
        operation=OperationKey("GET", "/users"),
        key=key,
        message="",
        remedy="",
    )


def codes(*findings: Finding) -> list[str]:
    return [finding.code for finding in settled(findings)]


def test_worst_comes_first() -> None:
    assert codes(drift("CT902"), drift("CT202"), drift("CT103"), drift("CT101")) == ["CT101", "CT103", "CT202", "CT902"]


def test_findings_of_one_rule_are_in_the_order_of_their_keys() -> None:
    assert [finding.key for finding in settled([drift("CT101", "409"), drift("CT101", "403")])] == ["403", "409"]


def test_absent_operation_explains_what_its_answers_were() -> None:
    assert codes(drift("CT101"), drift("CT103"), drift("CT901"), drift("CT902"), drift("CT301")) == ["CT301"]


def test_open_door_explains_the_status_for_strangers() -> None:
    assert codes(drift("CT402", "302"), drift("CT401")) == ["CT401"]


def test_crash_explains_that_no_success_was_seen() -> None:
    assert codes(drift("CT901"), drift("CT105")) == ["CT105"]


def test_crash_explains_no_other_drift() -> None:
    assert codes(drift("CT103"), drift("CT105")) == ["CT103", "CT105"]


def test_unexercised_operation_has_no_line_for_each_of_its_successes() -> None:
    findings = settled([drift("CT901"), drift("CT902", "201"), drift("CT902", "304"), drift("CT902", "409")])
    assert [finding.key for finding in findings] == ["", "409"]


def test_note_explains_nothing() -> None:
    assert codes(drift("CT202"), drift("CT301", severity=Severity.NOTE)) == ["CT202", "CT301"]


def test_order_of_findings_does_not_matter() -> None:
    findings = [drift("CT103"), drift("CT401"), drift("CT402"), drift("CT902")]
    assert settled(findings) == settled(reversed(findings))


def test_nothing_settles_to_nothing() -> None:
    assert settled([]) == ()
