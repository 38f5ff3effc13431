"""Which file goes after which status."""

from __future__ import annotations

from pytest_contract.traffic.pursue import (
    general,
    status_304,
    status_401,
    status_403,
    status_404,
    status_405,
    status_406,
    status_409,
    status_410,
    status_412,
    status_413,
    status_415,
    status_422,
    success,
)
from pytest_contract.traffic.pursue.attempt import Pursuer

_BY_STATUS: dict[int, Pursuer] = {
    200: success.replacing,
    201: success.creating,
    202: success.accepting,
    204: success.replacing,
    206: success.in_part,
    304: status_304.attempts,
    400: status_422.attempts,
    401: status_401.attempts,
    403: status_403.attempts,
    404: status_404.attempts,
    405: status_405.attempts,
    406: status_406.attempts,
    409: status_409.attempts,
    410: status_410.attempts,
    412: status_412.failing,
    413: status_413.too_large,
    414: status_413.too_long,
    415: status_415.attempts,
    422: status_422.attempts,
    428: status_412.absent,
    501: status_405.attempts,
}
_LEFT_OUT = {429, 500}
"""429 is left to the experiment with limits; nothing is declared to lead to 500."""
_RANGES = {"2": (200, 201), "3": (302,), "4": (404, 422, 409, 401)}


def pursuer_of(status: int) -> Pursuer | None:
    """What goes after a status; `None` for those that are left out."""
    if status in _LEFT_OUT or not 200 <= status < 600:
        return None
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return success.attempts if status < 400 else general.attempts


def statuses_of(goal: str) -> tuple[int, ...]:
    """The statuses to go after for a declared one: itself, or a few of its range; none for `default`."""
    if goal.isdecimal():
        return (int(goal),)
    return _RANGES.get(goal[:1], ()) if goal[1:].upper() == "XX" else ()


def is_met(goal: str, status: int | None) -> bool:
    """Whether an answer's status is what was declared: `404`, or any of `4XX`."""
    return status is not None and (goal == str(status) or goal.upper() == f"{status // 100}XX")
