"""A draft made as an app's hints want it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import quote

from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.feedback import Hint
from pytest_contract.traffic.fields import ITEMS, values_at, with_value_at

_PADDING = "x"


def improved(draft: Draft, hints: Iterable[Hint], turn: int) -> Draft:
    """The draft with each field that a hint speaks of changed; of several allowed values one at each turn."""
    for hint in hints:
        if len(hint.steps) == 1 and hint.steps[0] in draft.query:
            draft = draft.with_values(query={hint.steps[0]: _wanted(draft.query[hint.steps[0]], hint, turn)})
        elif len(hint.steps) == 1 and hint.steps[0] in draft.path_parameters:
            draft = draft.with_values(path={hint.steps[0]: _in_path(draft.path_parameters[hint.steps[0]], hint, turn)})
        elif isinstance(draft.body, dict | list):
            draft = draft.with_values(body=_changed(draft.body, hint, turn))
    return draft


def _in_path(present: Any, hint: Hint, turn: int) -> Any:
    wanted = _wanted(present, hint, turn)
    return wanted if wanted is present else quote(str(wanted), safe="")


def _changed(body: Any, hint: Hint, turn: int) -> Any:
    if hint.kind == "surplus":
        return _without(body, hint.steps)
    present = next(values_at(body, hint.steps), _NONE)
    if present is _NONE:
        return _with_member(body, hint, turn)
    wanted = _wanted(present, hint, turn)
    return body if wanted is present else with_value_at(body, hint.steps, wanted)


def _wanted(present: Any, hint: Hint, turn: int) -> Any:
    if hint.kind in ("allowed", "format") and hint.values:
        return hint.values[turn % len(hint.values)]
    if hint.kind == "range" and isinstance(present, int | float) and not isinstance(present, bool):
        return _clamped(present, hint)
    if hint.kind == "length" and isinstance(present, str):
        return _of_length(present, hint)
    if hint.kind == "length" and isinstance(present, list):
        return present[: int(hint.most)] if hint.most is not None else present
    return present


def _clamped(number: float, hint: Hint) -> Any:
    low = number if hint.least is None else max(number, hint.least)
    wanted = low if hint.most is None else min(low, hint.most)
    return int(wanted) if float(wanted).is_integer() else wanted


def _of_length(text: str, hint: Hint) -> str:
    padded = text.ljust(int(hint.least), _PADDING) if hint.least is not None else text
    return padded[: int(hint.most)] if hint.most is not None else padded


def _with_member(body: Any, hint: Hint, turn: int) -> Any:
    """The body with a field that it lacks, where the hint tells a value for it."""
    if not hint.values or ITEMS in hint.steps:
        return body
    return _nested(body, hint.steps, lambda: hint.values[turn % len(hint.values)])


def _nested(body: Any, steps: tuple[str, ...], value: Callable[[], Any]) -> Any:
    if not steps:
        return value()
    if not isinstance(body, Mapping):
        return body
    return {**body, steps[0]: _nested(body.get(steps[0], {}), steps[1:], value)}


def _without(body: Any, steps: tuple[str, ...]) -> Any:
    if not steps:
        return body
    if steps[0] == ITEMS:
        return [_without(item, steps[1:]) for item in body] if isinstance(body, list) else body
    if not isinstance(body, Mapping) or steps[0] not in body:
        return body
    if len(steps) == 1:
        return {name: value for name, value in body.items() if name != steps[0]}
    return {**body, steps[0]: _without(body[steps[0]], steps[1:])}


class _Nothing:
    """The type of what isn't there: `None` is a value too."""


_NONE = _Nothing()
