"""What holds for every document."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec import Document, load

QUIET = settings(
    deadline=None, max_examples=60, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

names = st.text("ab/~{}é $%", min_size=1, max_size=6)
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
references = st.sampled_from(["#/paths", "#/components/schemas/S", "#", "x.yaml", "#a", "http://127.0.0.1:9/"])
schemas = st.recursive(
    st.fixed_dictionaries({}, optional={"type": st.sampled_from(["string", "object", "x"]), "pattern": names})
    | st.builds(lambda reference: {"$ref": reference}, references)
    | junk,
    lambda inner: st.fixed_dictionaries(
        {}, optional={"properties": st.dictionaries(names, inner, max_size=2), "allOf": st.lists(inner, max_size=2)}
    ),
    max_leaves=5,
)
contents = st.dictionaries(names, st.fixed_dictionaries({"schema": schemas}, optional={"example": junk}), max_size=2)
parameters = st.fixed_dictionaries(
    {"name": names, "in": st.sampled_from(["query", "path", "header"]), "schema": schemas}
)
operations = (
    st.fixed_dictionaries(
        {},
        optional={
            "parameters": st.lists(parameters | junk, max_size=2) | junk,
            "requestBody": st.fixed_dictionaries({"content": contents}) | junk,
            "responses": st.dictionaries(names, st.fixed_dictionaries({"content": contents}) | junk, max_size=2) | junk,
            "security": junk,
        },
    )
    | junk
)
documents = st.fixed_dictionaries(
    {
        "openapi": st.sampled_from(["3.0.3", "3.1.0", "3.2.0"]),
        "paths": st.dictionaries(
            names.map(lambda name: f"/{name}"),
            st.dictionaries(
                st.sampled_from(["get", "post", "parameters", "$ref"]), operations | references, max_size=3
            ),
            min_size=1,
            max_size=2,
        ),
        "components": st.fixed_dictionaries({"schemas": st.fixed_dictionaries({"S": schemas})}),
    }
)


def _loaded(text: str | bytes) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "openapi"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load(str(file))


@QUIET
@given(documents)
def test_every_pointer_of_a_listing_can_be_located_and_nothing_raises(raw: dict[str, Any]) -> None:
    loaded = _loaded(json.dumps(raw, indent=1))
    for operation in loaded.operations:
        found = [operation, *operation.parameters, *operation.responses, *loaded.faults(operation)]
        assert all(loaded.locate(each.pointer).line for each in found)
        assert all(loaded.locate(each.pointer).line for each in loaded.examples(operation))


@QUIET
@given(documents)
def test_a_json_document_and_its_yaml_give_the_same_operations(raw: dict[str, Any]) -> None:
    from_json, from_yaml = _loaded(json.dumps(raw)), _loaded(yaml.safe_dump(raw, allow_unicode=True, sort_keys=False))
    assert from_json.operations == from_yaml.operations
    assert _faults(from_json) == _faults(from_yaml)


def _faults(loaded: Document) -> list[tuple[str, str]]:
    return [(fault.kind, fault.pointer) for each in loaded.operations for fault in loaded.faults(each)]


@QUIET
@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
@example(b"openapi: 3.1.0\npaths: {/a: {$ref: '#/paths/~1a'}}")
@example(b"openapi: 3.1.0\npaths: {$ref: '#/paths'}")
@example(b"openapi: 3.1.0\npaths: {/a: {$ref: \"\\0.yaml\"}, /b: {$ref: '%00'}, /c: {$ref: 'http://['}}")
@example(b"openapi: 3.1.0\npaths: {/a: {$ref: '%ZZ#/%ZZ'}}\ncomponents: {$ref: '#'}")
@example(b"&a openapi: 3.1.0\n*a : 1\npaths: 1\n")
def test_the_loader_raises_nothing_else_on_any_bytes(raw: bytes) -> None:
    with contextlib.suppress(SpecLoadError):
        loaded = _loaded(raw)
        assert all(loaded.locate(each.pointer) and loaded.faults(each) is not None for each in loaded.operations)
