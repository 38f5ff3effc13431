"""The catalogue of rules is whole: what each says of itself, and what the design says of it."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest
from fixture_pairs import CODES, FOLDER

from pytest_contract.rules.registry import BY_CODE, RULES
from pytest_contract.rules.rule import ApiRule, DesignRule, OperationRule, Rule
from pytest_contract.rules.settle import EXPLAINED_BY

TABLE = {
    "CT101": ("undocumented-status", "error"),
    "CT102": ("undocumented-media-type", "error"),
    "CT103": ("response-body-mismatch", "error"),
    "CT104": ("response-header-mismatch", "error"),
    "CT105": ("server-error", "error"),
    "CT106": ("created-resource-not-found", "error"),
    "CT107": ("deleted-resource-found", "error"),
    "CT201": ("invalid-request-accepted", "error"),
    "CT202": ("valid-request-rejected", "warning"),
    "CT301": ("operation-not-implemented", "error"),
    "CT302": ("undocumented-operation", "error"),
    "CT401": ("auth-not-enforced", "error"),
    "CT402": ("wrong-status-for-anonymous", "error"),
    "CT403": ("foreign-resource-readable", "error"),
    "CT404": ("wrong-status-for-foreign-resource", "error"),
    "CT501": ("rate-limit-not-enforced", "error"),
    "CT502": ("rate-limit-too-low", "error"),
    "CT503": ("rate-limit-too-high", "error"),
    "CT504": ("rate-limit-wrong-status", "error"),
    "CT505": ("retry-after-wrong", "error"),
    "CT506": ("rate-limit-window-wrong", "error"),
    "CT507": ("rate-limit-scope-wrong", "error"),
    "CT508": ("rate-limit-headers-wrong", "warning"),
    "CT509": ("undeclared-rate-limit", "warning"),
    "CT601": ("operation-missing-from-spec", "error"),
    "CT602": ("operation-missing-from-design", "warning"),
    "CT603": ("status-missing-from-spec", "error"),
    "CT604": ("status-missing-from-design", "note"),
    "CT605": ("error-code-missing-from-spec", "warning"),
    "CT606": ("rate-limit-differs", "error"),
    "CT607": ("rate-limit-missing-from-spec", "warning"),
    "CT608": ("auth-differs", "error"),
    "CT609": ("example-mismatch", "error"),
    "CT610": ("field-missing-from-spec", "error"),
    "CT701": ("undeclared-error-code", "error"),
    "CT702": ("error-code-with-wrong-status", "error"),
    "CT703": ("declared-error-not-returned", "error"),
    "CT704": ("error-format-mismatch", "error"),
    "CT705": ("latency-target-missed", "warning"),
    "CT706": ("idempotency-broken", "error"),
    "CT707": ("concurrency-claim-broken", "error"),
    "CT708": ("declared-header-missing", "error"),
    "CT901": ("operation-not-exercised", "warning"),
    "CT902": ("status-not-reached", "note"),
    "CT903": ("claim-not-understood", "note"),
    "CT904": ("claim-not-verifiable", "note"),
    "CT905": ("spec-invalid", "error"),
    "CT906": ("spec-example-mismatch", "warning"),
    "CT907": ("worker-lost", "error"),
}
"""Codes are never renumbered and never reused: an entry here changes only when a rule is added."""

JUDGING = [rule for rule in RULES if isinstance(rule, OperationRule | ApiRule | DesignRule)]
"""What is left is told by the runner itself, and has no evidence that an app could give."""

every_rule = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in RULES])


def test_codes_names_and_weights_are_those_of_the_design() -> None:
    assert {rule.code: (rule.name, rule.severity.label) for rule in RULES} == TABLE


def test_codes_are_sorted_and_unique() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(BY_CODE)


def test_names_are_unique() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


@every_rule
def test_file_is_named_after_its_rule(rule: Rule) -> None:
    assert Path(inspect.getfile(type(rule))).stem == rule.name.replace("-", "_")


@every_rule
def test_class_is_named_after_its_rule(rule: Rule) -> None:
    assert type(rule).__name__ == rule.name.title().replace("-", "")


def test_every_file_of_a_family_holds_a_registered_rule() -> None:
    folder = Path(inspect.getfile(Rule)).parent
    files = {file.stem for file in folder.glob("*/*.py") if file.parent.name != "verdicts"}
    assert files - {"__init__"} == {rule.name.replace("-", "_") for rule in RULES}


@every_rule
@pytest.mark.parametrize("part", ["Why it matters: ", "Example: ", "How to mend: ", "How to accept: "])
def test_documentation_has_every_part(rule: Rule, part: str) -> None:
    assert len([block for block in rule.documentation.split("\n\n") if block.startswith(part)]) == 1


@every_rule
def test_documentation_opens_with_one_sentence(rule: Rule) -> None:
    summary = rule.documentation.partition("\n\n")[0]
    assert re.fullmatch(r"[A-Z][^\n]+(\n[^\n]+)?\.", summary)


@every_rule
def test_documentation_says_how_to_leave_the_rule_out(rule: Rule) -> None:
    assert f"`--contract-ignore={rule.code}`" in rule.documentation


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in JUDGING])
@pytest.mark.parametrize("side", ["drift", "agrees"])
def test_rule_has_a_pair_of_fixtures(rule: Rule, side: str) -> None:
    folder = FOLDER / rule.code / side
    assert {"app.py", "openapi.yaml"} <= {file.name for file in folder.iterdir()}


def test_every_fixture_belongs_to_a_rule() -> None:
    assert [rule.code for rule in JUDGING] == CODES


def test_only_a_lost_process_is_told_without_evidence() -> None:
    assert BY_CODE.keys() - {rule.code for rule in JUDGING} == {"CT907"}


def test_only_rules_explain_and_are_explained() -> None:
    assert {code for code, causes in EXPLAINED_BY.items() for code in (code, *causes)} <= BY_CODE.keys()


def test_no_two_rules_explain_each_other_away() -> None:
    pairs = {(code, cause) for code, causes in EXPLAINED_BY.items() for cause in causes}
    assert [pair for pair in pairs if pair[::-1] in pairs] == []
