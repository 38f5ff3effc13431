"""What we take from others beyond their documentation: listed, and there."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from jsonschema import validators
from openapi_schema_validator import OAS30Validator, OAS31Validator
from tests.architecture.imports import sources

from pytest_contract.conformance.engine import PRIVATE_ARGUMENT
from pytest_contract.traffic import generate
from pytest_contract.traffic.generate import UNDOCUMENTED

DOCUMENTED = {
    "schemathesis",
    "schemathesis.APIOperation",
    "schemathesis.Case",
    "schemathesis.Config.from_dict",
    "schemathesis.GenerationMode",
    "schemathesis.errors.SchemathesisError",
    "schemathesis.openapi.from_dict",
}
"""Names below `schemathesis` that its reference documentation lists."""

SOURCE = Path(generate.__file__).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", UNDOCUMENTED)
def test_what_is_undocumented_is_there(name: str) -> None:
    assert _is_there(schemathesis, name.split("."))


@pytest.mark.parametrize("name", UNDOCUMENTED)
def test_what_is_listed_is_used(name: str) -> None:
    assert name.rpartition(".")[2] in SOURCE.partition('"""Names below')[2]


def test_a_name_that_is_gone_is_noticed() -> None:
    assert not _is_there(schemathesis, ["schemas", "BaseSchema", "no_such_name"])


def test_every_name_below_schemathesis_is_documented_or_listed() -> None:
    listed = DOCUMENTED | {f"schemathesis.{name}" for name in UNDOCUMENTED}
    assert set(_names_below("schemathesis", SOURCE)) - listed == set()


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import schemathesis\nschemathesis.core.failures.Failure", id="attribute"),
        pytest.param("from schemathesis.core.failures import Failure", id="import"),
        pytest.param("import schemathesis.engine", id="submodule"),
    ],
)
def test_a_planted_name_is_noticed(source: str) -> None:
    assert set(_names_below("schemathesis", source)) - DOCUMENTED


@pytest.mark.parametrize("module", ["pytest_contract.traffic.generate", "pytest_contract.conformance.engine"])
def test_no_underscored_attribute_of_a_vendor_is_read(module: str) -> None:
    assert list(_foreign_underscores(sources()[module])) == []


def test_a_planted_underscored_attribute_is_noticed() -> None:
    assert list(_foreign_underscores("schema._operation_cache")) == ["schema._operation_cache"]


@pytest.mark.parametrize("validator", [OAS30Validator, OAS31Validator, validators.Draft202012Validator])
def test_a_validator_takes_a_resolver(validator: type[Any]) -> None:
    assert PRIVATE_ARGUMENT in inspect.signature(validator.__init__).parameters


def _is_there(module: object, names: list[str]) -> bool:
    first, *rest = names
    held = getattr(module, first, None)
    if held is None:
        return first in getattr(module, "__annotations__", {}) or first in getattr(module, "__slots__", ())
    return _is_there(held, rest) if rest else True


def _names_below(vendor: str, source: str) -> Iterator[str]:
    """Every name of a vendor that a module mentions, the longest chain of each."""
    tree = ast.parse(source)
    inner = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.partition(".")[0] == vendor)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == vendor:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Attribute) and id(node) not in inner:
            chain = ast.unparse(node)
            if chain.startswith(f"{vendor}."):
                yield chain


def _foreign_underscores(source: str) -> Iterator[str]:
    """`thing._name` where `thing` isn't `self` and the name isn't special."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            owner = ast.unparse(node.value)
            if owner != "self" and not owner.startswith("self."):
                yield ast.unparse(node)
