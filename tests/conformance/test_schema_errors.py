"""Every way in which a value breaks a schema, each cause once, at its own place."""

from __future__ import annotations

from typing import Any

import pytest
from declared import document

from pytest_contract.conformance import Mismatch, SchemaChecker, UnverifiableError

VERSIONS = ("3.0.3", "3.1.0", "3.2.0")
SCHEMAS: dict[str, Any] = {
    "Job": {
        "type": "object",
        "required": ["id", "state"],
        "properties": {"id": {"type": "integer"}, "state": {"$ref": "#/components/schemas/State"}},
        "additionalProperties": False,
    },
    "State": {"type": "string", "enum": ["queued", "done"]},
    "Alias": {"$ref": "#/components/schemas/State"},
    "Tree": {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "children": {"type": "array", "items": {"$ref": "#/components/schemas/Tree"}},
        },
    },
    "Cat": {
        "type": "object",
        "required": ["kind", "lives"],
        "properties": {"kind": {"enum": ["Cat", "cat"]}, "lives": {"type": "integer"}},
    },
    "Dog": {
        "type": "object",
        "required": ["kind", "bark"],
        "properties": {"kind": {"enum": ["Dog"]}, "bark": {"type": "string"}},
    },
}
JOB = {"$ref": "#/components/schemas/Job"}
PETS = [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}]


def errors(schema: Any, value: Any, version: str = "3.1.0", direction: Any = "response") -> list[Mismatch]:
    checker = SchemaChecker(document({}, version, SCHEMAS))
    return checker.errors(schema, value, direction=direction, pointer="/here")


def places(found: list[Mismatch]) -> list[tuple[str, str]]:
    return sorted((mismatch.instance_pointer, mismatch.schema_pointer) for mismatch in found)


@pytest.mark.parametrize("version", VERSIONS)
def test_all_mismatches_are_told_not_only_the_first(version: str) -> None:
    assert places(errors(JOB, {"id": "x", "state": "lost", "more": 1}, version)) == [
        ("/id", "/components/schemas/Job/properties/id/type"),
        ("/more", "/components/schemas/Job/additionalProperties"),
        ("/state", "/components/schemas/State/enum"),
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_each_missing_property_stands_at_its_own_place(version: str) -> None:
    found = errors(JOB, {}, version)
    assert places(found) == [
        ("/id", "/components/schemas/Job/required"),
        ("/state", "/components/schemas/Job/required"),
    ]
    assert [mismatch.property_name for mismatch in found] == ["id", "state"]


@pytest.mark.parametrize(
    ("schema", "value", "expected"),
    [
        pytest.param(
            {"type": "array", "items": JOB}, [{"id": 1, "state": "x"}], "/components/schemas/State/enum", id="x"
        ),
        pytest.param({"$ref": "#/components/schemas/Alias"}, "x", "/components/schemas/State/enum", id="an alias"),
        pytest.param({"allOf": [JOB]}, {"id": 1, "state": "x"}, "/components/schemas/State/enum", id="allOf"),
        pytest.param({"type": "string"}, 1, "/here/type", id="no reference"),
        pytest.param(
            {"properties": {"a/b": {"type": "string"}}}, {"a/b": 1}, "/here/properties/a~1b/type", id="escaped"
        ),
        pytest.param({"items": {"minLength": 2}}, ["a"], "/here/items/minLength", id="items"),
        pytest.param(
            {"$ref": "#/components/schemas/Tree"},
            {"children": [{"children": [{"name": 1}]}]},
            "/components/schemas/Tree/properties/name/type",
            id="a circle",
        ),
    ],
)
def test_a_schema_pointer_stands_behind_all_references(schema: Any, value: Any, expected: str) -> None:
    assert [mismatch.schema_pointer for mismatch in errors(schema, value)] == [expected]


def test_items_that_fail_alike_are_one_mismatch_at_the_first_of_them() -> None:
    value = [{"id": 1, "state": "done"}, {"id": "x", "state": "done"}, {"id": "y", "state": "done"}]
    assert [mismatch.instance_pointer for mismatch in errors({"items": JOB}, value)] == ["/1/id"]


@pytest.mark.parametrize("keyword", ["oneOf", "anyOf"])
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(
            {"kind": "Cat", "lives": "x"}, [("/lives", "/components/schemas/Cat/properties/lives/type")], id="1st"
        ),
        pytest.param({"kind": "Dog"}, [("/bark", "/components/schemas/Dog/required")], id="2nd"),
        pytest.param({"kind": "Cow"}, [("", "/here/{}")], id="neither"),
        pytest.param(5, [("", "/here/{}")], id="no object"),
    ],
)
def test_the_branch_that_was_meant_tells_why(keyword: str, value: Any, expected: list[tuple[str, str]]) -> None:
    found = errors({keyword: PETS}, value)
    assert places(found) == [(where, pointer.format(keyword)) for where, pointer in expected]


def test_an_optional_reference_tells_what_is_wrong_inside() -> None:
    found = errors({"anyOf": [JOB, {"type": "null"}]}, {"id": 1, "state": "lost"})
    assert places(found) == [("/state", "/components/schemas/State/enum")]


def test_what_fails_in_a_subschema_is_not_unevaluated_too() -> None:
    schema = {"allOf": [{"properties": {"id": {"type": "integer"}}}], "unevaluatedProperties": False}
    assert [mismatch.instance_pointer for mismatch in errors(schema, {"id": "x"})] == ["/id"]
    assert [mismatch.keyword for mismatch in errors(schema, {"more": 1})] == ["unevaluatedProperties"]


def test_a_value_of_two_branches_of_one_of_is_told_so() -> None:
    (mismatch,) = errors({"oneOf": [{"type": "integer"}, {"minimum": 0}]}, 5)
    assert mismatch.reason == "5 matches 2 branches of oneOf, and should match one"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param({"kind": "Dog", "bark": 1}, ["/bark"], id="named by its schema"),
        pytest.param({"kind": "cat", "lives": "x"}, ["/lives"], id="named by the mapping"),
        pytest.param({"kind": "Dog", "bark": "x", "lives": 1}, [], id="fitting"),
    ],
)
def test_a_discriminator_chooses_the_branch(version: str, value: Any, expected: list[str]) -> None:
    discriminator = {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}}
    found = errors({"oneOf": PETS, "discriminator": discriminator}, value, version)
    assert [mismatch.instance_pointer for mismatch in found] == expected


def test_a_missing_discriminator_breaks_nothing_by_itself() -> None:
    schema = {"oneOf": [{"type": "object", "maxProperties": 0}], "discriminator": {"propertyName": "kind"}}
    assert errors(schema, {}) == []


def test_reasons_are_short_however_large_the_value() -> None:
    large = {"id": 1, "state": "x" * 10_000, "list": ["y" * 10_000] * 100}
    for schema in (JOB, {"type": "string"}, {"oneOf": [{"type": "string"}]}, {"not": {}}, {"maxProperties": 1}):
        assert all(len(mismatch.reason) <= 200 for mismatch in errors(schema, large))


@pytest.mark.parametrize(
    ("schema", "value", "version", "valid"),
    [
        pytest.param({"type": "string", "nullable": True}, None, "3.0.3", True, id="nullable"),
        pytest.param({"type": "string"}, None, "3.0.3", False, id="not nullable"),
        pytest.param({"nullable": True, "allOf": [JOB]}, None, "3.0.3", True, id="nullable beside allOf"),
        pytest.param({"nullable": True, "type": "string", "enum": ["a"]}, None, "3.0.3", True, id="nullable enum"),
        pytest.param({"type": ["string", "null"]}, None, "3.0.3", True, id="a list of types in 3.0"),
        pytest.param({"type": ["string", "null"]}, None, "3.1.0", True, id="a list of types"),
        pytest.param({"type": "string", "nullable": True}, None, "3.1.0", False, id="nullable is gone in 3.1"),
        pytest.param({"$ref": "#/components/schemas/State", "maxLength": 1}, "done", "3.0.3", True, id="siblings, 3.0"),
        pytest.param(
            {"$ref": "#/components/schemas/State", "maxLength": 1}, "done", "3.1.0", False, id="siblings, 3.1"
        ),
        pytest.param({"minimum": 1, "exclusiveMinimum": True}, 1, "3.0.3", False, id="exclusiveMinimum, 3.0"),
        pytest.param({"exclusiveMinimum": 1}, 1, "3.1.0", False, id="exclusiveMinimum, 3.1"),
        pytest.param({"const": 1}, 2, "3.1.0", False, id="const"),
        pytest.param({"prefixItems": [{"type": "integer"}]}, ["a"], "3.1.0", False, id="prefixItems"),
        pytest.param({"multipleOf": 0.01}, 19.99, "3.0.3", True, id="decimals"),
        pytest.param({"multipleOf": 0.01}, 19.999, "3.0.3", False, id="one decimal too many"),
        pytest.param({"multipleOf": 0.1}, 1e300, "3.1.0", True, id="a huge number"),
        pytest.param({"pattern": r"^(?<year>\d{4})$"}, "2024", "3.1.0", True, id="a group named as ECMA does"),
        pytest.param({"required": True}, {}, "3.0.3", True, id="required that isn't a list"),
        pytest.param(True, 1, "3.1.0", True, id="true"),
        pytest.param(False, 1, "3.1.0", False, id="false"),
        pytest.param(None, 1, "3.0.3", True, id="no schema"),
    ],
)
def test_each_version_has_its_rules(schema: Any, value: Any, version: str, valid: bool) -> None:
    assert SchemaChecker(document({}, version, SCHEMAS)).is_valid(schema, value, "response") is valid


SECRET = {"type": "object", "required": ["key"], "properties": {"key": {"type": "string", "writeOnly": True}}}
NUMBERED = {"type": "object", "required": ["id"], "properties": {"id": {"type": "integer", "readOnly": True}}}


@pytest.mark.parametrize(
    ("schema", "value", "direction", "version", "keywords"),
    [
        pytest.param(SECRET, {}, "response", "3.0.3", [], id="writeOnly isn't missed in a response"),
        pytest.param(SECRET, {}, "response", "3.1.0", [], id="nor in 3.1"),
        pytest.param(SECRET, {"key": "x"}, "response", "3.0.3", ["writeOnly"], id="writeOnly in a response, 3.0"),
        pytest.param(SECRET, {"key": "x"}, "response", "3.1.0", [], id="writeOnly in a response, 3.1"),
        pytest.param(SECRET, {}, "request", "3.0.3", ["required"], id="writeOnly is missed in a request"),
        pytest.param(NUMBERED, {}, "request", "3.0.3", [], id="readOnly isn't missed in a request"),
        pytest.param(NUMBERED, {}, "request", "3.1.0", [], id="nor in 3.1"),
        pytest.param(NUMBERED, {"id": "x"}, "request", "3.0.3", [], id="readOnly isn't judged in a request"),
        pytest.param(NUMBERED, {}, "response", "3.0.3", ["required"], id="readOnly is missed in a response"),
    ],
)
def test_read_only_and_write_only(schema: Any, value: Any, direction: str, version: str, keywords: list[str]) -> None:
    assert [mismatch.keyword for mismatch in errors(schema, value, version, direction)] == keywords


@pytest.mark.parametrize(
    ("schema", "why"),
    [
        pytest.param({"$ref": "#/nowhere"}, "the reference", id="a reference to nothing"),
        pytest.param(
            {"$ref": "http://127.0.0.1:1/x.json"}, "http://127.0.0.1:1/x.json", id="a reference to the network"
        ),
        pytest.param({"$ref": "file:///etc/hostname"}, "file:///etc/hostname", id="a reference to a file"),
        pytest.param({"pattern": r"\p{Lu}"}, "the pattern", id="a pattern that Python can't read"),
        pytest.param({"anyOf": [{"pattern": "("}]}, "the pattern", id="a broken pattern in a branch"),
        pytest.param({"type": "file"}, "UnknownType", id="an unknown type"),
    ],
)
def test_what_cannot_be_validated_says_why(schema: Any, why: str) -> None:
    with pytest.raises(UnverifiableError, match="^can't be validated: .*" + why) as caught:
        errors(schema, "x", "3.0.3")
    assert len(str(caught.value)) <= 300


def test_a_schema_that_leads_only_to_itself_says_so() -> None:
    schemas = {"Loop": {"allOf": [{"$ref": "#/components/schemas/Loop"}]}}
    checker = SchemaChecker(document({}, "3.1.0", schemas))
    with pytest.raises(UnverifiableError, match="RecursionError"):
        checker.errors({"$ref": "#/components/schemas/Loop"}, 1, direction="response")
