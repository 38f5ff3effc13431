"""From the errors of a JSON Schema validator to mismatches: all of them, each cause once, at its own place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from jsonschema.exceptions import ValidationError, best_match  # type: ignore[import-untyped]

from pytest_contract.conformance.keywords import ANCHOR
from pytest_contract.conformance.translate import cut
from pytest_contract.conformance.verdict import Mismatch

MOST = 50
"""So many distinct mismatches of one value are kept."""
_SHOWN = 80
_OF_PROPERTIES = {"required", "additionalProperties"}


def pointer_of(tokens: Iterable[str | int]) -> str:
    """A JSON pointer (RFC 6901) of these tokens; empty for none."""
    return "".join("/" + str(token).replace("~", "~0").replace("/", "~1") for token in tokens)


def mismatches(errors: Iterable[ValidationError], pointer: str) -> list[Mismatch]:
    """One mismatch for each broken keyword of the document and, for properties, each name; the first is kept.

    `pointer` is where the schema stands in the document.
    """
    kept: dict[tuple[str, str, str], Mismatch] = {}
    for error in errors:
        for leaf in _leaves(error):
            for found in _described(leaf, pointer):
                kept.setdefault((found.schema_pointer, found.keyword, found.property_name), found)
        if len(kept) >= MOST:
            break
    return [found for found in kept.values() if not _follows(found, kept.values())][:MOST]


def unreadable_pattern(error: ValidationError) -> str | None:
    """What the document has wrong, where an error, or one that it rests on, comes from the document itself."""
    if error.cause is not None and error.validator != "format":
        return str(error.message)
    found = (unreadable_pattern(inner) for inner in error.context or ())
    return next((reason for reason in found if reason is not None), None)


def _follows(found: Mismatch, others: Iterable[Mismatch]) -> bool:
    """What fails in a subschema counts as unevaluated too: one cause, one mismatch."""
    below = f"{found.instance_pointer}/"
    return found.keyword.startswith("unevaluated") and any(other.instance_pointer.startswith(below) for other in others)


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    branch = _clear_branch(error) if error.validator in {"oneOf", "anyOf"} and error.context else None
    if branch is None:
        yield error
    else:
        for inner in branch:
            yield from _leaves(inner)


def _clear_branch(error: ValidationError) -> list[ValidationError] | None:
    """The errors of the one branch that was meant: alone of the right type, or alone with the right constants."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.relative_schema_path[0], []).append(inner)
    of_type = [branch for branch in branches.values() if not any(map(_is_of_other_type, branch))]
    if len(of_type) > 1:
        of_type = [branch for branch in of_type if not any(map(_has_other_constant, branch))]
    return of_type[0] if len(of_type) == 1 else None


def _is_of_other_type(error: ValidationError) -> bool:
    if error.relative_path:
        return False
    if error.validator in {"oneOf", "anyOf"} and error.context:
        return all(map(_is_of_other_type, error.context))
    return bool(error.validator == "type")


def _has_other_constant(error: ValidationError) -> bool:
    return error.validator in {"const", "enum"} and len(error.relative_path) <= 1


def _described(error: ValidationError, pointer: str) -> Iterator[Mismatch]:
    where = list(error.absolute_path)
    keyword = str(error.validator or "false")
    if keyword == "additionalProperties" and error.validator_value is False:
        for name in _undeclared(error):
            yield _mismatch([*where, name], keyword, _schema_pointer(error, pointer), f"{name!r} is not declared")
    else:
        yield _mismatch(where, keyword, _schema_pointer(error, pointer), _reason(error))


def _mismatch(where: list[str | int], keyword: str, schema_pointer: str, reason: str) -> Mismatch:
    return Mismatch(
        kind="body",
        reason=cut(reason),
        instance_pointer=pointer_of(where),
        keyword=keyword,
        schema_pointer=schema_pointer,
        property_name=str(where[-1]) if where and keyword in _OF_PROPERTIES else "",
    )


def _undeclared(error: ValidationError) -> list[str]:
    """Each property that the schema has no place for; the keyword names them only in its message."""
    patterns = "|".join(error.schema.get("patternProperties", ()))
    names = set(error.instance) - set(error.schema.get("properties", ()))
    return sorted(name for name in names if not (patterns and re.search(patterns, name)))[:10]


def _schema_pointer(error: ValidationError, pointer: str) -> str:
    ref, path = vars(error).get(ANCHOR, (None, ()))
    if ref is not None:
        return unquote(ref).removeprefix("#") + pointer_of(path)
    if error.parent is not None:
        return _schema_pointer(error.parent, pointer) + pointer_of(error.relative_schema_path)
    return pointer + pointer_of(error.relative_schema_path)


def _reason(error: ValidationError) -> str:
    if error.context:
        closest = best_match([error])
        if closest is not None and closest is not error:
            return f"{_shortened(error)}; the closest: {_shortened(closest)}"
    return _shortened(error)


def _shortened(error: ValidationError) -> str:
    """The message without the whole value in it."""
    if error.validator in {"oneOf", "anyOf", "not"} and isinstance(error.instance, dict | list):
        return str(error.message).replace(repr(error.instance), "the value")
    shown = repr(error.instance)
    message = str(error.message)
    return message if len(shown) <= _SHOWN else message.replace(shown, shown[: _SHOWN - 1] + "…")
