"""405 and 501: methods that the path doesn't have (RFC 9110, sections 15.5.6 and 15.6.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import valid_attempt

# What the app may do all the same, undocumented, does least harm where it comes first.
_METHODS = ("PATCH", "PUT", "POST", "GET", "CONTRACT", "DELETE")


def attempts(ground: Ground) -> Iterator[Attempt]:
    """Methods that the spec doesn't declare for the path, one among them that nobody knows."""
    if ground.base is None:
        return
    document = ground.equipment.document
    declared = {other.method for other in document.operations if other.path == ground.operation.path}
    attempt = valid_attempt(ground, ground.base, ground.scene(), "another method")
    for method in (method for method in _METHODS if method not in declared):
        request = replace(attempt.request, method=method)
        yield replace(attempt, request=request, draft=None, is_ordinary=False, is_own=False)
