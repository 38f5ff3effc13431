"""415: the same body under other content types, and under none (RFC 9110, section 15.5.16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.spec.media_type import best_match
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground, has_body
from pytest_contract.traffic.pursue.moves import valid_attempt
from pytest_contract.traffic.pursue.rewrite import with_header, without_headers

_OTHERS = ("text/plain", "application/xml", "application/x-contract-unknown", "image/png")
_NAME = frozenset({"content-type"})


def attempts(ground: Ground) -> Iterator[Attempt]:
    """Types that the operation doesn't take."""
    base, body = ground.base, ground.operation.body
    if base is None or body is None or not has_body(base):
        return
    declared = [entry.key for entry in body.content]
    for media_type in (each for each in _OTHERS if best_match(each, declared) is None):
        attempt = valid_attempt(ground, ground.fresh(base), ground.scene(), "another content type")
        yield replace(
            attempt, request=with_header(attempt.request, "Content-Type", media_type), draft=None, is_ordinary=False
        )
    attempt = valid_attempt(ground, ground.fresh(base), ground.scene(), "no content type")
    yield replace(attempt, request=without_headers(attempt.request, _NAME), draft=None, is_ordinary=False)
