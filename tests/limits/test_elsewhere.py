"""Limiters whose clock nobody here can move: in Redis, and in a running server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from limited import Limits, by_hand_app, flask_limiter_app
from measuring import ALICE, BOB, bench, claim, codes, document, evidence, findings, measured
from servers import REDIS, redis, served
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pytest_contract.probes.rate_limit import Experiment
from pytest_contract.probes.rate_limit_plan import Limit, Plan
from pytest_contract.rules.quota import count
from pytest_contract.rules.standing import Standing
from pytest_contract.rules.verdicts.rate_limit import rate_limit
from pytest_contract.target.choose import open_target
from pytest_contract.target.clock import WaitedClock

needs_redis = pytest.mark.skipif(REDIS is None, reason="redis-server is missing")
BY_ADDRESS = {"scope": "ip", "headers": ["Retry-After"]}


@pytest.fixture(scope="module")
def storage() -> Iterator[str]:
    with redis() as url:
        yield url


def standing(app: object, *, max_wait_s: float = 5.0, **value: int) -> Standing:
    promise, spec = claim(**value), document()
    seen = measured(app, promise, spec_document=spec, max_wait_s=max_wait_s)
    return rate_limit(promise, evidence(seen, (promise,), spec))


@needs_redis
def test_what_redis_counts_is_right_and_its_hour_stays_open(storage: str) -> None:
    stood = standing(by_hand_app(Limits(storage=storage, key="address")))
    assert (stood.verdict, "may count elsewhere" in stood.reason) == ("kept", True)


@needs_redis
@pytest.mark.parametrize(
    ("setup", "code"),
    [
        pytest.param({}, [], id="right"),
        pytest.param({"number": None}, ["CT501"], id="none"),
        pytest.param({"number": 9}, ["CT502"], id="one-less"),
        pytest.param({"number": 11}, ["CT503"], id="one-more"),
        pytest.param({"key": "all"}, ["CT507"], id="shared"),
    ],
)
def test_faults_in_redis_are_named(storage: str, setup: dict[str, object], code: list[str]) -> None:
    limits = Limits(**{"storage": storage, "key": "address", "seconds": 3601 + len(setup), **setup})
    assert codes(findings(by_hand_app(limits), claim(window_s=limits.seconds, **BY_ADDRESS))) == code


@needs_redis
def test_a_quota_of_an_earlier_run_is_no_finding(storage: str) -> None:
    app = flask_limiter_app(Limits(storage=storage, seconds=7200))
    assert codes(findings(app, claim(window_s=7200))) == codes(findings(app, claim(window_s=7200))) == []


@needs_redis
def test_a_short_window_in_redis_is_waited_for(storage: str) -> None:
    stood = standing(by_hand_app(Limits(storage=storage, key="address", seconds=1)), window_s=1)
    assert (stood.verdict, stood.reason) == ("kept", "")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with served("limits-fixed", "Limits(seconds=1)") as url:
        yield url


def test_a_server_s_short_window_is_waited_for(server: str) -> None:
    stood = standing(server, window_s=1)
    assert (stood.verdict, stood.reason) == ("kept", "")


@pytest.mark.parametrize(("limit", "code"), [(10, []), (11, ["CT502"]), (9, ["CT503"])])
def test_a_server_s_number_is_counted(server: str, limit: int, code: list[str]) -> None:
    assert codes(findings(server, claim(limit, 1))) == code


def test_a_server_s_hour_stays_open() -> None:
    with served("slowapi") as url:
        stood = standing(url)
    assert (stood.verdict, "running server" in stood.reason) == ("kept", True)


def test_nothing_is_said_of_a_server_s_used_up_quota() -> None:
    with served("slowapi") as url:
        assert [standing(url, max_wait_s=0.0).verdict for _ in range(2)] == ["kept", "not_verifiable"]


def counting_by_itself(limit: int) -> tuple[object, dict[str, int]]:
    """An app whose quotas no time brings back, and what it counts."""
    used: dict[str, int] = {}

    async def create(request: Request) -> Response:
        who = request.headers["authorization"]
        used[who] = used.get(who, 0) + 1
        return JSONResponse({"id": 1}, 201) if used[who] <= limit else JSONResponse({"code": "LIMITED"}, 429)

    return Starlette(routes=[Route("/reports", create, methods=["POST"])]), used


def verdict(limit: int, *, has_reset: bool) -> tuple[str, str]:
    """How ten an hour stand where the default user's quota was used up before, and no clock can be moved."""
    app, used = counting_by_itself(limit)
    used["Bearer alice"] = 100
    target, spec, promise = open_target(app, "limited"), document(), claim(scope="user")
    try:
        of = replace(bench(target, (promise,), (ALICE, BOB), 0.0, spec), reset=used.clear if has_reset else None)
        plan = Plan(limit=Limit(limit=10, window_s=3600, scope="user", claims=(promise,)))
        seen = Experiment(of, plan, WaitedClock(budget_s=0.0, reason="it stands still")).run()
    finally:
        target.close()
    return rate_limit(promise, evidence([seen], (promise,), spec)).verdict, count(seen)


def test_an_app_that_is_emptied_has_whole_quotas() -> None:
    assert verdict(10, has_reset=True) == ("kept", "kept")
    assert verdict(7, has_reset=True) == ("broken", "fewer")


def test_somebody_else_tries_where_the_first_one_is_locked_out() -> None:
    assert verdict(10, has_reset=False) == ("kept", "kept")
    assert verdict(13, has_reset=False) == ("broken", "more")
    assert verdict(7, has_reset=False) == ("not_verifiable", "unclear")
