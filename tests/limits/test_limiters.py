"""Real limiters, set up as declared and with each fault: the right one is silent, the wrong one is named."""

from __future__ import annotations

from typing import Any

import pytest
from limited import LIMITERS, Dress, Limits, dressed_asgi, dressed_wsgi, limited_app
from measuring import claim, codes, findings, measured
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

WSGI = ("flask-limiter", "flask-limiter-moving", "flask-limiter-counter", "django-ratelimit", "drf")
WRITES_HEADERS = ("slowapi", "slowapi-moving", "flask-limiter", "flask-limiter-moving")
# slowapi looks for a file `.env`, and is told off by Starlette where there is none.
pytestmark = pytest.mark.filterwarnings("ignore:Config file")
every_limiter = pytest.mark.parametrize("limiter", LIMITERS)


def dressed(limiter: str, dress: Dress) -> Any:
    app = limited_app(limiter, Limits())
    return dressed_wsgi(app, dress) if limiter in WSGI else dressed_asgi(app, dress)


@every_limiter
@pytest.mark.parametrize("number", [1, 10])
def test_limit_that_is_kept_gives_no_finding(limiter: str, number: int) -> None:
    promise = claim(number, scope="user", headers=["Retry-After"])
    app = limited_app(limiter, Limits(number=number))
    assert [(each.code, each.message) for each in findings(app, promise)] == []


@every_limiter
@pytest.mark.parametrize("seconds", [60, 30 * 86_400])
def test_windows_of_any_length_are_kept(limiter: str, seconds: int) -> None:
    promise = claim(5, seconds, scope="user", headers=["Retry-After"])
    app = limited_app(limiter, Limits(number=5, seconds=seconds))
    assert [(each.code, each.message) for each in findings(app, promise)] == []


@every_limiter
@pytest.mark.parametrize(
    ("setup", "code"),
    [
        pytest.param(Limits(number=None), "CT501", id="none"),
        pytest.param(Limits(number=5), "CT502", id="lower"),
        pytest.param(Limits(number=9), "CT502", id="one-less"),
        pytest.param(Limits(number=11), "CT503", id="one-more"),
        pytest.param(Limits(number=20), "CT503", id="higher"),
        pytest.param(Limits(key="all"), "CT507", id="shared"),
        pytest.param(Limits(key="address"), "CT507", id="by-address"),
        pytest.param(Limits(seconds=60), "CT506", id="window-much-too-short"),
    ],
)
def test_fault_in_the_setup_is_named(limiter: str, setup: Limits, code: str) -> None:
    assert codes(findings(limited_app(limiter, setup), claim(scope="user"))) == [code]


# A window that weighs the last one gives back some of a quota that never ends, at once.
@pytest.mark.parametrize("limiter", [each for each in LIMITERS if "counter" not in each])
def test_quota_that_never_comes_back_is_named(limiter: str) -> None:
    assert codes(findings(limited_app(limiter, Limits(resets=False)), claim())) == ["CT506"]


@every_limiter
@pytest.mark.parametrize(
    ("dress", "code"),
    [
        pytest.param(Dress(status=503), "CT504", id="another-status"),
        pytest.param(Dress(status=400, retry_after=None), "CT504", id="bad-request"),
        pytest.param(Dress(retry_after=None), "CT505", id="missing"),
        pytest.param(Dress(retry_after="soon"), "CT505", id="garbage"),
        pytest.param(Dress(retry_after="-5"), "CT505", id="negative"),
        pytest.param(Dress(retry_after="86400"), "CT505", id="too-long"),
        pytest.param(Dress(retry_after="Wed, 21 Oct 2099 07:28:00 GMT"), "CT505", id="too-late-a-date"),
        pytest.param(Dress(retry_after="1"), "CT505", id="too-short"),
        pytest.param(Dress(lie=("X-RateLimit-Limit", "100")), "CT508", id="limit"),
        pytest.param(Dress(lie=("X-RateLimit-Remaining", "7")), "CT508", id="remaining"),
        pytest.param(Dress(lie=("X-RateLimit-Remaining", "many")), "CT508", id="unreadable"),
        pytest.param(Dress(lie=("X-RateLimit-Reset", "1")), "CT508", id="reset-too-soon"),
        pytest.param(Dress(lie=("X-RateLimit-Reset", "4070908800")), "CT508", id="reset-in-2099"),
        pytest.param(Dress(lie=("RateLimit", '"default";r=7;t=3600')), "CT508", id="structured-remaining"),
    ],
)
def test_fault_in_the_answer_is_named(limiter: str, dress: Dress, code: str) -> None:
    assert codes(findings(dressed(limiter, dress), claim(headers=["Retry-After"]))) == [code]


@every_limiter
def test_ten_an_hour_take_few_requests(limiter: str) -> None:
    (seen,) = measured(limited_app(limiter, Limits()), claim(scope="user"))
    assert len(seen.shots) < 60


@pytest.mark.parametrize("limiter", WRITES_HEADERS)
def test_true_headers_are_silent(limiter: str) -> None:
    (seen,) = measured(limited_app(limiter, Limits()), claim())
    assert [shot.stated.remaining for shot in seen.of("fill")] == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0]


def test_two_limits_are_measured_each_by_itself() -> None:
    from flask import Flask
    from flask_limiter import Limiter

    app = Flask("two")
    limiter = Limiter(lambda: "everybody", app=app, storage_uri="memory://")
    app.post("/reports")(limiter.limit("4 per second;20 per day")(lambda: ({"id": 1}, 201)))
    promises = [claim(4, 1), claim(20, 86_400, line=2)]
    assert [each.passed for each in measured(app, *promises)] == [4, 20]
    assert codes(findings(app, *promises)) == []


def test_the_wrong_one_of_two_limits_is_named() -> None:
    from flask import Flask
    from flask_limiter import Limiter

    app = Flask("two")
    limiter = Limiter(lambda: "everybody", app=app, storage_uri="memory://")
    app.post("/reports")(limiter.limit("4 per second;15 per day")(lambda: ({"id": 1}, 201)))
    (found,) = findings(app, claim(4, 1), claim(20, 86_400, line=2))
    assert (found.code, found.key) == ("CT502", "20/86400")


def two_limits(rates: str, *, headers_enabled: bool = False) -> Any:
    from flask import Flask
    from flask_limiter import Limiter

    app = Flask("two")
    limiter = Limiter(lambda: "everybody", app=app, storage_uri="memory://", headers_enabled=headers_enabled)
    app.post("/reports")(limiter.limit(rates)(lambda: ({"id": 1}, 201)))
    return app


@pytest.mark.parametrize(
    ("rates", "keys"),
    [
        pytest.param("14 per minute; 60 per hour", ["CT502 20/60"], id="shorter-too-low"),
        pytest.param("20 per minute; 53 per hour", ["CT502 60/3600"], id="longer-too-low"),
        pytest.param("14 per minute; 53 per hour", ["CT502 20/60", "CT502 60/3600"], id="both-too-low"),
        pytest.param("20 per minute", ["CT501 60/3600"], id="longer-missing"),
        pytest.param("1000 per minute", ["CT501 20/60", "CT501 60/3600"], id="both-missing"),
    ],
)
def test_each_of_two_limits_answers_for_itself(rates: str, keys: list[str]) -> None:
    found = findings(two_limits(rates, headers_enabled=True), claim(20, 60), claim(60, line=2))
    assert [f"{each.code} {each.key}" for each in found] == keys


def test_a_quota_that_was_used_before_and_never_comes_back_is_one_finding() -> None:
    used = list(range(3))

    async def create(request: Request) -> Response:
        used.append(1)
        return JSONResponse({"id": 1}, 201) if len(used) <= 10 else JSONResponse({"code": "LIMITED"}, 429)

    app = Starlette(routes=[Route("/reports", create, methods=["POST"])])
    assert codes(findings(app, claim())) == ["CT506"]
