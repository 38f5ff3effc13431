"""One operation, `POST /reports`, behind each of the limiters that people use."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from limits.storage import storage_from_string
from limits.strategies import (
    FixedWindowRateLimiter,
    MovingWindowRateLimiter,
    RateLimiter,
    SlidingWindowCounterRateLimiter,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from limits import RateLimitItem, parse

CREATED = {"id": 1}
REFUSED = {"code": "RATE_LIMITED"}
NEVER = "{number} per 1000 year"
STRATEGIES: dict[str, type[RateLimiter]] = {
    "fixed-window": FixedWindowRateLimiter,
    "moving-window": MovingWindowRateLimiter,
    "sliding-window-counter": SlidingWindowCounterRateLimiter,
}
_names = itertools.count()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How a limiter is set up, well or badly."""

    number: int | None = 10
    """`None`: nothing is limited."""
    seconds: int = 3600
    key: str = "identity"
    """`identity`: the credential, else the address; `address`; `all`."""
    resets: bool = True
    storage: str = "memory://"

    @property
    def rate(self) -> str:
        """In the notation of `limits`."""
        assert self.number is not None
        return f"{self.number} per {self.seconds} second" if self.resets else NEVER.format(number=self.number)

    def who(self, credential: str | None, address: str | None) -> str:
        """Whose quota a request uses."""
        return {"identity": credential or address, "address": address, "all": "everybody"}[self.key] or "nobody"


def slowapi_app(setup: Limits, strategy: str = "fixed-window") -> Any:
    from slowapi import Limiter
    from slowapi.errors import RateLimitExceeded

    limiter = Limiter(
        key_func=lambda request: setup.who(request.headers.get("authorization"), request.client.host),
        headers_enabled=True,
        strategy=strategy,
        storage_uri=setup.storage,
    )

    def create(request: Request) -> Response:
        return JSONResponse(CREATED, 201)

    # slowapi keeps a registry by module and name.
    create.__name__ = f"create_{next(_names)}"
    endpoint = create if setup.number is None else limiter.limit(setup.rate)(create)

    def refuse(request: Request, error: Exception) -> Response:
        return limiter._inject_headers(JSONResponse(REFUSED, 429), request.state.view_rate_limit)

    app = Starlette(
        routes=[Route("/reports", endpoint, methods=["POST"])], exception_handlers={RateLimitExceeded: refuse}
    )
    app.state.limiter = limiter
    return app


def flask_limiter_app(setup: Limits, strategy: str = "fixed-window") -> Any:
    from flask import Flask, jsonify, request
    from flask_limiter import Limiter

    app = Flask("limited")
    limiter = Limiter(
        lambda: setup.who(request.headers.get("Authorization"), request.remote_addr),
        app=app,
        headers_enabled=True,
        strategy=strategy,
        storage_uri=setup.storage,
    )

    def create() -> Any:
        return jsonify(CREATED), 201

    app.post("/reports")(create if setup.number is None else limiter.limit(setup.rate)(create))
    app.register_error_handler(429, lambda error: (jsonify(REFUSED), 429))
    return app


def by_hand_app(setup: Limits, strategy: str = "fixed-window") -> Any:
    """The library `limits`, called by the handler itself; it counts before it looks at the body."""
    limiter = STRATEGIES[strategy](storage_from_string(setup.storage))
    item: RateLimitItem | None = None if setup.number is None else parse(setup.rate)

    async def create(request: Request) -> Response:
        assert request.client is not None
        who = setup.who(request.headers.get("authorization"), request.client.host)
        if item is None or limiter.hit(item, who):
            return JSONResponse(CREATED, 201)
        wait = max(1, round(limiter.get_window_stats(item, who).reset_time - time.time() + 0.5))
        return JSONResponse(REFUSED, 429, {"Retry-After": str(wait)})

    return Starlette(routes=[Route("/reports", create, methods=["POST"])])


def token_bucket_app(setup: Limits, strategy: str = "monotonic") -> Any:
    """A bucket of tokens for each client, which refills all the time, by a clock that knows no date."""
    buckets: dict[str, tuple[float, float]] = {}

    async def create(request: Request) -> Response:
        if setup.number is None:
            return JSONResponse(CREATED, 201)
        assert request.client is not None
        who = setup.who(request.headers.get("authorization"), request.client.host)
        rate = setup.number / setup.seconds if setup.resets else 0.0
        now = time.monotonic()
        tokens, since = buckets.get(who, (float(setup.number), now))
        tokens = min(float(setup.number), tokens + (now - since) * rate)
        if tokens < 1:
            buckets[who] = (tokens, now)
            wait = int((1 - tokens) / rate) + 1 if rate else setup.seconds
            return JSONResponse(REFUSED, 429, {"Retry-After": str(wait)})
        buckets[who] = (tokens - 1, now)
        return JSONResponse(CREATED, 201)

    return Starlette(routes=[Route("/reports", create, methods=["POST"])])


_views: dict[str, Callable[[Any], Any]] = {}
urls = SimpleNamespace(urlpatterns=[])


def django_ratelimit_app(setup: Limits, strategy: str = "fixed-window") -> Any:
    from fixtures.apps.django_settings import configure

    configure()
    from django.http import HttpRequest, JsonResponse
    from django_ratelimit.core import is_ratelimited

    def key(group: str, request: HttpRequest) -> str:
        return setup.who(request.headers.get("Authorization"), request.META["REMOTE_ADDR"])

    group = f"reports-{next(_names)}"

    def create(request: HttpRequest) -> Any:
        if setup.number is None:
            return JsonResponse(CREATED, status=201)
        window = (setup.number, setup.seconds if setup.resets else 10**10)
        if is_ratelimited(request, group=group, key=key, rate=window, increment=True):
            return JsonResponse(REFUSED, status=429, headers={"Retry-After": str(setup.seconds)})
        return JsonResponse(CREATED, status=201)

    return _served_by_django(create)


def drf_app(setup: Limits, strategy: str = "sliding-log") -> Any:
    from fixtures.apps.django_settings import configure

    configure()
    from rest_framework.renderers import JSONRenderer
    from rest_framework.response import Response as RestResponse
    from rest_framework.throttling import SimpleRateThrottle
    from rest_framework.views import APIView

    scope = f"reports-{next(_names)}"

    class Throttle(SimpleRateThrottle):
        rate = "1/hour"

        def __init__(self) -> None:
            super().__init__()
            assert setup.number is not None
            self.num_requests, self.duration = setup.number, setup.seconds if setup.resets else 10**10

        def get_cache_key(self, request: Any, view: Any) -> str:
            who = setup.who(request.headers.get("Authorization"), request.META["REMOTE_ADDR"])
            return f"{scope}-{who}".replace(" ", "-")

    class Reports(APIView):
        authentication_classes = ()
        renderer_classes = (JSONRenderer,)
        throttle_classes = () if setup.number is None else (Throttle,)

        def perform_authentication(self, request: Any) -> None:
            """Without Django's own users there is nobody to be."""

        def post(self, request: Any) -> Any:
            return RestResponse(CREATED, status=201)

    return _served_by_django(Reports.as_view())


def _served_by_django(view: Any) -> Any:
    from django.conf import settings
    from django.core.cache import cache
    from django.core.handlers.wsgi import WSGIHandler
    from django.urls import clear_url_caches, path

    cache.clear()
    urls.urlpatterns = [path("reports", view)]
    settings.ROOT_URLCONF, settings.MIDDLEWARE = tuple(urls.urlpatterns), []
    clear_url_caches()
    return WSGIHandler()


LIMITERS: dict[str, tuple[Callable[[Limits, str], Any], str]] = {
    "slowapi": (slowapi_app, "fixed-window"),
    "slowapi-moving": (slowapi_app, "moving-window"),
    "flask-limiter": (flask_limiter_app, "fixed-window"),
    "flask-limiter-moving": (flask_limiter_app, "moving-window"),
    "flask-limiter-counter": (flask_limiter_app, "sliding-window-counter"),
    "limits-fixed": (by_hand_app, "fixed-window"),
    "limits-moving": (by_hand_app, "moving-window"),
    "limits-counter": (by_hand_app, "sliding-window-counter"),
    "django-ratelimit": (django_ratelimit_app, "fixed-window"),
    "drf": (drf_app, "sliding-log"),
    "token-bucket": (token_bucket_app, "monotonic"),
}


def limited_app(limiter: str, setup: Limits) -> Any:
    build, strategy = LIMITERS[limiter]
    return build(setup, strategy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dress:
    """What becomes of a limited answer before it leaves the app."""

    status: int = 429
    retry_after: str | None = ""
    """`None`: left out; empty: as the limiter gave it; else in its place."""
    lie: tuple[str, str] | None = None
    """A header of every answer, and the value that it gets."""

    def headers(self, status: int, headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
        kept = headers
        if status == 429 and self.retry_after != "":
            kept = [pair for pair in kept if pair[0].lower() != "retry-after"]
            kept += [] if self.retry_after is None else [("Retry-After", self.retry_after)]
        if self.lie is not None:
            kept = [pair for pair in kept if pair[0].lower() != self.lie[0].lower()] + [self.lie]
        return kept


def dressed_asgi(app: Any, dress: Dress) -> Any:
    async def wrapped(scope: Any, receive: Any, send: Any) -> None:
        async def send_dressed(message: Any) -> None:
            if message["type"] == "http.response.start":
                pairs = [(name.decode(), value.decode()) for name, value in message["headers"]]
                pairs = dress.headers(message["status"], pairs)
                status = dress.status if message["status"] == 429 else message["status"]
                encoded = [(name.encode(), value.encode()) for name, value in pairs]
                message = {**message, "status": status, "headers": encoded}
            await send(message)

        await app(scope, receive, send_dressed)

    return wrapped


def dressed_wsgi(app: Any, dress: Dress) -> Any:
    def wrapped(environ: Any, start_response: Any) -> Any:
        def start_dressed(status: str, headers: Any, exc_info: Any = None) -> Any:
            code = int(status.split()[0])
            shown = f"{dress.status} Dressed" if code == 429 else status
            return start_response(shown, dress.headers(code, list(headers)), exc_info)

        return app(environ, start_dressed)

    return wrapped


def spec(**limited: Any) -> dict[str, Any]:
    """The operation's document; `limited` is added to its 429."""
    body = {"required": True, "content": {"application/json": {"schema": {"type": "object"}}}}
    json_answer = {"content": {"application/json": {"schema": {"type": "object"}}}}
    responses = {
        "201": {"description": "", **json_answer},
        "429": {"description": "", **json_answer, **limited},
    }
    return {
        "openapi": "3.0.3",
        "info": {"title": "Limited", "version": "1"},
        "paths": {"/reports": {"post": {"requestBody": body, "responses": responses}}},
    }


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()
