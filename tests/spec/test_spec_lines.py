"""Every declaration knows its file and line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pytest_contract.findings import Location
from pytest_contract.spec import Document, load

Load = Callable[..., Document]
Write = Callable[[Mapping[str, str]], Path]

YAML = """openapi: 3.1.0
x-base: &base
  description: Shared
paths:
  /a/{b~c}:
    get:
      <<: *base
      tags:
        - one
        - two
      parameters: [{name: b~c, in: path},
        {name: q, in: query}]
"""
JSON = """{
  "openapi": "3.1.0",
  "paths": {
    "/a": {"get": {
      "tags": ["one",
               "two"],
      "x-text": "a \\"quoted\\" } text"
    }},
    "/b": {}
  }
}
"""


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        pytest.param("", 1, id="document"),
        pytest.param("/paths", 4, id="key"),
        pytest.param("/paths/~1a~1{b~0c}/get", 6, id="escaped"),
        pytest.param("/paths/~1a~1{b~0c}/get/tags/1", 10, id="element"),
        pytest.param("/paths/~1a~1{b~0c}/get/parameters/1/in", 12, id="flow"),
        pytest.param("/paths/~1a~1{b~0c}/get/description", 3, id="merged in"),
        pytest.param("/paths/~1a~1{b~0c}/get/responses/200", 6, id="nearest parent"),
        pytest.param("/paths/~1a~1{b~0c}/get/tags/7", 8, id="beyond the end"),
    ],
)
def test_a_pointer_into_yaml_has_its_line(write: Write, pointer: str, line: int) -> None:
    loaded = load(str(write({"openapi.yaml": YAML})))
    assert loaded.locate(pointer) == Location(source="spec", file="openapi.yaml", line=line)


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        pytest.param("/paths/~1a/get", 4, id="key"),
        pytest.param("/paths/~1a/get/tags/1", 6, id="element"),
        pytest.param("/paths/~1a/get/x-text", 7, id="after a list"),
        pytest.param("/paths/~1b", 9, id="after an object"),
        pytest.param("/paths/~1b/get/x", 9, id="nearest parent"),
    ],
)
def test_a_pointer_into_json_has_its_line(write: Write, pointer: str, line: int) -> None:
    assert load(str(write({"openapi.json": JSON}))).locate(pointer).line == line


def test_json_of_one_line_has_no_lines(write: Write) -> None:
    loaded = load(str(write({"openapi.json": json.dumps(json.loads(JSON)) + "\n"})))
    assert str(loaded.locate("/paths/~1a")) == "openapi.json"


def test_numbers_beyond_measure_do_not_stand_in_the_way(write: Write) -> None:
    text = '{"openapi": "3.1.0",\n "x-big": ' + "9" * 5000 + ', "x-float": 1e999,\n "paths": {"/a": {}}}'
    assert load(str(write({"openapi.json": text}))).locate("/paths").line == 3


def test_a_file_elsewhere_is_named_in_full(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write({"specs/openapi.json": JSON, "other/x": ""})
    monkeypatch.chdir(file.parent.parent / "other")
    assert load("../specs/openapi.json").locate("").file == str(file)


def test_lines_are_computed_only_when_asked_for(write: Write) -> None:
    file = write({"openapi.yaml": YAML})
    loaded = load(str(file))
    file.unlink()
    assert loaded.locate("/paths").line == 4
