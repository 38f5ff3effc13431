"""What is read from bytes: sniffed by content, YAML 1.2, and one clear line for what can't be read."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec import Document, load, yaml_text
from pytest_contract.spec.parse import parse
from pytest_contract.spec.yaml_text import read_yaml

Write = Callable[[Mapping[str, str]], Path]

MINIMAL = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"get": {"responses": {}}}}}


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param("200: x", "200", id="status"),
        pytest.param("on: x", "on", id="on"),
        pytest.param("yes: x", "yes", id="yes"),
        pytest.param("null: x", "null", id="null"),
        pytest.param("1.10: x", "1.10", id="float"),
        pytest.param("2020-01-01: x", "2020-01-01", id="date"),
        pytest.param("0x1F: x", "0x1F", id="hexadecimal"),
        pytest.param("'<<': x", "<<", id="quoted merge key"),
    ],
)
def test_a_key_stays_the_text_that_was_written(written: str, key: str) -> None:
    assert read_yaml(written) == {key: "x"}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        pytest.param("yes", "yes", id="yes is text"),
        pytest.param("off", "off", id="off is text"),
        pytest.param("true", True, id="true"),
        pytest.param("False", False, id="False"),
        pytest.param("2020-01-01", "2020-01-01", id="date is text"),
        pytest.param("12:30:45", "12:30:45", id="time is text"),
        pytest.param("~", None, id="null"),
        pytest.param("0o17", 15, id="octal"),
        pytest.param("017", 17, id="leading zero is decimal"),
        pytest.param("1e3", 1000.0, id="exponent"),
        pytest.param("1_000", "1_000", id="underscores are text"),
        pytest.param(".nan", None, id="not a number"),
        pytest.param("!!str 12", "12", id="tagged text"),
        pytest.param("!!timestamp 2020-01-01", "2020-01-01", id="tagged date"),
        pytest.param("!!binary aGk=", "aGk=", id="tagged binary"),
        pytest.param("9" * 5000, "9" * 5000, id="an integer beyond measure"),
    ],
)
def test_a_value_is_read_by_the_core_schema(written: str, value: object) -> None:
    assert read_yaml(f"a: {written}") == {"a": value}


@pytest.mark.parametrize("text", ["a: .inf\nb: -.inf", '{"a": Infinity, "b": -Infinity}', '{"a": 1e999, "b": -1e999}'])
def test_an_infinity_becomes_the_largest_number_of_json(text: str) -> None:
    value, _ = parse(text, "x")
    assert value["a"] == -value["b"] == 1.7976931348623157e308
    json.dumps(value, allow_nan=False)


def test_merge_keys_bring_what_is_not_there() -> None:
    text = "base: &base {a: 1, b: 2}\nmore: &more {b: 3, c: 3}\nboth:\n  <<: [*base, *more]\n  a: 0\n"
    assert read_yaml(text)["both"] == {"a": 0, "b": 2, "c": 3}


def test_an_alias_stands_for_its_anchor() -> None:
    assert read_yaml("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


def _bomb(link: str) -> str:
    lines = ["a0: &a0 " + ("{x: 1}" if link == "<<" else "[x, x, x, x, x, x, x, x, x, x]")]
    for level in range(1, 12):
        aliases = ", ".join([f"*a{level - 1}"] * 10)
        lines.append(f"a{level}: &a{level} " + (f"{{<<: [{aliases}]}}" if link == "<<" else f"[{aliases}]"))
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("", "x.yaml is empty", id="empty"),
        pytest.param("  \n\n", "x.yaml is empty", id="blank"),
        pytest.param("# only a comment\n", "x.yaml is empty", id="comment"),
        pytest.param("a:\n\t- b\n", "x.yaml:2 has a tab where YAML asks for spaces; replace it by spaces", id="tab"),
        pytest.param(
            "a: 1\nb: !!python/object:os.system x\n",
            "x.yaml:2 has the tag !!python/object:os.system, which is no plain data; remove it",
            id="python object",
        ),
        pytest.param(
            "a: !!python/object/apply:os.system [x]\n",
            "x.yaml:1 has the tag !!python/object/apply:os.system, which is no plain data; remove it",
            id="python call",
        ),
        pytest.param(
            "a: !include other.yaml", "x.yaml:1 has the tag !include, which is no plain data; remove it", id="include"
        ),
        pytest.param(
            _bomb("alias"),
            "x.yaml:7 has aliases that expand to more than 5,000,000 nodes; write them out",
            id="anchor bomb",
        ),
        pytest.param(
            _bomb("<<"),
            "x.yaml:8 has aliases that expand to more than 5,000,000 nodes; write them out",
            id="merge bomb",
        ),
        pytest.param("a: &a\n  b: *a\n", "x.yaml:2 has an anchor &a that contains itself", id="self-recursive anchor"),
        pytest.param("a: *b\n", "x.yaml:1 has an alias *b without its anchor &b", id="unknown alias"),
        pytest.param(
            "? [a]\n: b\n", "x.yaml:1 has a key that is a list or a mapping; put the key in quotes", id="list as key"
        ),
        pytest.param("a: 1\n---\nb: 1\n", "x.yaml:2 holds more than one YAML document; keep one", id="two documents"),
        pytest.param("- " * 1000, "x.yaml:1 is nested more than 400 levels deep", id="deep YAML"),
        pytest.param('{"a":' * 100_000, "x.yaml is nested too deeply to be an OpenAPI document", id="deep JSON"),
        pytest.param('{"a": 1,\n "b" 2}', "x.yaml:2 is not valid JSON: expecting", id="broken JSON"),
        pytest.param(
            "<!DOCTYPE html>", "x.yaml is HTML or XML, not an OpenAPI document in YAML or JSON", id="a web page"
        ),
        pytest.param("a: '\x07'", "x.yaml:1 holds a control character (", id="control character"),
    ],
)
def test_text_that_is_no_plain_yaml_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SpecLoadError) as caught:
        parse(text, "x.yaml")
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "is binary, not text", id="picture"),
        pytest.param(b"a: 1\nb: caf\xe9\n", ":2 is not UTF-8 text; save the file as UTF-8", id="Latin-1"),
        pytest.param(b"- a\n- b\n", "holds a list, not an OpenAPI document", id="list"),
        pytest.param(b"just words\n", "holds a single value, not an OpenAPI document", id="scalar"),
    ],
)
def test_a_file_that_is_no_document_is_refused(write: Write, raw: bytes, message: str) -> None:
    file = write({"x.yaml": ""})
    file.write_bytes(raw)
    with pytest.raises(SpecLoadError, match=r"^x\.yaml") as caught:
        load("x.yaml")
    assert message in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
@pytest.mark.parametrize("dump", [json.dumps, yaml.safe_dump], ids=["json", "yaml"])
def test_text_of_any_unicode_encoding_is_read(write: Write, dump: Callable[[object], str], encoding: str) -> None:
    file = write({"spec": ""})
    file.write_bytes(dump(MINIMAL).encode(encoding))
    assert [each.label for each in load(str(file)).operations] == ["GET /a"]


def test_json_is_recognised_by_its_content_and_not_by_its_name(write: Write) -> None:
    file = write({"openapi.yaml": json.dumps({**MINIMAL, "x-smile": "\U0001f600 \x80"}, ensure_ascii=True)})
    assert load(str(file)).raw["x-smile"] == "\U0001f600 \x80"


def test_a_missing_file_is_said_to_be_missing(write: Write) -> None:
    write({"other.yaml": ""})
    with pytest.raises(SpecLoadError, match=r"^openapi\.yaml doesn't exist; give the path of an OpenAPI file"):
        load("openapi.yaml")


def test_a_folder_is_no_spec(write: Write) -> None:
    write({"specs/a.yaml": ""})
    with pytest.raises(SpecLoadError, match=r"^specs is a folder; name the OpenAPI file in it"):
        load("specs")


def test_yaml_is_read_alike_without_the_c_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "200: &a {on: [yes, 1, .5, ~]}\nb: {<<: *a}\nc: |\n  text\n"
    fast = read_yaml(text)
    monkeypatch.setattr(yaml_text, "_FASTEST_LOADER", yaml.SafeLoader)
    assert read_yaml(text) == fast
    assert not yaml_text.uses_c_parser()


def test_the_display_name_is_relative_to_the_working_directory(document: Callable[..., Document]) -> None:
    loaded = document("paths: {/a: {get: {}}}")
    assert loaded.display == "openapi.yaml"
    assert loaded.file is not None
    assert loaded.file.is_absolute()
