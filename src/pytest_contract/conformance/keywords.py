"""Where openapi-core's keywords are changed, each for a reason that stands beside it.

A keyword is a function of validator, the keyword's value, the instance, and the schema around it.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jsonschema.exceptions import ValidationError  # type: ignore[import-untyped]

from pytest_contract.conformance.runaway import is_found, may_run_away

Errors = Iterator[ValidationError]
Keyword = Callable[[Any, Any, Any, Any], Iterable[ValidationError] | None]
Follow = Callable[[str], Any]

ANCHOR = "contract_anchor"
"""The attribute of an error that holds the innermost reference behind which it arose, and the path from there."""


def keywords_3_1(base: Mapping[str, Keyword], direction: str, follow: Follow) -> dict[str, Keyword]:
    """The changes for OpenAPI 3.1 and 3.2."""
    changed: dict[str, Keyword] = {
        "$ref": _anchored(base["$ref"]),
        "required": _required("writeOnly" if direction == "response" else "readOnly", follow),
        "pattern": _pattern,
        "multipleOf": _multiple_of,
        "oneOf": _with_discriminator("oneOf"),
        "anyOf": _with_discriminator("anyOf"),
        "allOf": _all_of,
    }
    if "$dynamicRef" in base:
        changed["$dynamicRef"] = _anchored(base["$dynamicRef"])
    if direction == "request":
        changed["properties"] = _writable_properties(follow)
    return changed


def keywords_3_0(base: Mapping[str, Keyword], direction: str, follow: Follow) -> dict[str, Keyword]:
    """The changes for OpenAPI 3.0: those of 3.1, and `nullable`, `readOnly`, `writeOnly`."""
    changed = keywords_3_1(base, direction, follow)
    nullable = {"type": _type, "enum": base["enum"], "not": base["not"]}
    nullable |= {name: changed[name] for name in ("$ref", "oneOf", "anyOf", "allOf")}
    changed |= {name: _unless_null(keyword) for name, keyword in nullable.items()}
    if direction == "request":
        changed["readOnly"] = _nothing
    else:
        changed["writeOnly"] = _write_only
    return changed


def _anchored(keyword: Keyword) -> Keyword:
    """Errors leave no trace of the references that led to them; the innermost one is where they stand."""

    def anchored(validator: Any, ref: Any, instance: Any, schema: Any) -> Errors:
        for error in keyword(validator, ref, instance, schema) or ():
            vars(error).setdefault(ANCHOR, (ref, tuple(error.schema_path)))
            yield error

    return anchored


def _unless_null(keyword: Keyword) -> Keyword:
    """`nullable` counts for all of its Schema Object, also beside `allOf` and `$ref`, as most writers mean it."""

    def unless_null(validator: Any, value: Any, instance: Any, schema: Any) -> Iterable[ValidationError]:
        if instance is None and schema.get("nullable") is True:
            return ()
        return keyword(validator, value, instance, schema) or ()

    return unless_null


def _type(validator: Any, types: Any, instance: Any, schema: Any) -> Errors:
    """Takes `null` and lists too: they aren't OpenAPI 3.0, but their meaning is plain."""
    wanted = types if isinstance(types, list) else [types]
    if instance is None:
        matches = "null" in wanted
    else:
        matches = any(validator.is_type(instance, name) for name in wanted if name != "null")
    if not matches:
        shown = "null" if instance is None else repr(instance)
        yield ValidationError(f"{shown} is not of type {', '.join(map(repr, wanted))}")


def _required(excused_by: str, follow: Follow) -> Keyword:
    """Each missing property is an error at its own place; a `writeOnly` one isn't missed in a response,
    a `readOnly` one not in a request."""

    def required(validator: Any, names: Any, instance: Any, schema: Any) -> Errors:
        if not isinstance(instance, dict) or not isinstance(names, list):
            return
        for name in names:
            if name not in instance and not _is_marked(_property(schema, name), excused_by, follow):
                yield ValidationError(f"{name!r} is a required property", path=[name])

    return required


def _writable_properties(follow: Follow) -> Keyword:
    """A server ignores what a request says of a `readOnly` property."""

    def properties(validator: Any, declared: Any, instance: Any, schema: Any) -> Errors:
        if not isinstance(instance, dict):
            return
        for name, subschema in declared.items():
            if name in instance and not _is_marked(subschema, "readOnly", follow):
                yield from validator.descend(instance[name], subschema, path=name, schema_path=name)

    return properties


def _property(schema: Any, name: str) -> Any:
    properties = schema.get("properties")
    return properties.get(name) if isinstance(properties, dict) else None


def _is_marked(schema: Any, mark: str, follow: Follow) -> bool:
    for _ in range(8):
        if not isinstance(schema, dict):
            return False
        if schema.get(mark) is True:
            return True
        if not isinstance(schema.get("$ref"), str):
            return False
        schema = follow(schema["$ref"])
    return False


def _nothing(validator: Any, value: Any, instance: Any, schema: Any) -> Iterable[ValidationError]:
    return ()


def _write_only(validator: Any, write_only: Any, instance: Any, schema: Any) -> Errors:
    """OpenAPI 3.0.3, section 4.7.24: should not be sent as part of the response."""
    if write_only is True:
        yield ValidationError("a writeOnly property is in a response")


def _pattern(validator: Any, pattern: Any, instance: Any, schema: Any) -> Errors:
    """A pattern that Python can't read makes an error whose `cause` says so; it isn't the instance's fault."""
    if not isinstance(instance, str):
        return
    try:
        matches = _is_found(pattern, instance)
    except (re.error, TypeError) as error:
        yield ValidationError(f"the pattern {str(pattern)[:80]!r} can't be read: {error}", cause=error)
        return
    if not matches:
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


def _is_found(pattern: str, text: str) -> bool:
    if isinstance(pattern, str) and may_run_away(pattern):
        found = is_found(pattern, text)
        if found is None:
            raise re.error("it may take for ever")
        return found
    return _compiled(pattern).search(text) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return re.compile(re.sub(r"\(\?<(?![=!])", "(?P<", pattern))


def _multiple_of(validator: Any, step: Any, instance: Any, schema: Any) -> Errors:
    """In decimals: 19.99 is a multiple of 0.01, though not for binary floating point."""
    if not validator.is_type(instance, "number") or not step or instance in (float("inf"), float("-inf")):
        return
    if isinstance(instance, int) and isinstance(step, int):
        is_multiple = instance % step == 0
    else:
        ratio = Decimal(repr(instance)) / Decimal(repr(step))
        is_multiple = ratio == ratio.to_integral_value()
    if not is_multiple:
        yield ValidationError(f"{instance!r} is not a multiple of {step}")


def _all_of(validator: Any, subschemas: Any, instance: Any, schema: Any) -> Errors:
    """A discriminator beside `allOf` rejects nothing by itself."""
    for index, subschema in enumerate(subschemas):
        yield from validator.descend(instance, subschema, schema_path=index)


def _with_discriminator(keyword: str) -> Keyword:
    """The branch that the discriminator names decides; where it names none, all branches are tried.

    OpenAPI 3.1.1, section 4.8.25: a discriminator is a hint; its absence from the value breaks nothing.
    """
    most = 1 if keyword == "oneOf" else None

    def branches_of(validator: Any, branches: Any, instance: Any, schema: Any) -> Errors:
        named = _named_branch(branches, schema.get("discriminator"), instance)
        if named is not None:
            yield from validator.descend(instance, branches[named], schema_path=named)
            return
        matching, context = 0, []
        for index, branch in enumerate(branches):
            errors = list(validator.descend(instance, branch, schema_path=index))
            context.extend(errors)
            matching += not errors
            if matching and most is None:
                return
        if not matching:
            yield ValidationError(f"{instance!r} matches none of the branches of {keyword}", context=context)
        elif most is not None and matching > most:
            yield ValidationError(f"{instance!r} matches {matching} branches of {keyword}, and should match one")

    return branches_of


def _named_branch(branches: Any, discriminator: Any, instance: Any) -> int | None:
    if not isinstance(discriminator, dict) or not isinstance(instance, dict):
        return None
    value = instance.get(discriminator.get("propertyName", ""))
    if not isinstance(value, str):
        return None
    target = (discriminator.get("mapping") or {}).get(value, value)
    wanted = {target, f"#/components/schemas/{target}"}
    named = (
        index for index, branch in enumerate(branches) if isinstance(branch, dict) and branch.get("$ref") in wanted
    )
    return next(named, None)
