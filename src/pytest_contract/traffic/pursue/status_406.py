"""406: only what nobody serves is accepted (RFC 9110, section 15.5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import valid_attempt
from pytest_contract.traffic.pursue.rewrite import with_header

_UNSERVED = ("application/x-contract-unknown", "image/x-contract-unknown", "application/xml", "text/csv")


def attempts(ground: Ground) -> Iterator[Attempt]:
    """One type at a time."""
    declared = {entry.key for response in ground.operation.responses for entry in response.content}
    for media_type in _UNSERVED:
        if ground.base is None or media_type in declared:
            continue
        attempt = valid_attempt(ground, ground.fresh(ground.base), ground.scene(), "an Accept that nothing serves")
        request = with_header(attempt.request, "Accept", media_type)
        yield replace(attempt, request=request, without=attempt.without | {"accept"}, draft=None, is_ordinary=False)
