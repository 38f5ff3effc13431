"""More valid drafts from a few drawn ones: each member of a request taken from another of them.

Drawing is the dearest step of a run by far. Where a schema lets each member vary by itself, members that were
drawn for one request fit into another, and their combinations are what finds most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.spec import Document, Operation
from pytest_contract.traffic.draft import Draft

# Keywords that tie the value of one member to that of another. Which members there are stays as it was drawn, so
# that `required`, `minProperties`, `dependentRequired` and the like hold.
_TIES = {"oneOf", "anyOf", "not", "if", "discriminator", "dependentSchemas", "dependencies", "unevaluatedProperties"}


def independent_members(document: Document, operation: Operation) -> int:
    """How many members there are to put together anew; none where a keyword ties those of a body to each other."""
    members = len(operation.parameters)
    for media_type in operation.body.content if operation.body else ():
        count = _independent_members(document, media_type.schema)
        if count is None:
            return 0
        members += count
    return members


def _independent_members(document: Document, schema: Any) -> int | None:
    """How many members an object schema names, `allOf` included; `None` where they aren't free of each other."""
    try:
        schema = document.resolve(schema)
    except UnusableOperationError:
        return None
    if not isinstance(schema, dict) or schema.get("type", "object") != "object" or _TIES & schema.keys():
        return None
    parts = schema.get("allOf")
    counts = [_independent_members(document, part) for part in parts] if isinstance(parts, list) else []
    if None in counts:
        return None
    return len(schema.get("properties") or ()) + sum(count for count in counts if count is not None)


def recombined(drafts: Sequence[Draft], *, count: int, seed: int) -> Iterator[Draft]:
    """At most `count` drafts, each with the members of one of these, their values taken from any of them.

    Only drafts of one media type lend each other members of a body. Some may be equal to what was there.
    """
    random = Random(seed)
    if len(drafts) < 2:
        return
    for _ in range(count):
        base = random.choice(drafts)
        others = [draft for draft in drafts if draft.media_type == base.media_type]
        yield replace(
            base,
            path_parameters=_mixed(base.path_parameters, [other.path_parameters for other in others], random),
            query=_mixed(base.query, [other.query for other in others], random),
            headers=_mixed(base.headers, [other.headers for other in others], random),
            cookies=_mixed(base.cookies, [other.cookies for other in others], random),
            body=_mixed(base.body, [other.body for other in others], random),
        )


def with_other_surroundings(
    broken: Sequence[Draft], valid: Sequence[Draft], *, count: int, seed: int
) -> Iterator[Draft]:
    """At most `count` drafts, each with what is wrong with one of the broken ones amid the members of a valid one.

    Only where it is known by name what is wrong, and stands in a part that both have.
    """
    random = Random(seed)
    carried = [draft for draft in broken if _broken_names(draft)]
    if not carried or not valid:
        return
    for _ in range(count):
        draft, other = random.choice(carried), random.choice(valid)
        names = _broken_names(draft)
        body = draft.body
        if isinstance(body, Mapping) and isinstance(other.body, Mapping) and draft.media_type == other.media_type:
            body = _amid(draft.body, other.body, names.get("body", frozenset()))
        yield replace(
            draft,
            query=_amid(draft.query, other.query, names.get("query", frozenset())),
            headers=_amid(draft.headers, other.headers, names.get("header", frozenset())),
            body=body,
        )


def _broken_names(draft: Draft) -> dict[str, frozenset[str]]:
    """Part → names of the members that are wrong there; empty where one can't be named, or isn't a plain member."""
    names: dict[str, set[str]] = {}
    for violation in draft.intent.violations:
        if not violation.name or violation.part not in ("query", "header", "body"):
            return {}
        names.setdefault(violation.part, set()).add(violation.name)
    return {part: frozenset(named) for part, named in names.items()}


def _amid(broken: Mapping[str, Any], valid: Mapping[str, Any], names: frozenset[str]) -> dict[str, Any]:
    if not names:
        return dict(valid)
    kept = {name: value for name, value in valid.items() if name not in names}
    return {**kept, **{name: value for name, value in broken.items() if name in names}}


def _mixed(base: Any, others: Sequence[Any], random: Random) -> Any:
    if not isinstance(base, Mapping):
        return base
    holders = [other for other in others if isinstance(other, Mapping)]
    return {name: random.choice([other for other in holders if name in other])[name] for name in base}
