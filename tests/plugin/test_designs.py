"""Design documents: their claims as tests, with an app and without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.plugin.project import Shop

DESIGN = """\
# Shop: design

## GET /users/{userId}

Answers 200 with the user.

| Status | When |
|---|---|
| 404 | There is no such user |

## POST /users

| Status | When |
|---|---|
| 201 | The user was added |
| 409 | There is one already |

## GET /health

Answers 204.
"""
DRIFT = DESIGN.replace("| 409 | There is one already |", "| 410 | There was one |")
ADD_409, ADD_410 = "design.md::L16 POST /users 409", "design.md::L16 POST /users 410"
READ, ADD = "openapi.yaml::GET /users/{id}", "openapi.yaml::POST /users"


@pytest.fixture
def designed(shop: Shop) -> Shop:
    shop.write(**{"design.md": DESIGN, "drift.md": DRIFT})
    return shop


def alone(shop: Shop, *args: str, design: str = "design.md") -> pytest.RunResult:
    """Hold a design against the spec, without an app."""
    return shop.pytest("--contract-spec=openapi.yaml", f"--contract-design={design}", "-rfs", *args)


class TestCollection:
    def test_each_claim_is_a_test_with_an_id_of_its_own(self, designed: Shop) -> None:
        ids = designed.ids("--contract-design=design.md")
        assert [each for each in ids if each.startswith("design.md")] == [
            "design.md::L3 GET /users/{userId}",
            "design.md::L5 GET /users/{userId} 200",
            "design.md::L9 GET /users/{userId} 404",
            "design.md::L11 POST /users",
            "design.md::L15 POST /users 201",
            ADD_409,
            "design.md::L18 GET /health",
            "design.md::L20 GET /health 204",
        ]

    @pytest.mark.parametrize(
        ("args", "selected"),
        [
            pytest.param([ADD_409], [ADD_409], id="id"),
            pytest.param([ADD], [ADD], id="id-of-an-operation"),
            pytest.param(["-k", "409"], [ADD_409], id="status"),
            pytest.param(
                ["-k", "design and status and health"], ["design.md::L20 GET /health 204"], id="kind-and-path"
            ),
        ],
    )
    def test_pytest_selects_claims(self, designed: Shop, args: list[str], selected: list[str]) -> None:
        assert designed.ids("--contract-design=design.md", *args) == selected

    def test_a_document_anywhere_is_collected_once(
        self, designed: Shop, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        outside = tmp_path_factory.mktemp("elsewhere") / "design.md"
        outside.write_text(DESIGN)
        designed.write(**{"pytest.ini": "[pytest]\n", "build/hidden.md": DESIGN, "docs/below.md": DESIGN})
        files = (str(outside), "build/*.md", "docs/below.md", "docs/*.md")
        ids = [each for each in designed.ids(*(f"--contract-design={file}" for file in files)) if "409" in each]
        assert sorted(Path(each.partition("::")[0]).name for each in ids) == ["below.md", "design.md", "hidden.md"]
        assert designed.ids(ids[0], *(f"--contract-design={file}" for file in files)) == [ids[0]]

    def test_documents_in_the_ini_file_are_relative_to_it(self, designed: Shop) -> None:
        designed.write(**{"pytest.ini": "[pytest]\ncontract_spec = openapi.yaml\ncontract_design =\n    design.md\n"})
        outlines = designed.pytest("--collect-only", "-q").outlines
        assert ADD_409 in outlines

    @pytest.mark.parametrize(
        ("design", "said"),
        [
            pytest.param("no.md", "there is no file 'no.md'", id="no-file"),
            pytest.param("docs/*.md", "no file matches 'docs/*.md'", id="no-match"),
            pytest.param(".", "'.' is a folder; name a file in it", id="folder"),
            pytest.param("latin.md", "latin.md is not UTF-8: line 2", id="encoding"),
            pytest.param("empty.md", "empty.md: no promise was found", id="no-promise"),
        ],
    )
    def test_a_document_that_can_not_be_used_costs_one_line(self, designed: Shop, design: str, said: str) -> None:
        designed.write(**{"empty.md": "# Ideas\n\nNothing yet.\n"})
        (designed.folder / "latin.md").write_bytes(b"# Caf\n\xe9\n")
        ran = alone(designed, design=design)
        assert ran.ret == pytest.ExitCode.USAGE_ERROR
        (line,) = [line for line in ran.errlines if line]
        assert said in line


class TestWithoutAnApp:
    def test_a_design_that_agrees_with_its_spec_passes_and_nothing_is_sent(self, designed: Shop) -> None:
        ran = alone(designed)
        assert ran.ret == 0
        ran.assert_outcomes(passed=9, skipped=4)
        ran.stdout.fnmatch_lines(
            [
                "contract: openapi.yaml * design.md, 8 claims; *nothing is sent*",
                "*no findings in 8 claims, held against the spec; nothing was sent",
                "SKIPPED * there is no app: the design is held against the spec, and nothing is sent",
            ]
        )

    def test_a_promise_that_the_spec_lacks_fails_its_own_test(self, designed: Shop) -> None:
        ran = alone(designed, design="drift.md")
        ran.assert_outcomes(passed=8, failed=1, skipped=4)
        ran.stdout.fnmatch_lines(
            ["*_ L16 POST /users 410 _*", "CT603 status-missing-from-spec  (error)", "  design:   drift.md:16"]
        )

    def test_a_finding_whose_claim_is_not_selected_is_told_all_the_same(self, designed: Shop) -> None:
        ran = alone(designed, "openapi.yaml::design", design="drift.md")
        ran.stdout.fnmatch_lines(["FAILED openapi.yaml::design - 1 error: CT603 *"])

    def test_what_the_design_lacks_is_told_by_a_test_of_the_spec(self, designed: Shop) -> None:
        designed.write(**{"half.md": DESIGN.partition("## GET /health")[0]})
        ran = alone(designed, "--contract-fail-on=warning", design="half.md")
        ran.stdout.fnmatch_lines(["CT602 operation-missing-from-design  (warning)", "FAILED openapi.yaml::design*"])


def with_app(shop: Shop, *args: str, app: str = "shop:app", design: str = "design.md") -> pytest.RunResult:
    """Hold a design, the spec and an app against each other."""
    return shop.check(f"--contract-design={design}", "-rfs", *args, app=app)


class TestWithAnApp:
    def test_kept_claims_pass_and_unreached_ones_are_skipped_with_what_was_tried(self, designed: Shop) -> None:
        ran = with_app(designed)
        assert ran.ret == 0
        ran.stdout.fnmatch_lines(["claims: 6 kept, 2 unreached", "SKIPPED * design.md:16: unreached: not seen in *"])

    def test_unreached_claims_fail_where_that_is_asked_for(self, designed: Shop) -> None:
        ran = with_app(designed, "--contract-fail-on-unreached", ADD_409)
        ran.assert_outcomes(failed=1)
        ran.stdout.fnmatch_lines([f"FAILED {ADD_409} - unreached: not seen in *"])

    def test_a_claim_is_tested_alone(self, designed: Shop) -> None:
        with_app(designed, "design.md::L5 GET /users/{userId} 200").assert_outcomes(passed=1)

    def test_an_operation_is_examined_once_for_all_its_tests(self, designed: Shop) -> None:
        designed.write(**{"counting.py": COUNTING, "conftest.py": COUNTER})
        operations = (READ, ADD, "openapi.yaml::GET /health", "openapi.yaml::api")
        alone, together = (with_app(designed, *ids, "-s", app="counting:app") for ids in (operations, ()))
        assert called(together) == called(alone)

    def test_a_finding_is_told_by_the_claim_that_it_breaks(self, designed: Shop) -> None:
        gone = designed.folder / "gone.py"
        gone.write_text((designed.folder / "shop.py").read_text().replace('"GET", ["health"]', '"GET", ["well"]'))
        ran = with_app(designed, app="gone:app")
        ran.stdout.fnmatch_lines(["FAILED design.md::L18 GET /health - 1 error: CT301 *"])
        assert "FAILED openapi.yaml::GET /health" not in ran.stdout.str()

    def test_an_operation_alone_tells_what_its_claims_would(self, designed: Shop) -> None:
        ran = with_app(designed, ADD, design="drift.md")
        ran.stdout.fnmatch_lines([f"FAILED {ADD} - 1 error: CT603 *"])

    def test_fixtures_beside_the_spec_hold_for_a_design_elsewhere(self, designed: Shop) -> None:
        (designed.folder / "api").mkdir()
        (designed.folder / "openapi.yaml").rename(designed.folder / "api/openapi.yaml")
        designed.write(
            **{
                "adocs/design.md": DESIGN,
                "conftest.py": "",
                "api/conftest.py": "import pytest, shop\n@pytest.fixture\ndef contract_app(): return shop.app\n",
            }
        )
        ran = designed.pytest(
            "--contract-spec=api/openapi.yaml", "--contract-design=adocs/design.md", "--contract-max-examples=2"
        )
        ran.assert_outcomes(passed=11, skipped=2)

    def test_the_report_lists_every_claim_with_its_verdict(self, designed: Shop, report_file: Path) -> None:
        with_app(designed, f"--contract-report={report_file}", app="drift:app", design="drift.md")
        report = json.loads(report_file.read_text())
        claims = {claim["id"]: claim for claim in report["claims"]}
        broken = claims["drift.md::L16 POST /users 410"]
        assert (broken["verdict"], broken["value"], broken["line"]) == (
            "broken",
            {**broken["value"], "status": "410"},
            16,
        )
        assert broken["findings"] == [each["fingerprint"] for each in report["findings"] if each["code"] == "CT603"]
        assert report["documentation"]["operations"] == [3, 3]
        assert report["coverage"]["claims"][1] == len(claims)
        declared = {each["status"]: each["declared_in"] for each in report["operations"][1]["statuses"]}
        assert (declared["201"], declared["410"]) == (["spec", "design"], ["design"])

    def test_workers_see_the_same_claims(self, designed: Shop) -> None:
        ran = designed.check_apart("--contract-design=drift.md", "-n2", app="shop:app")
        ran.assert_outcomes(passed=11, failed=1, skipped=1)
        ran.stdout.fnmatch_lines(["claims: 6 kept, 1 broken, 1 unreached"])


COUNTING = """
import shop

seen = []


async def app(*given):
    seen.append(given)
    await shop.app(*given)
"""

COUNTER = """
def pytest_sessionfinish():
    import counting
    print(f"\\nCALLED {len(counting.seen)} TIMES")
"""


def called(ran: pytest.RunResult) -> str:
    """How often the app was called."""
    return next(line for line in ran.outlines if line.startswith("CALLED "))
