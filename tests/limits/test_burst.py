"""A bucket of tokens whose size is promised beside its pace."""

from __future__ import annotations

import math
import time

import pytest
from measuring import claim, codes, findings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route


def bucket(size: int, per_second: float) -> Starlette:
    """One bucket for each client address, full at first."""
    held: dict[str, tuple[float, float]] = {}

    async def create(request: Request) -> Response:
        assert request.client is not None
        now = time.monotonic()
        tokens, since = held.get(request.client.host, (float(size), now))
        tokens = min(size, tokens + (now - since) * per_second)
        is_enough = tokens >= 1
        held[request.client.host] = (tokens - is_enough, now)
        if is_enough:
            return JSONResponse({"id": 1}, 201)
        return JSONResponse({"code": "SLOW"}, 429, {"Retry-After": str(math.ceil((1 - tokens) / per_second))})

    return Starlette(routes=[Route("/reports", create, methods=["POST"])])


@pytest.mark.parametrize(
    ("size", "per_second", "found"),
    [
        pytest.param(5, 1, [], id="as-promised"),
        pytest.param(4, 1, ["CT502"], id="one-less"),
        pytest.param(6, 1, ["CT503"], id="one-more"),
        pytest.param(5, 3, ["CT506"], id="refills-too-fast"),
        pytest.param(5, 0.1, ["CT506"], id="refills-too-slowly"),
    ],
)
def test_both_numbers_are_tried(size: int, per_second: float, found: list[str]) -> None:
    assert codes(findings(bucket(size, per_second), claim(1, 1, burst=5))) == found


def test_a_bucket_smaller_than_its_hour_is_as_promised() -> None:
    assert codes(findings(bucket(5, 60 / 3600), claim(60, 3600, burst=5))) == []
