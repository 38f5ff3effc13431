"""A draft's references, filled: whether it has one, and the draft with a key in it."""

from __future__ import annotations

from typing import Any

from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.fields import values_at, with_value_at
from pytest_contract.traffic.references import Reference


def holds(draft: Draft, reference: Reference) -> bool:
    """Whether the draft has a value for the reference, which may then be another one; null says that there is none."""
    if reference.part == "query":
        return reference.name in draft.query
    return any(value is not None for value in values_at(draft.body, reference.way))


def referring(draft: Draft, reference: Reference, value: Any) -> Draft:
    """The draft with that key wherever the reference stands."""
    filled = [value] if reference.is_list else value
    if reference.part == "query":
        return draft.with_values(query={reference.name: filled})
    return draft.with_values(body=with_value_at(draft.body, reference.way, filled))
