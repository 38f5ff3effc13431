"""Under xdist: the same findings, one summary, and nothing lost with a worker."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.plugin.project import APP, DRIFT, Shop

HEALTH = "openapi.yaml::GET /health"


def found(report_file: Path) -> set[tuple[str, str]]:
    """Code and path of every finding in the report."""
    report = json.loads(report_file.read_text())
    return {(finding["code"], finding["operation"]["path"]) for finding in report["findings"]}


def test_workers_bring_their_findings_home(shop: Shop, report_file: Path) -> None:
    ran = shop.check_apart("-n2", "--contract-seed=random", "--contract-report=report.json")
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.assert_outcomes(passed=2, failed=2)
    assert {("CT103", "/users/{id}"), ("CT105", "/users")} <= found(report_file)
    report = json.loads(report_file.read_text())
    ran.stdout.fnmatch_lines([f"contract: *; seed {report['run']['seed']}", "  raised:   ValueError: no room"])
    assert ran.stdout.str().count("= contract drift =") == 1
    assert report["sources"]["target"]["kind"] == "asgi"


def test_a_worker_reports_what_no_encoding_holds(shop: Shop, report_file: Path) -> None:
    raises = APP.replace("return 201", r'raise ValueError("no \ud800 room")')
    shop.write(**{"odd.py": raises.replace('{"id": number}', r'{"id": "\ud800"}')})
    shop.check_apart("-n2", "--contract-report=report.json", app="odd:app").assert_outcomes(passed=2, failed=2)
    assert {("CT103", "/users/{id}"), ("CT105", "/users")} <= found(report_file)


def test_a_worker_that_dies_costs_its_own_operation(shop: Shop, report_file: Path) -> None:
    shop.write(**{"dying.py": DRIFT.replace("await respond(send, 204)", "__import__('os')._exit(3)")})
    ran = shop.check_apart("-n2", "--contract-report=report.json", app="dying:app")
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    assert {("CT103", "/users/{id}"), ("CT105", "/users"), ("CT907", "/health")} <= found(report_file)
    ran.stdout.fnmatch_lines(["CT907 worker-lost  (error)", f"FAILED {HEALTH} - *crashed while running*"])


def test_a_usage_error_is_one_line_on_the_controller(shop: Shop) -> None:
    ran = shop.check_apart("-n2", app="nowhere:app")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    (line,) = [line for line in ran.errlines if line.startswith("ERROR")]
    assert "there is no module 'nowhere'" in line


def test_an_app_that_is_missing_is_told_and_ends_with_4(shop: Shop, pytester: pytest.Pytester) -> None:
    ran = pytester.runpytest_subprocess("-n1", "--contract-spec=openapi.yaml", timeout=180)
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stdout.fnmatch_lines(["no app: give --contract-app=module:attribute, *"])
