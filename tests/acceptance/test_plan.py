"""The tables of planted drift are true to the apps."""

from __future__ import annotations

import asyncio
import re
from collections import Counter

import pytest
from _pytest.mark import ParameterSet
from fixtures.apps.shelf import FOLDER, NAMES, ShelvedApp, shelved
from tours import TOURS, walked

LOCAL_CODES = ("CT102", "CT103", "CT104", "CT402")


def planted(*, local: bool) -> list[ParameterSet]:
    """The variants whose fault leaves the app's state as it would be, or the others."""
    return [
        pytest.param(app, drift, operation, id=f"{app.name}-{drift}")
        for app in map(shelved, NAMES)
        for drift, (code, operation) in app.drifts.items()
        if (code in LOCAL_CODES) is local
    ]


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


def shown_by(app: ShelvedApp, drift: str) -> set[str]:
    """The steps of the tour on which the variant answers otherwise than the clean app."""
    clean, drifted = asyncio.run(walked(app, None)), asyncio.run(walked(app, drift))
    pairs = zip(TOURS[app.name], clean, drifted, strict=True)
    return {f"{method} {path}" for (method, path, _), before, after in pairs if before != after}


def elsewhere(operation: str | None, steps: set[str]) -> set[str]:
    """The steps that are not the operation's."""
    template = re.sub(r"\\\{.*?\\\}", "[^/?]+", re.escape(operation or "")) + r"(\?.*)?"
    return {step for step in steps if not re.fullmatch(template, step)}


@pytest.mark.parametrize(("app", "drift", "operation"), planted(local=True))
def test_planted_drift_shows_on_its_operation_alone(app: ShelvedApp, drift: str, operation: str) -> None:
    steps = shown_by(app, drift)
    assert (bool(steps), elsewhere(operation, steps)) == (True, set())


@pytest.mark.parametrize(("app", "drift", "operation"), planted(local=False))
def test_planted_drift_shows_in_what_follows(app: ShelvedApp, drift: str, operation: str | None) -> None:
    assert shown_by(app, drift) != set()
