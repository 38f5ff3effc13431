"""The tables of planted drift are true to the apps."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from fixtures.apps.shelf import FOLDER, NAMES, shelved


@pytest.mark.parametrize("name", NAMES)
def test_every_drift_of_the_table_is_planted(name: str) -> None:
    source = (FOLDER / name / "app.py").read_text()
    assert [drift for drift in shelved(name).drifts if f'"{drift}"' not in source] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_planted_drift_is_in_the_table(name: str) -> None:
    planted = set(re.findall(r'drift(?:\(\))? [=!]= "([a-z0-9_]+)"', (FOLDER / name / "app.py").read_text()))
    assert planted - set(shelved(name).drifts) == set()


def test_every_code_is_planted_in_two_frameworks() -> None:
    codes = Counter(
        code
        for name in NAMES
        for code in {code for code, _ in (*shelved(name).drifts.values(), *shelved(name).spec_drifts.values())}
    )
    assert [code for code, apps in codes.items() if apps < 2] == []
