"""A boundary case moved onto a body that the app took: what it changes is then the only thing to object to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pytest_contract.traffic.draft import Draft

_GONE = object()


def template_of(drafts: tuple[Draft, ...]) -> Draft | None:
    """The draft that the boundary cases are variations of: the first one."""
    return next((draft for draft in drafts if draft.intent.phase == "boundary"), None)


def isolated(draft: Draft) -> Draft:
    """The draft, known to differ from an accepted request in nothing but what it is about."""
    return replace(draft, intent=replace(draft.intent, is_isolated=True))


def transplanted(draft: Draft, *, template: Draft | None, accepted: Draft | None) -> Draft:
    """The draft's one changed member in the accepted body; the draft itself where it isn't one change of that kind.

    A boundary case's own surroundings may be refused, or crash the app, for a reason of their own.
    """
    if template is None or accepted is None or draft.intent.phase != "boundary" or draft is template:
        return draft
    if draft.media_type != accepted.media_type or not isinstance(draft.body, dict):
        return draft
    if not isinstance(template.body, dict) or not isinstance(accepted.body, dict):
        return draft
    changed = _changes(template.body, draft.body)
    if len(changed) != 1:
        return draft
    (name, value), *_ = changed.items()
    body = {key: kept for key, kept in accepted.body.items() if key != name}
    return isolated(draft).with_values(body=body if value is _GONE else {**body, name: value})


def with_one_member(accepted: Draft, draft: Draft, turn: int) -> Draft:
    """The accepted draft with one member of another one, a different one at each turn; the other draft itself
    where they have none in common: rules of the business tie members that the schema leaves free."""
    if not isinstance(accepted.body, dict) or not isinstance(draft.body, dict):
        return draft
    names = sorted(draft.body.keys() & accepted.body.keys())
    if not names or accepted.media_type != draft.media_type:
        return draft
    name = names[turn % len(names)]
    return draft.with_values(body={**accepted.body, name: draft.body[name]})


def freshened(accepted: Draft, other: Draft) -> Draft:
    """The accepted draft with the texts of another one: what must be unique is a text almost always."""
    if not isinstance(accepted.body, dict) or not isinstance(other.body, dict):
        return accepted
    texts = {name: value for name, value in other.body.items() if isinstance(value, str)}
    return accepted.with_values(
        body={
            name: texts.get(name, value) if isinstance(value, str) else value for name, value in accepted.body.items()
        }
    )


def _changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    changes = {key: value for key, value in after.items() if key not in before or not _is_same(before[key], value)}
    return changes | {key: _GONE for key in before if key not in after}


def _is_same(one: Any, other: Any) -> bool:
    """Equal, and of one type: `1`, `1.0` and `true` are three values in JSON."""
    return type(one) is type(other) and repr(one) == repr(other)
