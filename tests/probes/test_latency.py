"""A percentile is a statistical claim: kept, missed, or inconclusive, which fails nothing."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from promised import examined, findings, found, promise, served, standings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

P95 = promise("latency", "GET /pages", percentile=95, threshold_ms=200.0)
P99 = promise("latency", "GET /pages", line=8, percentile=99, threshold_ms=200.0)
LONGEST = promise("latency", "GET /pages", line=9, percentile="max", threshold_ms=1000.0)
QUICK = promise("latency", "GET /pages", line=10, percentile=50, threshold_ms=4.0)
COMMAND = promise("latency", "POST /pages", percentile=95, threshold_ms=200.0)


def spec() -> dict[str, Any]:
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 1000}}
    answered = {"200": {"description": ""}, "429": {"description": ""}, "400": {"description": ""}}
    operations = {"get": {"parameters": [limit], "responses": answered}, "post": {"responses": answered}}
    return {"openapi": "3.1.0", "info": {"title": "Pages", "version": "1"}, "paths": {"/pages": operations}}


def app(*, slow_s: float = 0.0, one_in: int = 1, limit: int | None = None, per_address: bool = False) -> Starlette:
    """Answers at once, but one request in so many; with a limit, that many in all, or for each address."""
    counters = defaultdict[str, Iterator[int]](lambda: count(1))

    async def answer(request: Request) -> Response:
        number = next(counters[request.client.host if request.client and per_address else ""])
        text = request.query_params.get("limit", "1")
        if not text.isdecimal() or not 1 <= int(text) <= 1000:
            return JSONResponse({}, 400)
        if limit is not None and number > limit:
            return JSONResponse({}, 429)
        if slow_s and number % one_in == 0:
            await asyncio.sleep(slow_s)
        return JSONResponse([])

    return Starlette(routes=[Route("/pages", answer, methods=["GET", "POST"])])


def test_fast_app_keeps_its_promises() -> None:
    outcomes = examined(app(), spec(), [P95, LONGEST], only="GET /pages")
    assert found(outcomes) == []
    assert [standings(outcomes, claim).verdict for claim in (P95, LONGEST)] == ["kept", "kept"]


def test_slow_app_is_found() -> None:
    outcomes = examined(app(slow_s=0.01), spec(), [QUICK], only="GET /pages")
    assert (found(outcomes), standings(outcomes, QUICK).verdict) == (["CT705 GET /pages 50"], "broken")


def test_app_that_is_slow_too_often_is_found() -> None:
    p90 = promise("latency", "GET /pages", percentile=90, threshold_ms=15.0)
    outcomes = examined(app(slow_s=0.02, one_in=3), spec(), [p90], only="GET /pages")
    assert found(outcomes) == ["CT705 GET /pages 90"]


def test_message_says_what_was_measured_and_that_it_is_the_app_alone() -> None:
    (finding,) = findings(examined(app(slow_s=0.01), spec(), [QUICK], only="GET /pages"), "CT705")
    assert "P50 is 1" in finding.message
    assert "in process: the app alone" in finding.message
    assert "the 4 ms that the design names" in finding.message


def test_sample_that_is_too_small_says_nothing() -> None:
    outcomes = examined(app(limit=30), spec(), [P95], only="GET /pages")
    told = standings(outcomes, P95)
    assert (found(outcomes), told.verdict) == ([], "not_verifiable")
    assert "inconclusive" in told.reason


LIMITED = promise("rate_limit", "GET /pages", line=11, limit=10, window_s=3600, scope="ip")


def test_promised_limit_is_gone_around_by_other_addresses() -> None:
    outcomes = examined(app(limit=10, per_address=True), spec(), [P95, LIMITED], only="GET /pages", max_examples=10)
    assert standings(outcomes, P95).verdict == "kept"
    assert [each for each in found(outcomes) if each.startswith("CT502")] == []


def test_promised_limit_of_a_server_is_not_used_up_for_this() -> None:
    with served(app()) as url:
        outcomes = examined(url, spec(), [P99, LIMITED], only="GET /pages", max_examples=10)
    assert "isn't used up for this" in standings(outcomes, P99).reason


def test_denied_limit_is_none() -> None:
    unlimited = promise("rate_limit", "GET /pages", line=11, negated=True)
    assert standings(examined(app(), spec(), [P95, unlimited], only="GET /pages"), P95).verdict == "kept"


def test_commands_are_sent_in_moderation() -> None:
    (outcome,) = examined(app(), spec(), [COMMAND], only="POST /pages")
    assert outcome.summary is not None
    assert outcome.summary.requests < 120


def test_measuring_ends_in_time() -> None:
    started = time.monotonic()
    slow = promise("latency", "GET /pages", percentile=99, threshold_ms=5000.0)
    examined(app(slow_s=0.05), spec(), [slow], only="GET /pages", max_examples=10)
    assert time.monotonic() - started < 10


def test_running_server_is_timed_from_here() -> None:
    with served(app()) as url:
        outcomes = examined(url, spec(), [P95], only="GET /pages")
    told = standings(outcomes, P95)
    assert (told.verdict, "from this machine" in told.reason) == ("kept", True)


@pytest.mark.parametrize("claims", [(), (COMMAND,)])
def test_nothing_is_timed_where_nothing_is_promised(claims: Any) -> None:
    (outcome,) = examined(app(slow_s=0.01), spec(), claims, only="GET /pages", max_examples=10)
    assert outcome.summary is not None
    assert outcome.summary.requests < 60


def test_promise_to_a_category_of_operations_is_held_against_none() -> None:
    reads = promise("latency", line=12, percentile=50, threshold_ms=4.0, category="Simple reads")
    outcomes = examined(app(slow_s=0.01), spec(), [reads], only="GET /pages", max_examples=10)
    assert (found(outcomes), standings(outcomes, reads).verdict) == ([], "not_verifiable")
