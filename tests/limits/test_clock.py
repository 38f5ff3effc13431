"""The clock that is moved, and who moves with it."""

from __future__ import annotations

import sys
import threading
import time
from typing import Any

import pytest
from limited import Limits, limited_app
from measuring import claim, measured
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import JSONResponse
from starlette.routing import Route

from pytest_contract.exchange import Request, Response
from pytest_contract.target import Target
from pytest_contract.target.choose import open_target
from pytest_contract.target.clock import clock_of, reached

HOUR_S = 3600.0


async def tell(_: Asked) -> JSONResponse:
    import asyncio
    from datetime import UTC, datetime

    loop = asyncio.get_running_loop().time()
    return JSONResponse([time.time(), datetime.now(UTC).timestamp(), time.monotonic(), loop])


def asked(target: Target) -> list[float]:
    import json

    answer = target.send(Request(method="GET", url="/"), timeout_s=5).answer
    assert isinstance(answer, Response)
    told: list[float] = json.loads(answer.body)
    return told


@pytest.fixture
def target() -> Any:
    opened = open_target(Starlette(routes=[Route("/", tell)]), "told")
    yield opened
    opened.close()


def test_all_clocks_of_the_app_move_by_as_much(target: Target) -> None:
    before = asked(target)
    with clock_of(target, max_wait_s=0) as clock:
        clock.elapse(HOUR_S)
        after = asked(target)
    assert [late - early for early, late in zip(before, after, strict=True)] == pytest.approx([HOUR_S] * 4, abs=5)


def test_the_harness_s_own_deadlines_don_t_pass(target: Target) -> None:
    with clock_of(target, max_wait_s=0) as clock:
        before = time.monotonic()
        clock.elapse(HOUR_S)
        assert time.monotonic() - before < 60


def test_time_is_the_world_s_again_at_the_end(target: Target) -> None:
    before, monotonic = asked(target), time.monotonic
    with clock_of(target, max_wait_s=0) as clock:
        clock.elapse(HOUR_S)
    assert asked(target)[0] - before[0] < 60
    assert time.monotonic is monotonic


def test_a_module_that_took_hold_of_the_function_moves_too(target: Target) -> None:
    module = type(sys)("took_hold")
    module.now = time.monotonic  # type: ignore[attr-defined]
    sys.modules["took_hold"] = module
    seen: list[float] = []
    with clock_of(target, max_wait_s=0) as clock:
        clock.elapse(HOUR_S)
        thread = threading.Thread(target=lambda: seen.append(module.now()))  # type: ignore[attr-defined]
        thread.start()
        thread.join()
    del sys.modules["took_hold"]
    assert seen[0] - time.monotonic() == pytest.approx(HOUR_S, abs=5)


def test_how_far_it_was_is_remembered(target: Target) -> None:
    with clock_of(target, max_wait_s=0) as clock:
        clock.elapse(HOUR_S)
    assert reached(target) == HOUR_S


def test_a_clock_within_a_clock_is_the_same(target: Target) -> None:
    with clock_of(target, max_wait_s=0) as outer, clock_of(target, max_wait_s=0) as inner:
        assert inner is outer


def test_without_time_machine_the_reason_is_said(target: Target, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "time_machine", None)
    with clock_of(target, max_wait_s=0) as clock:
        assert (clock.can_move, "pytest-contract[clock]" in clock.reason) == (False, True)


def test_without_time_machine_the_number_is_counted_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "time_machine", None)
    (seen,) = measured(limited_app("limits-fixed", Limits()), claim(), max_wait_s=0)
    assert (seen.passed, "time-machine is missing" in seen.clock_reason) == (10, True)
