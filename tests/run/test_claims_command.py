"""`python -m pytest_contract claims`: what is understood, what isn't, and what the spec says to it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from pytest_contract.__main__ import main

DESIGN = """\
# Jobs: design

## GET /jobs/{id}

Answers 200 with the job. A job that is gone is answered with 410.

Requests are rate limited to 60 calls each.
"""
SPEC = """\
openapi: 3.0.3
info: {title: Jobs, version: "1"}
paths:
  /jobs/{id}:
    get:
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {"200": {description: The job.}}
"""


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("design.md").write_text(DESIGN)
    Path("openapi.yaml").write_text(SPEC)


pytestmark = pytest.mark.usefixtures("files")


def test_a_document_is_told_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "design.md"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "design.md: 3 claims (2 status, 1 operation); 1 line not understood"
    assert told[1:4] == ["  L3 GET /jobs/{id}", "  L5 GET /jobs/{id} 200", "  L5 GET /jobs/{id} 410"]
    assert told[5].startswith("    L7 Requests are rate limited to 60 calls each.")


def test_a_spec_that_says_otherwise_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "design.md", "--spec", "openapi.yaml"]) == 1
    told = capsys.readouterr().out
    assert "CT603 status-missing-from-spec  (error)" in told
    assert told.endswith("1 error, 1 note against openapi.yaml; nothing was sent\n")


def test_json_is_a_list_of_claims(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "design.md", "--json"]) == 0
    claim = json.loads(capsys.readouterr().out)[2]
    assert {**claim, "value": claim["value"]["status"]} == {
        "kind": "status",
        "line": 5,
        "operation": {"method": "GET", "path": "/jobs/{id}"},
        "value": "410",
        "text": "Answers 200 with the job. A job that is gone is answered with 410.",
        "strength": "must",
    }


def test_json_with_a_spec_holds_the_findings_too(capsys: pytest.CaptureFixture[str]) -> None:
    main(["claims", "design.md", "--spec", "openapi.yaml", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in told["findings"]] == ["CT603", "CT903"]
    assert [line["line"] for line in told["unread"]] == [7]


def test_claims_of_several_documents_name_their_file(capsys: pytest.CaptureFixture[str]) -> None:
    Path("other.md").write_text("## POST /jobs\n")
    main(["claims", "design.md", "other.md", "--json"])
    assert {claim["file"] for claim in json.loads(capsys.readouterr().out)} == {"design.md", "other.md"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["no.md"], "error: the design document no.md can't be read: No such file", id="no-file"),
        pytest.param(["design.md", "--spec", "no.yaml"], "error: ", id="no-spec"),
    ],
)
def test_what_can_not_be_used_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(said)


def test_it_runs_as_a_module() -> None:
    ran = subprocess.run([sys.executable, "-m", "pytest_contract", "claims", "--help"], capture_output=True, text=True)
    assert ran.returncode == 0
    assert "python -m pytest_contract claims docs/*.md --spec openapi.yaml" in ran.stdout
