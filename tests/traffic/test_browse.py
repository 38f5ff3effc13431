"""What answers name, by name."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pytest_contract.exchange import Response
from pytest_contract.traffic.browse import seen_in


def seen(body: Any, status: int = 200) -> dict[str, tuple[Any, ...]]:
    headers = (("Content-Type", "application/json"),)
    return seen_in([Response(status=status, headers=headers, body=json.dumps(body).encode())])


@pytest.mark.parametrize(
    ("body", "name", "values"),
    [
        pytest.param({"token": "abc"}, "token", ("abc",), id="a-member"),
        pytest.param({"data": {"next": {"token": "abc"}}}, "token", ("abc",), id="deep"),
        pytest.param({"colours": ["red", "blue"]}, "colour", ("red", "blue"), id="a-list-of-texts"),
        pytest.param({"source_storages": [{"title": "S3"}]}, "sourcestorage", ("S3",), id="a-list-of-objects"),
        pytest.param([{"code": "A"}, {"code": "B"}, {"code": "A"}], "code", ("A", "B"), id="once-each"),
    ],
)
def test_values_are_known_by_name(body: Any, name: str, values: tuple[Any, ...]) -> None:
    assert seen(body)[name] == values


@pytest.mark.parametrize("body", [{"ok": True}, {"none": None}, {"empty": ""}, {"path": "/"}, 5, []])
def test_what_says_nothing_is_left_out(body: Any) -> None:
    assert seen(body) == {}


def test_a_rejection_names_nothing() -> None:
    assert seen({"token": "abc"}, 404) == {}
