"""What can be asked for, and what is said where it can't be done: one line, exit code 4, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.plugin.project import Shop

from pytest_contract.plugin.options import OPTIONS


def usage_error(ran: pytest.RunResult) -> str:
    """The one line on stderr of a run that ended as it should."""
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    assert "Traceback" not in ran.stdout.str() + ran.stderr.str()
    (line,) = [line for line in ran.errlines if line.strip()]
    return line


@pytest.mark.parametrize(
    ("args", "said"),
    [
        pytest.param(["--contract-seed=soon"], "--contract-seed: 'soon' is neither", id="seed"),
        pytest.param(["--contract-max-examples=-1"], "--contract-max-examples: '-1' is not a whole", id="examples"),
        pytest.param(["--contract-max-examples=1.5"], "--contract-max-examples: '1.5' is not a whole", id="fraction"),
        pytest.param(["--contract-max-time=0"], "--contract-max-time: '0' is not a number above 0", id="time"),
        pytest.param(["--contract-max-wait=-1"], "--contract-max-wait: '-1' is not a number of", id="max-wait"),
        pytest.param(["--contract-timeout=nan"], "--contract-timeout: 'nan' is not a number", id="timeout"),
        pytest.param(["--contract-fail-on=fatal"], "'fatal' is none of error, warning, note", id="fail-on"),
        pytest.param(["--contract-ignore=CT110"], "did you mean CT", id="ignore-close"),
        pytest.param(["--contract-ignore=CT101,nonsense"], "the codes are CT101, CT102", id="ignore-far"),
        pytest.param(["--contract-header=Bearer"], "written 'Name: value'", id="header"),
        pytest.param(["--contract-base-url=http://localhost"], "name two targets: give one", id="two-targets"),
        pytest.param(["--contract-report=out.pdf"], "chooses the format and must be .json", id="report-ending"),
        pytest.param(["--contract-report=no/such/out.json"], "there is no folder", id="report-folder"),
        pytest.param(["--contract-error-code=code"], "'code' is not a JSON pointer", id="error-code"),
        pytest.param(["--contract-design=no.md"], "--contract-design: there is no file 'no.md'", id="design"),
        pytest.param(["--contract-report="], "--contract-report needs a value", id="empty"),
    ],
)
def test_a_value_that_can_not_be_used_costs_one_line(shop: Shop, args: list[str], said: str) -> None:
    assert said in usage_error(shop.check(*args))


@pytest.mark.parametrize(
    ("app", "said"),
    [
        pytest.param("drift", "'drift' is not module:attribute", id="form"),
        pytest.param("nowhere:app", "there is no module 'nowhere'", id="module"),
        pytest.param("drift:application", "has no attribute 'application'", id="attribute"),
        pytest.param("broken:app", "ZeroDivisionError: division by zero (broken.py:2)", id="import"),
    ],
)
def test_an_app_that_can_not_be_loaded_costs_one_line(shop: Shop, app: str, said: str) -> None:
    shop.write(**{"broken.py": "import os\n1 / 0\n"})
    assert said in usage_error(shop.check(app=app))


def test_a_listing_does_not_need_the_app(shop: Shop) -> None:
    assert len(shop.ids("--contract-app=nowhere:app")) == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("a: [", "", id="unparsable"),
        pytest.param("swagger: '2.0'", "2.0", id="swagger"),
        pytest.param("openapi: 3.0.3\ninfo: {title: t, version: v}\npaths: {}", "no paths", id="no-paths"),
        pytest.param(
            "openapi: 3.0.3\ninfo: {title: t, version: v}\npaths: {/a: {}}", "no operations", id="no-operations"
        ),
    ],
)
def test_a_spec_that_can_not_be_used_costs_one_line(shop: Shop, text: str, said: str) -> None:
    shop.write(**{"odd.yaml": text})
    line = usage_error(shop.check(spec="odd.yaml"))
    assert "odd.yaml" in line
    assert said in line


def test_a_missing_spec_costs_one_line(shop: Shop) -> None:
    assert "nowhere.yaml" in usage_error(shop.check(spec="nowhere.yaml"))


def test_an_option_without_a_spec_names_what_is_missing(shop: Shop) -> None:
    assert "--contract-app needs --contract-spec" in usage_error(shop.pytest("--contract-app=drift:app"))


def test_a_secret_in_a_header_is_not_repeated(shop: Shop) -> None:
    assert "s3cret" not in usage_error(shop.check("--contract-header=Bearer s3cret"))


def test_checking_a_report_leaves_an_older_one_alone(shop: Shop, report_file: Path) -> None:
    report_file.write_text("older")
    shop.check(f"--contract-report={report_file}", "--contract-seed=soon")
    assert report_file.read_text() == "older"


def test_a_report_path_that_is_a_folder_costs_one_line(shop: Shop, report_file: Path) -> None:
    report_file.mkdir()
    assert "is a folder; name a file in it" in usage_error(shop.check("--contract-report=report.json"))


class TestIniFile:
    def test_every_key_is_read_there(self, shop: Shop) -> None:
        ini = "[pytest]\ncontract_spec = openapi.yaml\ncontract_app = shop:app\ncontract_seed = 7\n"
        shop.write(**{"pytest.ini": f"{ini}contract_max_examples = 1\ncontract_report =\n    out.json\n"})
        ran = shop.pytest()
        ran.stdout.fnmatch_lines(["contract: *target shop:app; seed 7"])
        assert (shop.folder / "out.json").exists()

    def test_the_command_line_wins(self, shop: Shop) -> None:
        shop.write(**{"pytest.ini": "[pytest]\ncontract_seed = 7\ncontract_base_url = http://127.0.0.1:9\n"})
        shop.check("--contract-seed=8", "-k", "nothing").stdout.fnmatch_lines(["*target drift:app; seed 8"])

    def test_a_misspelt_value_names_the_file(self, shop: Shop) -> None:
        shop.write(**{"pytest.ini": "[pytest]\ncontract_seed = soon\n"})
        assert "contract_seed in pytest.ini: 'soon'" in usage_error(shop.check())

    def test_a_misspelt_truth_value_names_the_file(self, shop: Shop) -> None:
        shop.write(**{"pytest.ini": "[pytest]\ncontract_validate_spec = perhaps\n"})
        assert "contract_validate_spec in pytest.ini: " in usage_error(shop.check())

    def test_keys_without_a_spec_are_no_mistake(self, shop: Shop) -> None:
        shop.write(**{"pytest.ini": "[pytest]\ncontract_app = shop:app\n", "test_own.py": "def test_own(): pass"})
        shop.pytest().assert_outcomes(passed=1)


class TestWhatPytestTells:
    def test_help_lists_every_option_in_a_group_of_its_own(self, shop: Shop) -> None:
        told = shop.pytest("--help").stdout.str()
        group = told.partition("contract: hold an OpenAPI spec and an app against each other:")[2]
        assert all(option.flag in group for option in OPTIONS)

    def test_the_marker_is_described(self, shop: Shop) -> None:
        shop.pytest("--markers").stdout.fnmatch_lines(["@pytest.mark.contract: one operation of the spec *"])

    def test_the_fixtures_are_described(self, shop: Shop) -> None:
        told = shop.pytest("--fixtures").stdout
        told.fnmatch_lines(["contract_app*", "    The ASGI or WSGI app*", "contract_headers*", "    Headers sent*"])
        told.fnmatch_lines(["contract_reset*", "    A function that empties*"])

    def test_a_code_is_explained_without_a_spec(self, shop: Shop) -> None:
        ran = shop.pytest("--contract-explain=ct105")
        assert ran.ret == 0
        assert ran.outlines[0] == "CT105 server-error (error)"

    def test_an_unknown_code_is_answered_with_the_known_ones(self, shop: Shop) -> None:
        assert "the codes are CT101, CT102" in usage_error(shop.pytest("--contract-explain=CT1"))
