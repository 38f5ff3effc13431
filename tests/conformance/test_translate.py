"""What openapi-core raises, and what this package relies on there."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

import jsonschema.exceptions
import openapi_core
import pytest
from jsonschema.validators import Draft202012Validator
from openapi_core.deserializing.media_types.exceptions import MediaTypeDeserializeError
from openapi_core.templating.responses.exceptions import ResponseNotFound

from pytest_contract.conformance import Mismatch, UnverifiableError
from pytest_contract.conformance.engine import PRIVATE_ARGUMENT
from pytest_contract.conformance.translate import MEANINGS, translate


def upstream_exceptions() -> Iterator[str]:
    for module in pkgutil.walk_packages(openapi_core.__path__, "openapi_core."):
        if module.name.startswith("openapi_core.contrib"):
            continue
        for value in list(vars(importlib.import_module(module.name)).values()):
            if isinstance(value, type) and issubclass(value, BaseException):
                yield f"{value.__module__}.{value.__qualname__}"


def test_every_exception_of_openapi_core_has_a_meaning() -> None:
    ours = {f"openapi_core.{name}" for name in MEANINGS}
    assert {name for name in upstream_exceptions() if name.startswith("openapi_core.")} == ours


def test_a_mismatch_by_exception_is_a_mismatch() -> None:
    found = translate(ResponseNotFound("418", []))  # type: ignore[arg-type]
    assert isinstance(found, Mismatch)
    assert found.kind == "status"


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(ValueError("Unknown JSON Schema dialect: 'https://example.org'"), id="ValueError"),
        pytest.param(TypeError("'bool' object is not iterable"), id="TypeError"),
        pytest.param(RecursionError("maximum recursion depth exceeded"), id="RecursionError"),
        pytest.param(jsonschema.exceptions.UnknownType("file", 1, {}), id="UnknownType"),
        pytest.param(KeyError("x" * 5_000), id="a message without end"),
    ],
)
def test_what_says_nothing_of_the_response_is_a_reason(error: Exception) -> None:
    found = translate(error)
    assert isinstance(found, UnverifiableError)
    assert str(found).startswith("can't be validated: ")
    assert len(str(found)) <= 300


def test_an_exception_whose_text_raises_is_still_translated() -> None:
    error = MediaTypeDeserializeError("text/plain", b"\xff")
    with pytest.raises(UnicodeDecodeError):
        str(error)
    assert translate(error).reason == "MediaTypeDeserializeError"  # type: ignore[union-attr]


def test_the_private_argument_of_validators_is_still_there() -> None:
    assert Draft202012Validator({}, **{PRIVATE_ARGUMENT: None}).is_valid(1)


def test_the_class_attributes_that_are_extended_are_still_there() -> None:
    for name in ("VALIDATORS", "META_SCHEMA", "TYPE_CHECKER", "FORMAT_CHECKER", "ID_OF"):
        assert hasattr(Draft202012Validator, name)
