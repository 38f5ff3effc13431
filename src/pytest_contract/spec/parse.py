"""Text as plain JSON values, by content and not by file ending: JSON first, else YAML."""

from __future__ import annotations

import json
from typing import Any, Literal

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec.yaml_scalar import finite
from pytest_contract.spec.yaml_text import UnreadableYamlError, read_yaml, refuse

Syntax = Literal["json", "yaml"]


def parse(text: str, display: str) -> tuple[Any, Syntax]:
    """The value and the syntax it was read by; raises SpecLoadError with the line."""
    start = text.lstrip()[:1]
    if not start:
        raise SpecLoadError(f"{display} is empty")
    if start == "<":
        raise SpecLoadError(f"{display} is HTML or XML, not an OpenAPI document in YAML or JSON")
    try:
        return read_json(text), "json"
    except RecursionError:
        raise SpecLoadError(f"{display} is nested too deeply to be an OpenAPI document") from None
    except ValueError as error:
        return _parse_yaml(text, display, error), "yaml"


def read_json(text: str) -> Any:
    """JSON with each number one that JSON can say; raises ValueError or RecursionError."""
    try:
        return json.loads(text, parse_float=_finite, parse_constant=_finite)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer with more digits than Python converts
        return json.loads(text, parse_float=_finite, parse_constant=_finite, parse_int=_integer)


def _finite(text: str) -> float | None:
    return finite(float(text))


def _integer(text: str) -> int | float | None:
    try:
        return int(text)
    except ValueError:
        return _finite(text)


def _parse_yaml(text: str, display: str, json_error: ValueError) -> Any:
    try:
        return read_yaml(text)
    except UnreadableYamlError as error:
        if text.lstrip()[:1] in "{[" and isinstance(json_error, json.JSONDecodeError):
            reason = json_error.msg.split(":")[0].lower()
            raise SpecLoadError(f"{display}:{json_error.lineno} is not valid JSON: {reason}") from None
        raise refuse(display, error) from None
