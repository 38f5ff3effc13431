"""What is generated: the same at each run, valid where it says so, and never an exception."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis.configuration import storage_directory
from hypothesis.internal.conjecture import providers
from written import FINE, JSON, an_object, content, document, drafted, named, parameter

from pytest_contract.conformance import RequestJudge
from pytest_contract.exchange import Request
from pytest_contract.spec import Document
from pytest_contract.traffic import generate, local_constants
from pytest_contract.traffic.draft import Draft, Drafts
from pytest_contract.traffic.generate import Generator

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data"
INTEGER = {"type": "integer", "minimum": -5, "maximum": 500}
TEXT = {"type": "string", "minLength": 1, "maxLength": 9}
NUMBERS = {"type": "array", "items": {"type": "integer"}, "minItems": 1}
PAIR = an_object(a=INTEGER, b=TEXT)
FILE = {"type": "string", "format": "binary"}
RICH = {
    "type": "object",
    "required": ["n", "l", "c"],
    "properties": {
        "id": {"type": "integer", "readOnly": True},
        "n": {"type": "number", "multipleOf": 0.5},
        "l": {"type": "array", "items": {"enum": ["a", "ü"]}, "uniqueItems": True},
        "c": {"oneOf": [{"type": "integer"}, an_object(k={"enum": ["x"]}), {"type": "boolean"}]},
        "t": {"type": "string", "nullable": True, "format": "date-time"},
    },
}
LOOSE = {"type": "object", "properties": {"n": {"type": "integer"}, "s": {"type": "string"}, "f": {"type": "number"}}}
COMPOSED = {"allOf": [an_object(a=TEXT) | {"additionalProperties": True}, {"properties": {"b": INTEGER}}]}
SHOP = {
    "/orders": {
        "post": {"requestBody": content(RICH)},
        "get": {"parameters": [parameter("query", NUMBERS, "ids"), parameter("header", TEXT, "X-Who")]},
    },
    "/orders/{id}": {
        "get": {"parameters": [parameter("path", {"type": "string", "format": "uuid"}, "id")]},
        "put": {"parameters": [parameter("path", TEXT, "id")], "requestBody": content(PAIR, MULTIPART)},
    },
}


def requests(spec: Document, drafts: Drafts) -> Iterator[tuple[Draft, Request]]:
    maker = Generator(spec, seed=0)
    for draft in drafts.valid:
        yield draft, maker.render(spec.operations[0], draft, base_path="")


@pytest.mark.parametrize(
    "declared",
    [
        pytest.param({"requestBody": content(RICH)}, id="json"),
        pytest.param({"requestBody": content(COMPOSED)}, id="json-composed"),
        pytest.param({"requestBody": content({})}, id="json-anything"),
        pytest.param({"requestBody": content(PAIR, FORM)}, id="form"),
        pytest.param({"requestBody": content(COMPOSED, FORM)}, id="form-composed"),
        pytest.param({"requestBody": content(an_object(f=FILE, t=TEXT, o=PAIR, l=NUMBERS), MULTIPART)}, id="multipart"),
        pytest.param({"requestBody": content(TEXT, "text/plain")}, id="text"),
        pytest.param({"requestBody": content(FILE, "application/octet-stream")}, id="bytes"),
        pytest.param(
            {
                "parameters": [
                    parameter("query", INTEGER, "i"),
                    parameter("query", {"type": "string", "format": "uuid"}, "u"),
                    parameter("query", {"type": "string", "format": "date"}, "d", required=False),
                    parameter("query", {"type": "boolean"}, "b", required=False),
                    parameter("query", TEXT, "t"),
                ]
            },
            id="query",
        ),
        pytest.param(
            {
                "parameters": [
                    parameter("query", NUMBERS, "f"),
                    parameter("query", NUMBERS, "s", style="spaceDelimited", explode=False),
                    parameter("query", NUMBERS, "p", style="pipeDelimited", explode=False),
                    parameter("query", PAIR, "d", style="deepObject", explode=True),
                ]
            },
            id="query-styles",
        ),
        pytest.param(
            {
                "parameters": [
                    parameter("header", INTEGER, "X-Int"),
                    parameter("header", TEXT, "X-Text", required=False),
                    parameter("header", NUMBERS, "X-List"),
                    parameter("cookie", {"type": "string", "pattern": "^[a-z]{2,5}$"}, "sid"),
                ]
            },
            id="header-and-cookie",
        ),
    ],
)
def test_no_valid_draft_is_invalid_on_the_wire(declared: dict[str, Any]) -> None:
    spec = document({"/items": {"post": declared}})
    judge = RequestJudge(spec)
    drafts = drafted(spec, count=30)
    sent = list(requests(spec, drafts))
    invalid = [
        (draft, request, verdict.violations)
        for draft, request in sent
        if (verdict := judge.judge(spec.operations[0], request)).outcome == "invalid"
    ]
    assert len(sent) >= 20
    assert not invalid
    assert not drafts.gaps


def test_path_values_are_valid_too() -> None:
    declared = {"parameters": [parameter("path", INTEGER, "p"), parameter("path", NUMBERS, "l", style="label")]}
    spec = document({"/items/{p}/{l}": {"post": declared}})
    judge = RequestJudge(spec)
    outcomes = {judge.judge(spec.operations[0], request).outcome for _, request in requests(spec, drafted(spec))}
    assert outcomes <= {"valid", "unclear"}


def test_invalid_drafts_say_what_is_wrong_with_them() -> None:
    drafts = drafted(document({"/items": {"post": {"requestBody": content(PAIR)}}}))
    named_parts = [violation for draft in drafts.invalid for violation in draft.intent.violations]
    assert {violation.part for violation in named_parts if draft_is_about_schema(violation)} == {"body"}
    assert all(draft.intent.violations for draft in drafts.invalid if draft.intent.kind == "invalid")


def draft_is_about_schema(violation: Any) -> bool:
    return bool(violation.keyword or violation.description)


def test_a_required_header_is_left_out_once() -> None:
    drafts = drafted(document({"/items": {"post": {"parameters": [parameter("header", INTEGER, "X-Shop")]}}}))
    assert [draft.left_out for draft in drafts.invalid if draft.left_out] == [frozenset({"x-shop"})]


def test_examples_come_first() -> None:
    spec = document({"/items": {"post": {"requestBody": content(PAIR, example={"a": 41, "b": "spec"})}}})
    assert drafted(spec).valid[0].body == {"a": 41, "b": "spec"}


def test_no_two_drafts_are_equal() -> None:
    drafts = drafted(document(SHOP), "POST /orders")
    bodies = [repr((draft.body, draft.intent.kind)) for draft in drafts.valid]
    assert len(bodies) == len(set(bodies))


def test_credentials_are_left_to_the_identity() -> None:
    paths = {"/items": {"get": {"security": [{"key": []}, {"token": []}]}}}
    schemes = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "token": {"type": "http", "scheme": "bearer"},
    }
    drafts = drafted(document(paths, securitySchemes=schemes))
    names = {name.lower() for draft in (*drafts.valid, *drafts.invalid) for name in draft.headers}
    assert not names & {"x-key", "authorization"}


# The same again


def test_another_seed_gives_other_drafts() -> None:
    spec = document(SHOP)
    assert drafted(spec, "POST /orders", seed=0) == drafted(spec, "POST /orders", seed=0)
    assert drafted(spec, "POST /orders", seed=0).valid != drafted(spec, "POST /orders", seed=1).valid


def test_what_was_generated_before_changes_nothing() -> None:
    spec = document(SHOP)
    maker = Generator(spec, seed=0, max_examples=8)
    backwards = {each.label: maker.drafts(each) for each in reversed(spec.operations)}
    alone = {label: drafted(spec, label, count=8) for label in backwards}
    assert backwards == alone


def test_generating_for_a_producer_in_between_changes_nothing() -> None:
    spec = document(SHOP)
    maker, operation = Generator(spec, seed=0, max_examples=8), named(spec, "POST /orders")
    list(maker.valid_drafts(operation))
    assert maker.drafts(operation) == drafted(spec, "POST /orders", count=8)


PRINT_DIGEST = """
import hashlib, sys
from pytest_contract.spec import load
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.storage import keep_files_in
keep_files_in(sys.argv[1])
spec = load("openapi.json")
maker, operation = Generator(spec, seed=0, max_examples=60, max_time_s=60), spec.operations[0]
drafts = maker.drafts(operation)
requests = [maker.render(operation, draft, base_path="") for draft in drafts.valid]
print(hashlib.sha256(repr((drafts, requests)).encode()).hexdigest())
"""


def start(folder: Path, hash_seed: str, *, first: str = "") -> subprocess.Popen[str]:
    # This process's own folder: the character tables, which take seconds to make, are there already.
    command = [sys.executable, "-c", first + PRINT_DIGEST, str(storage_directory().path.resolve())]
    environment = os.environ | {"PYTHONHASHSEED": hash_seed, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)


def test_another_process_sends_the_same_and_leaves_no_file(tmp_path: Path) -> None:
    (tmp_path / "openapi.json").write_text(
        json.dumps(document({"/items": {"post": {"requestBody": content(LOOSE)}}}).raw)
    )
    (tmp_path / "shop_words.py").write_text("WORDS = ['rhubarb', 'quince', 90125, 2112, 1999.5]\n")
    started = [start(tmp_path, "1"), start(tmp_path, "2", first="import shop_words")]
    first, second = (process.communicate(timeout=120)[0] for process in started)
    assert first == second != ""
    assert {path.name for path in tmp_path.iterdir()} == {"openapi.json", "shop_words.py"}


# What can't be generated


@pytest.mark.parametrize(
    ("declared", "reason"),
    [
        pytest.param(
            {"requestBody": content({"type": "integer", "minimum": 5, "maximum": 3})}, "satisf", id="no-value"
        ),
        pytest.param({"requestBody": content(PAIR, "application/x-table")}, "application/x-table", id="media-type"),
        pytest.param({"requestBody": content(TEXT | {"pattern": "^a$", "minLength": 5})}, "satisf", id="pattern"),
        pytest.param({"parameters": [parameter("query", INTEGER | {"enum": [900]})]}, "satisf", id="query"),
    ],
)
def test_what_cannot_be_generated_is_a_gap_of_one_line(declared: dict[str, Any], reason: str) -> None:
    gaps = drafted(document({"/items": {"post": declared}})).gaps
    assert gaps
    assert any(reason in gap for gap in gaps)
    assert all(gap and "\n" not in gap and len(gap) <= 200 for gap in gaps)


def test_a_generator_without_end_is_cut_short() -> None:
    deep = {"type": "array", "items": {"$ref": "#/components/schemas/Deep"}}
    schemas = {"Deep": {"type": "object", "properties": {"a": deep, "b": deep, "c": deep}}}
    spec = document({"/items": {"post": {"requestBody": content(deep)}}}, schemas=schemas)
    drafts = drafted(spec, count=100_000, max_time_s=0.1)
    assert drafts.is_cut_short
    assert not drafts.gaps


def test_a_spent_budget_gives_nothing_and_says_so() -> None:
    drafts = drafted(document(SHOP), max_time_s=0)
    assert (drafts.valid, drafts.is_cut_short) == ((), True)


# What the shield leans on


@pytest.mark.parametrize("name", generate.UNDOCUMENTED)
def test_undocumented_names_of_schemathesis_are_there(name: str) -> None:
    found: Any = schemathesis
    for part in name.split("."):
        # `location` is set on each schema, and stands in no class.
        found = True if part == "location" else getattr(found, part)
    assert found


@pytest.mark.parametrize("name", local_constants.UNDOCUMENTED)
def test_undocumented_names_of_hypothesis_are_there(name: str) -> None:
    assert hasattr(providers, name)


def test_hypothesis_gets_its_own_constants_back() -> None:
    before = providers._get_local_constants, providers.CONSTANTS_CACHE
    drafted(document({"/items": {"get": {"responses": FINE}}}), count=1)
    assert (providers._get_local_constants, providers.CONSTANTS_CACHE) == before


def test_a_json_body_has_a_media_type() -> None:
    spec = document({"/items": {"post": {"requestBody": content(PAIR)}}})
    assert {draft.media_type for draft in drafted(spec).valid} == {JSON}
