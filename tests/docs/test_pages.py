"""Commands are the same wherever they stand, links lead somewhere, and examples are Python."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from tests.docs.pages import PAGES, README, ROOT, code_blocks

from pytest_contract.plugin.options import OPTIONS

MAIN_JOB, TESTS = code_blocks(README, "bash")[:2]

every_page = pytest.mark.parametrize("page", [pytest.param(page, id=str(page.relative_to(ROOT))) for page in PAGES])


@pytest.mark.parametrize("command", [MAIN_JOB.strip(), TESTS.strip()])
def test_the_checks_run_the_commands_of_the_readme(command: str) -> None:
    assert f'"{command}"\n' in (ROOT / ".ci/run").read_text(encoding="utf-8")


def test_both_commands_stand_on_the_first_screen() -> None:
    assert README[: README.index(TESTS)].count("\n") < 25


@every_page
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    local = [target for target in targets if not target.startswith("http")]
    assert [target for target in local if not (page.parent / target).exists()] == []


@every_page
def test_every_option_that_is_named_exists(page: Path) -> None:
    named = set(re.findall(r"--contract-[a-z]+(?:-[a-z]+)*", page.read_text(encoding="utf-8")))
    assert named - {option.flag for option in OPTIONS} == set()


@every_page
def test_every_python_example_compiles(page: Path) -> None:
    for example in code_blocks(page.read_text(encoding="utf-8"), "python"):
        if not example.startswith(" "):
            compile(example, str(page), "exec")


@every_page
def test_every_ini_example_names_keys_that_exist(page: Path) -> None:
    keys = {option.key for option in OPTIONS if option.has_ini}
    for example in code_blocks(page.read_text(encoding="utf-8"), "toml"):
        assert tomllib.loads(example)["tool"]["pytest"]["ini_options"].keys() <= keys


def test_every_decision_is_listed() -> None:
    folder = ROOT / "docs/decisions"
    listed = (folder / "README.md").read_text(encoding="utf-8")
    assert [path.name for path in folder.glob("0*.md") if path.name not in listed] == []


@pytest.mark.parametrize(
    "note", [path for path in PAGES if path.parent.name == "changelog.d"], ids=lambda path: path.name
)
def test_a_note_says_what_kind_of_change_it_is(note: Path) -> None:
    assert note.name == "README.md" or re.fullmatch(r"[a-z0-9-]+\.(added|changed|fixed|removed)\.md", note.name)


def test_the_floors_are_what_the_oldest_run_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    floors = dict(re.match(r"([\w-]+)>=([\d.]+)", line).groups() for line in declared)  # type: ignore[union-attr]
    pinned = dict(re.findall(r"^([\w-]+)==([\d.]+)$", (ROOT / "tests/constraints-lowest.txt").read_text(), flags=re.M))
    assert {name: _version(floor) for name, floor in floors.items()} == {
        name: _version(pin) for name, pin in pinned.items()
    }


def _version(text: str) -> tuple[int, ...]:
    parts = [int(part) for part in text.split(".")]
    while parts and not parts[-1]:
        parts.pop()
    return tuple(parts)
