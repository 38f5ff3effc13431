"""A finding's algebra: it survives what carries it, and its identity outlives its wording."""

from __future__ import annotations

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pytest_contract.findings import AppFrame, Evidence, Finding, Location, OperationKey, Severity, fingerprint

TEXT = st.text(max_size=20)
LINES = st.none() | st.integers(1, 10**6)
BODIES = st.none() | TEXT
MESSAGES = st.fixed_dictionaries(
    {"method": TEXT, "url": TEXT, "headers": st.dictionaries(TEXT, TEXT, max_size=3), "body": BODIES}
)
ANSWERS = st.fixed_dictionaries(
    {"status": st.integers(100, 599), "headers": st.dictionaries(TEXT, TEXT, max_size=3), "body": BODIES}
)
LOCATIONS = st.builds(Location, source=st.sampled_from(["design", "spec", "app"]), file=TEXT, line=LINES)
FRAMES = st.builds(AppFrame, file=TEXT, line=st.integers(0, 10**6), function=TEXT, code=TEXT)
EVIDENCE = st.builds(
    Evidence,
    curl=TEXT,
    request=MESSAGES,
    response=st.none() | ANSWERS,
    exception=st.none() | TEXT,
    frames=st.lists(FRAMES, max_size=3).map(tuple),
    sequence=st.lists(TEXT, max_size=3).map(tuple),
)
OPERATIONS = st.none() | st.builds(OperationKey, st.sampled_from(["GET", "POST", "QUERY"]), TEXT)
FINDINGS = st.builds(
    Finding,
    code=st.from_regex(r"CT[0-9]{3}", fullmatch=True),
    name=TEXT,
    severity=st.sampled_from(Severity),
    operation=OPERATIONS,
    key=TEXT,
    message=TEXT,
    remedy=TEXT,
    locations=st.lists(LOCATIONS, max_size=3).map(tuple),
    evidence=st.none() | EVIDENCE,
    occurrences=st.integers(1, 10**6),
    cause=TEXT,
)


@given(FINDINGS)
def test_a_finding_survives_builtins(finding: Finding) -> None:
    assert Finding.from_builtins(finding.to_builtins()) == finding


@given(FINDINGS)
def test_a_finding_survives_json(finding: Finding) -> None:
    assert Finding.from_builtins(json.loads(json.dumps(finding.to_builtins()))) == finding


@given(FINDINGS)
def test_builtins_are_builtins_all_the_way_down(finding: Finding) -> None:
    assert _are_builtins(finding.to_builtins())


@given(FINDINGS, FINDINGS)
def test_the_fingerprint_ignores_wording_evidence_and_places(one: Finding, other: Finding) -> None:
    reworded = replace(
        one,
        message=other.message,
        remedy=other.remedy,
        evidence=other.evidence,
        locations=other.locations,
        occurrences=other.occurrences,
        severity=other.severity,
    )
    assert reworded.fingerprint == one.fingerprint


@given(FINDINGS, TEXT)
def test_another_key_is_another_finding(finding: Finding, key: str) -> None:
    assert (replace(finding, key=key).fingerprint == finding.fingerprint) == (key == finding.key)


def test_the_fingerprint_is_the_same_in_every_run() -> None:
    assert fingerprint("CT101", "GET /users/{id}", "403") == "8b254140b9ae9a10"


def test_a_member_that_no_encoding_holds_has_a_fingerprint() -> None:
    assert fingerprint("CT103", "GET /users", "/\ud800") != fingerprint("CT103", "GET /users", "/\ud801")


def _are_builtins(value: object) -> bool:
    if isinstance(value, dict):
        return type(value) is dict and all(type(key) is str and _are_builtins(each) for key, each in value.items())
    if isinstance(value, list):
        return type(value) is list and all(_are_builtins(each) for each in value)
    return value is None or type(value) in {str, int, float, bool}
