"""What a contract test comes to, in pytest's own terms."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.plugin.project import Shop

READ, ADD = "openapi.yaml::GET /users/{id}", "openapi.yaml::POST /users"


def test_an_app_that_keeps_its_spec_passes(shop: Shop) -> None:
    ran = shop.check(app="shop:app")
    assert ran.ret == 0
    ran.assert_outcomes(passed=4)


def test_a_failed_test_tells_its_findings_and_no_traceback_of_ours(shop: Shop) -> None:
    ran = shop.check()
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    ran.assert_outcomes(passed=2, failed=2)
    ran.stdout.fnmatch_lines(
        [
            "*_ POST /users _*",
            "CT105 server-error  (error)",
            "  POST /users raised ValueError: no room*",
            "  request:  curl *",
            "  answer:   500*",
            "  raised:   ValueError: no room",
            "            drift.py:* in add_user: *",
            "  spec:     openapi.yaml:*",
            "  remedy:   *",
        ]
    )
    assert "site-packages" not in ran.stdout.str()
    assert "pytest_contract/" not in ran.stdout.str().partition("FAILURES")[2]


def test_the_short_summary_names_codes(shop: Shop) -> None:
    shop.check("-q").stdout.fnmatch_lines([f"FAILED {READ} - 1 error: CT103 *", f"FAILED {ADD} - 1 error: CT105 *"])


def test_a_threshold_of_note_fails_what_was_only_noted(shop: Shop) -> None:
    ran = shop.check("--contract-fail-on=note", ADD, app="shop:app")
    ran.assert_outcomes(failed=1)
    ran.stdout.fnmatch_lines(["CT902 status-not-reached  (note)", f"FAILED {ADD} - 1 note: CT902 *"])


def test_an_ignored_code_is_left_out(shop: Shop) -> None:
    ran = shop.check("--contract-ignore=CT103,CT105", "--contract-ignore=CT901")
    assert ran.ret == 0
    assert "CT105" not in ran.stdout.str()


@pytest.mark.parametrize("style", ["long", "short", "native", "auto"])
def test_the_findings_are_the_same_in_every_traceback_style(shop: Shop, style: str) -> None:
    told = shop.check(f"--tb={style}", ADD).stdout
    told.fnmatch_lines(["CT105 server-error  (error)", "  raised:   ValueError: no room"])


def test_no_traceback_leaves_the_findings_to_the_last_section(shop: Shop) -> None:
    told = shop.check("--tb=no", ADD).stdout
    told.no_fnmatch_line("*FAILURES*")
    told.fnmatch_lines(["*= contract drift =*", "CT105 server-error  (error)"])


def test_one_line_tracebacks_lead_to_the_spec(shop: Shop) -> None:
    shop.check("--tb=line", ADD).stdout.fnmatch_lines(["openapi.yaml:*: 1 error: CT105 server-error*"])


@pytest.mark.parametrize("option", ["--runxfail", "-l", "--full-trace", "-vv"])
def test_an_option_of_pytest_does_not_hide_a_finding(shop: Shop, option: str) -> None:
    shop.check(option, ADD).assert_outcomes(failed=1)


def test_a_run_stops_at_the_first_failure_when_it_is_told_to(shop: Shop) -> None:
    shop.check("-x").assert_outcomes(failed=1)


def test_the_last_failures_are_run_again_by_their_ids(pytester: pytest.Pytester, shop: Shop) -> None:
    given = ("--contract-spec=openapi.yaml", "--contract-app=drift:app", "--contract-max-examples=1", "--tb=no")
    pytester.runpytest_inprocess(*given).assert_outcomes(passed=2, failed=2)
    again = pytester.runpytest_inprocess(*given, "--lf", "-v")
    again.assert_outcomes(failed=2)
    again.stdout.fnmatch_lines([f"{READ} FAILED*", f"{ADD} FAILED*"])


def test_junit_xml_has_the_findings(shop: Shop) -> None:
    shop.check("--junitxml=junit.xml")
    cases = {case.get("name"): case for case in ElementTree.parse(shop.folder / "junit.xml").iter("testcase")}
    failure = cases["POST /users"].find("failure")
    assert failure is not None
    assert failure.get("message") == "1 error: CT105 server-error"
    assert "curl" in (failure.text or "")
    assert cases["GET /health"].find("failure") is None


CHATTY = """\
import drift


async def app(*args):
    print("x" * 999)
    await drift.app(*args)
"""


def test_what_a_chatty_app_prints_does_not_bury_its_findings(shop: Shop) -> None:
    shop.write(**{"chatty.py": CHATTY})
    told = shop.check(READ, app="chatty:app").stdout
    told.fnmatch_lines(["CT103 *", "*Captured stdout call*", "… (* characters left out)"])


class TestReportFile:
    def test_it_holds_what_was_found(self, shop: Shop, report_file: Path) -> None:
        shop.check("--contract-report=report.json")
        report = json.loads(report_file.read_text())
        found = {
            (each["code"], each["operation"]["path"]) for each in report["findings"] if each["severity"] == "error"
        }
        assert found == {("CT103", "/users/{id}"), ("CT105", "/users")}
        assert report["run"]["exit_status"] == 1
        assert report["sources"]["target"] == {"kind": "asgi", "name": "drift:app", "framework": None}

    def test_it_is_written_in_the_folder_that_pytest_was_started_in(self, shop: Shop) -> None:
        (shop.folder / "out").mkdir()
        shop.check("--contract-report=out/a.json", "--contract-report=b.json", "-k", "checkHealth", app="shop:app")
        assert (shop.folder / "out/a.json").read_text() == (shop.folder / "b.json").read_text()

    def test_it_is_written_after_an_interrupt(self, shop: Shop, report_file: Path) -> None:
        shop.write(**{"test_zz.py": "def test_zz(): raise KeyboardInterrupt"})
        ran = shop.check_apart("--contract-report=report.json", "openapi.yaml", "test_zz.py")
        assert ran.ret == pytest.ExitCode.INTERRUPTED
        report = json.loads(report_file.read_text())
        assert report["run"]["exit_status"] == 2
        assert report["findings"]

    def test_it_says_which_operations_were_left_out(self, shop: Shop, report_file: Path) -> None:
        shop.check("--contract-report=report.json", "-k", "checkHealth")
        remarks = {each["path"]: each["remarks"] for each in json.loads(report_file.read_text())["operations"]}
        assert remarks == {"/users/{id}": ["not run"], "/users": ["not run"], "/health": []}

    def test_a_listing_writes_none(self, shop: Shop, report_file: Path) -> None:
        shop.ids("--contract-report=report.json")
        assert not report_file.exists()
