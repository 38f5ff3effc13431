"""The JSON report keeps its own schema."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from tests.reports.made import ADD, READ, a_finding, a_report, counted, reports

from pytest_contract.reports.report import Report, ReportedFinding
from pytest_contract.reports.to_json import schema, to_json

VALIDATOR = jsonschema.Draft202012Validator(schema())


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(schema())


@given(reports)
@settings(max_examples=50, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_every_report_keeps_the_schema(report: Report) -> None:
    VALIDATOR.validate(json.loads(to_json(report)))


def test_every_object_of_the_schema_is_closed() -> None:
    assert list(open_objects(schema())) == ["headers", "headers", "tried"]


def open_objects(node: Any, name: str = "") -> Any:
    """The names of those objects in a schema that allow further properties."""
    if isinstance(node, dict):
        if node.get("type") == "object" and node.get("additionalProperties") is not False:
            yield name
        for key, value in node.items():
            yield from open_objects(value, key)


@pytest.mark.parametrize("text", ["\ud800", "\0", "\u2028", "é"], ids=["surrogate", "nul", "separator", "accent"])
def test_whatever_an_app_answers_can_be_written(text: str) -> None:
    written = to_json(a_report(remarks=(text,)))
    assert written.isascii()
    assert json.loads(written)["remarks"] == [text]


def test_a_merged_finding_names_the_other_operations() -> None:
    merged = ReportedFinding(finding=a_finding(READ), also=(a_finding(ADD),))
    (found,) = json.loads(to_json(a_report(merged)))["findings"]
    assert found["operation"] == {"method": "GET", "path": "/users/{id}"}
    assert [other["operation"]["path"] for other in found["also"]] == ["/users"]
    assert found["also"][0]["fingerprint"] == a_finding(ADD).fingerprint


def test_an_operation_has_its_numbers() -> None:
    (operation,) = json.loads(to_json(a_report(operations=(counted(READ, 9, s200=9, s404=0),))))["operations"]
    assert operation["requests"] == 9
    assert operation["statuses"][1] == {"status": "404", "declared_in": ["spec"], "observed": 0}
