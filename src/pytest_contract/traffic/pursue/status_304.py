"""304: the tag or the date that the answer itself gave (RFC 9110, section 15.4.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.conditions import with_condition
from pytest_contract.traffic.preconditions import validators_of
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import valid_attempt


def attempts(ground: Ground) -> Iterator[Attempt]:
    """A plain reading, then the same under its own validators."""
    base, scene = ground.base, ground.scene()
    if base is None or ground.operation.method not in {"GET", "HEAD"}:
        return
    yield valid_attempt(ground, base, scene, "a plain reading")
    found = validators_of(ground.last)
    conditions = (("If-None-Match", found.tag, True), ("If-Modified-Since", found.date, False))
    for name, value, is_certain in conditions:
        if value is not None:
            attempt = valid_attempt(ground, with_condition(base, name, value), scene, f"{name} as the answer gave it")
            yield replace(attempt, is_certain=is_certain, draft=None, is_ordinary=False)
