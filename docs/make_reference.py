"""Writes what the documentation takes from the code: `python docs/make_reference.py`.

    docs/reference/options.md     from plugin/options.py and plugin/fixtures.py
    docs/reference/rules/*.md     from the registry of rules, and each rule's docstring
    docs/reference/report.md      from reports/report.schema.json
    docs/reference/claims.md      from design/claim.py and rules/verdicts/
    README.md                     the blocks between `<!-- begin: … -->` and `<!-- end: … -->`, the sample by a real run

A test compares all of it with the files. `python docs/make_reference.py --check` says which ones differ.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any, cast, get_args

from pytest_contract.design import Claim, ClaimKind
from pytest_contract.plugin import fixtures
from pytest_contract.plugin.options import OPTIONS, Option
from pytest_contract.reports.to_json import schema
from pytest_contract.rules.registry import RULES
from pytest_contract.rules.rule import Rule
from pytest_contract.rules.verdicts import VERIFIERS
from pytest_contract.run.designs import HELD_AGAINST_SPEC

ROOT = Path(__file__).parents[1]
MADE = "<!-- Made by docs/make_reference.py; change the code, not this page. -->"
SPEC = "fixtures/specs/reports.yaml"
SAMPLE = (f"--contract-spec={SPEC}", "--contract-app=fixtures.reports_app.drifted:app", SPEC)
CUT = "[…]"
"""Stands in the sample for lines that were left out."""

FAMILIES = {
    "1": "Answers",
    "2": "Requests",
    "3": "Routes",
    "4": "Credentials",
    "5": "Rate limits",
    "6": "The design and the spec",
    "7": "What a design promises of the app",
    "9": "The run and its sources",
}


def pages() -> dict[Path, str]:
    """Every page that is made from code, by its path from the project's root."""
    reference = Path("docs/reference")
    return {
        reference / "options.md": options_page(),
        reference / "report.md": report_page(),
        reference / "claims.md": claims_page(),
        reference / "rules" / "README.md": rules_page(),
        **{reference / "rules" / f"{rule.code}.md": rule_page(rule) for rule in RULES},
    }


def blocks() -> dict[str, str]:
    """The blocks of the README that are made from code, by name; without the sample."""
    return {
        "options": options_table(),
        "fixtures": fixtures_table(),
        "findings": findings_table("docs/reference/rules/"),
    }


def options_page() -> str:
    """Options, ini keys, fixtures and the marker."""
    return "\n\n".join(
        [
            "# Options, ini keys and fixtures",
            MADE,
            "## Options",
            "Each option but `--contract-explain` has an ini key of the same name with underscores, as in\n"
            "`contract_max_examples = 50`. The command line wins. A key that may be repeated takes one value on each "
            "line,\na flag takes `true`. Paths in the ini file start at the root folder that pytest reports.",
            options_table(),
            "## Fixtures",
            "Override them in a `conftest.py` beside the spec or above it.",
            fixtures_table(),
            "## Marker",
            "Every test that a spec gives carries `contract`: `-m contract` runs them alone, `-m 'not contract'` all "
            "the others.\n",
        ]
    )


def options_table() -> str:
    """One row for each option."""
    rows = (f"| `{_usage(option)}` | {_sentence(option.help)} |" for option in OPTIONS)
    return "\n".join(["| option | gives |", "|---|---|", *rows])


def fixtures_table() -> str:
    """One row for each fixture that a project overrides."""
    rows = (f"| `{name}` | {scope} | {text} |" for name, scope, text in _fixtures())
    return "\n".join(["| fixture | scope | gives |", "|---|---|---|", *rows])


def findings_table(folder: str) -> str:
    """One row for each code, its page in that folder."""
    rows = (
        f"| [{rule.code}]({folder}{rule.code}.md) | {rule.name} | {rule.severity.label} | {_first_sentence(rule)} |"
        for rule in RULES
    )
    return "\n".join(["| code | name | severity | says |", "|---|---|---|---|", *rows])


def rules_page() -> str:
    """The codes by family."""
    families = (
        f"| CT{digit}xx | {title} |"
        for digit, title in FAMILIES.items()
        if any(rule.code.startswith(f"CT{digit}") for rule in RULES)
    )
    return "\n\n".join(
        [
            "# Findings",
            MADE,
            "A code is never renumbered and never used again. `pytest --contract-explain CODE` prints the same text.",
            findings_table(""),
            "\n".join(["| family | is about |", "|---|---|", *families]) + "\n",
        ]
    )


def rule_page(rule: Rule) -> str:
    """A rule's documentation as a page."""
    title = f"# {rule.code} {rule.name}"
    return f"{title}\n\n{MADE}\n\nSeverity: **{rule.severity.label}**\n\n{_headed(rule.documentation)}\n"


def report_page() -> str:
    """The JSON report, one table for each kind of object."""
    root = schema()
    tables = [_object_table("the report", root)]
    tables += [_object_table(name.replace("_", " "), node) for name, node in root["$defs"].items()]
    return (
        "\n\n".join(
            [
                "# The JSON report",
                MADE,
                "`--contract-report=FILE.json` writes it. Its JSON Schema (2020-12) ships with the package as\n"
                "`pytest_contract/reports/report.schema.json`. `schema_version` grows only when something "
                "is taken away\nor changes its meaning. Every object has all of its members; what isn't there is "
                "`null` or empty.",
                *filter(None, tables),
            ]
        )
        + "\n"
    )


def claims_page() -> str:
    """What is read in design documents, and what is made of it."""
    rows = (
        f"| `{kind}` | {_values(kind)} | {'yes' if kind in HELD_AGAINST_SPEC else 'no'} | {_told(kind)} |"
        for kind in get_args(ClaimKind)
    )
    return "\n\n".join(
        [
            "# Claims",
            MADE,
            "What is read in design documents ([how](../how-to/design.md)). Each claim has a line of the document, an "
            "operation or the\nwhole API, and a value. *Spec* says whether a spec alone may contradict it; then it is "
            "checked without an app too.",
            "\n".join(["| kind | value | spec | against the app |", "|---|---|---|---|", *rows]),
            "## Verdicts",
            "| verdict | means | its test |\n|---|---|---|\n"
            "| kept | it was seen kept, as often as the report says | passes |\n"
            "| broken | a finding names it | fails, from the severity that `--contract-fail-on` names |\n"
            "| unreached | no request showed it; the reason says what was tried | is skipped; fails with "
            "`--contract-fail-on-unreached` |\n"
            "| not verifiable | nothing in a run could show it; the reason says why | is skipped |",
            "A SHOULD or a MAY never fails a run. Where there is no app, a claim that the spec could contradict and "
            "doesn't passes;\nthe report calls it unreached, since nothing was sent.\n",
        ]
    )


def _values(kind: str) -> str:
    rows = re.findall(r"(?m)^    \|\s+(\w*)\s*\| (.+) \|$", inspect.getsource(Claim))
    at = [name for name, _ in rows].index(kind)
    further = [text for _, text in takewhile(lambda row: not row[0], rows[at + 1 :])]
    return "".join([rows[at][1], *further]).replace("``", " ").replace("|", "\\|")


def _told(kind: str) -> str:
    verifier = VERIFIERS.get(cast("ClaimKind", kind))
    return " ".join(inspect.cleandoc(verifier.__doc__ or "").split()) if verifier else "Nothing verifies it yet."


def sample() -> str:
    """What pytest prints for the drifted example app, shortened."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *SAMPLE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode != 1:
        raise SystemExit(f"the sample run ended with {ran.returncode}:\n{ran.stdout}{ran.stderr}")
    return excerpt(ran.stdout)


def excerpt(output: str) -> str:
    """The first finding of a run in full, then the table at its end."""
    lines = [line.rstrip() for line in output.splitlines()]
    header = next(line for line in lines if line.startswith("contract: "))
    failures = next(number for number, line in enumerate(lines) if " FAILURES " in line)
    end = lines.index("", failures)
    summary = next(number for number, line in enumerate(lines) if " contract drift " in line)
    table = next(number for number, line in enumerate(lines) if line.startswith("operation  "))
    last = next(number for number, line in enumerate(lines) if " short test summary " in line)
    shown = [header, "", *lines[failures:end], CUT, lines[summary], CUT, *lines[table:last]]
    return "\n".join(["```console", f"$ pytest {' '.join(SAMPLE)}", *shown, "```"])


def with_blocks(text: str, made: dict[str, str]) -> str:
    """The text with each named block replaced."""
    for name, block in made.items():
        begin, end = f"<!-- begin: {name} -->", f"<!-- end: {name} -->"
        text, count = re.subn(f"{begin}.*?{end}", lambda _, b=block, s=begin, e=end: f"{s}\n{b}\n{e}", text, flags=re.S)
        if count != 1:
            raise SystemExit(f"README.md must hold the block {name!r} once")
    return text


def main(arguments: list[str]) -> int:
    """Write every page; with `--check`, only say which ones would change, and end with 1 where there is one."""
    is_check = "--check" in arguments
    readme = ROOT / "README.md"
    made = blocks() if is_check else {**blocks(), "sample": sample()}
    wanted = {ROOT / path: text for path, text in pages().items()}
    wanted[readme] = with_blocks(readme.read_text(encoding="utf-8"), made)
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    gone = [path for path in (ROOT / "docs/reference/rules").glob("CT*.md") if path not in wanted]
    for path in (*stale, *gone):
        print(f"{'differs' if is_check else 'written' if path in wanted else 'removed'}: {path.relative_to(ROOT)}")
    if is_check:
        return 1 if stale or gone else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], encoding="utf-8")
    for path in gone:
        path.unlink()
    return 0


def _usage(option: Option) -> str:
    return (f"{option.flag}={option.metavar}" if option.metavar else option.flag).replace("|", "\\|")


def _sentence(text: str) -> str:
    return (text[:1].upper() + text[1:]).replace("|", "\\|")


def _fixtures() -> Iterator[tuple[str, str, str]]:
    for name, fixture in vars(fixtures).items():
        if name.startswith("contract_"):
            text = " ".join(inspect.cleandoc(fixture.__wrapped__.__doc__ or "").split())
            # pytest shows a fixture's scope to nobody else.
            yield name, fixture._fixture_function_marker.scope, _sentence(text)


def _first_sentence(rule: Rule) -> str:
    return " ".join(rule.documentation.partition("\n\n")[0].split()).replace("|", "\\|")


def _headed(documentation: str) -> str:
    """The words before a paragraph's colon as a heading."""
    return re.sub(
        r"(?m)^((?:Why|Example|What|How)\b[^:\n]{0,30}): (\S)",
        lambda match: f"## {match[1]}\n\n{match[2].upper()}",
        documentation,
    )


def _object_table(name: str, node: dict[str, Any]) -> str:
    rows = list(_rows(node))
    if not rows:
        return ""
    about = f"{node['description']}\n\n" if "description" in node else ""
    heading = f"## {name[:1].upper()}{name[1:]}\n\n{about}"
    return heading + "\n".join(["| member | is | about |", "|---|---|---|", *rows])


def _rows(node: dict[str, Any], prefix: str = "") -> Iterator[str]:
    for name, member in node.get("properties", {}).items():
        if isinstance(member, dict):
            yield f"| `{prefix}{name}` | {_kind(member)} | {member.get('description', '')} |"
            inner = member.get("items", member)
            yield from _rows(inner, f"{prefix}{name}{'[]' if inner is not member else ''}.")
        else:
            yield f"| `{prefix}{name}` | anything | |"


def _kind(node: dict[str, Any]) -> str:
    if "$ref" in node:
        return node["$ref"].rpartition("/")[2].replace("_", " ")
    if "const" in node:
        return f"`{node['const']}`"
    if "enum" in node:
        return ", ".join(f"`{each}`" for each in node["enum"])
    if "anyOf" in node:
        return " or ".join(_kind(each) for each in node["anyOf"])
    if node.get("type") == "array":
        items = node.get("items")
        return f"array of {_kind(items)}" if isinstance(items, dict) else "array"
    kinds = node.get("type", "anything")
    return " or ".join(kinds) if isinstance(kinds, list) else kinds


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
