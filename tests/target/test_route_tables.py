"""What the route table of each framework says of an app."""

from __future__ import annotations

import functools
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from flask import Blueprint, Flask
from flask.views import MethodView
from litestar import Controller, Litestar, Router, asgi, delete, get, post
from quart import Quart
from starlette.applications import Starlette
from starlette.endpoints import HTTPEndpoint
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from pytest_contract.target import RouteTable
from pytest_contract.target.routes import read_routes


def shown(table: RouteTable | None) -> set[str]:
    """The app's own routes, as `GET /users`; `*` for any method, `...` for an open end."""
    assert table is not None
    return {
        f"{','.join(sorted(route.methods)) or '*'} {route.path}{'...' if route.is_open_ended else ''}"
        for route in table.routes
        if not route.is_internal
    }


def logged(handler):
    @functools.wraps(handler)
    async def wrapper(*args, **kwargs):
        return await handler(*args, **kwargs)

    return wrapper


@logged
@logged
async def show(request): ...


async def opaque(scope, receive, send): ...


class Shelf(HTTPEndpoint):
    async def get(self, request): ...

    async def delete(self, request): ...


def starlette_app() -> Starlette:
    return Starlette(
        routes=[
            Route("/books/{id:int}", show, methods=["GET", "PUT"]),
            Route("/shelf", Shelf),
            Route("/files/{rest:path}", show),
            WebSocketRoute("/live", show),
            Mount("/t/{tenant:int}", routes=[Route("/", show), Mount("/in", routes=[Route("/deep", show)])]),
            Mount("/sub", app=GZipMiddleware(Starlette(routes=[Route("/one", show)]))),
            Mount("/static", app=StaticFiles(directory=Path(__file__).parent)),
            Mount("/other", app=opaque),
        ]
    )


STARLETTE = {
    "GET,PUT /books/{id}",
    "GET /shelf",
    "DELETE /shelf",
    "GET /files...",
    "GET /t/{tenant}/",
    "GET /t/{tenant}/in/deep",
    "GET /sub/one",
    "* /other...",
}


def test_starlette_with_mounts():
    assert shown(read_routes(starlette_app())) == STARLETTE


def test_a_handler_is_told_by_its_own_def_behind_decorators():
    (route, *_) = read_routes(starlette_app()).routes
    line = inspect.getsource(sys.modules[__name__]).splitlines()[route.line - 1]
    assert (route.file, line) == (__file__, "async def show(request): ...")
    assert route.handler.endswith("test_route_tables.show")


def closing_over(app):
    async def middleware(scope, receive, send):
        await app(scope, receive, send)

    return middleware


@pytest.mark.parametrize(
    ("wrap", "is_partial"),
    [
        pytest.param(GZipMiddleware, False, id="known middleware"),
        pytest.param(closing_over, True, id="function"),
        pytest.param(lambda app: app.__call__, False, id="bound method"),
    ],
)
def test_middleware_round_an_app_is_looked_behind(wrap, is_partial):
    table = read_routes(wrap(starlette_app()))
    assert (shown(table), table.is_partial) == (STARLETTE, is_partial)


def test_fastapi_with_included_routers():
    app, outer, inner, sub = FastAPI(), APIRouter(prefix="/items"), APIRouter(), FastAPI()
    inner.get("/deep/{x}")(lambda x: x)
    outer.get("/{id}")(lambda id: id)
    outer.post("")(lambda: 1)
    outer.get("/hidden/one", include_in_schema=False)(lambda: 1)
    outer.include_router(inner, prefix="/inner")
    app.include_router(outer, prefix="/v1")
    sub.get("/x")(lambda: 1)
    app.mount("/sub", sub)
    expected = {"GET /v1/items/{id}", "POST /v1/items", "GET /v1/items/inner/deep/{x}", "GET /sub/x"}
    table = read_routes(app)
    assert (table.framework, shown(table)) == ("fastapi", expected)


def flask_app() -> Flask:
    class Shelf(MethodView):
        def get(self, kind): ...

        def post(self, kind): ...

    app, blueprint = Flask("shop"), Blueprint("b", "b", url_prefix="/ignored")
    blueprint.add_url_rule("/u/<int:id>", endpoint="u", view_func=lambda id: "", methods=["GET", "PUT"])
    app.register_blueprint(blueprint, url_prefix="/v2")
    app.add_url_rule("/shelf/<any(a, b):kind>/", view_func=Shelf.as_view("shelf"))
    app.add_url_rule("/tail/<path:rest>/end", endpoint="tail", view_func=lambda rest: "")
    return app


FLASK = {"GET,PUT /v2/u/{id}", "GET /shelf/{kind}/", "POST /shelf/{kind}/", "GET /tail..."}


def test_flask_with_blueprints_and_method_views():
    table = read_routes(flask_app())
    assert (table.framework, shown(table)) == ("flask", FLASK)


def test_flask_behind_replaced_and_dispatching_middleware():
    app = flask_app()
    app.wsgi_app = functools.partial(app.wsgi_app)
    both = DispatcherMiddleware(app, {"/more": flask_app(), "/raw": lambda environ, start_response: []})
    more = {entry.replace(" /", " /more/") for entry in FLASK}
    assert shown(read_routes(both)) == FLASK | more | {"* /raw..."}


def test_quart():
    app = Quart("shop")
    app.post("/a/<uuid:id>")(show)
    app.websocket("/live")(opaque)
    assert shown(read_routes(app)) == {"POST /a/{id}"}


def litestar_app() -> Litestar:
    class Shelves(Controller):
        path = "/shelves"

        @get("/{number:int}", sync_to_thread=True)
        def one(self, number: int) -> int: ...

        @delete("/{number:int}")
        async def drop(self, number: int) -> None: ...

    @get("/files/{rest:path}")
    async def file(rest: Path) -> str: ...

    @post("/")
    async def make() -> str: ...

    @asgi("/other", is_mount=True, copy_scope=True)
    async def other(scope: dict, receive: object, send: object) -> None: ...

    return Litestar([Router("/v1", route_handlers=[Shelves, make]), file, other])


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # how parameters are declared differs between its versions
def test_litestar_with_routers_and_controllers():
    expected = {"GET /v1/shelves/{number}", "DELETE /v1/shelves/{number}", "POST /v1", "GET /files...", "* /other..."}
    assert shown(read_routes(litestar_app())) == expected


def test_an_unknown_framework_has_no_table():
    assert read_routes(opaque) is None


DJANGO = r"""
import json, sys, types
import django
from django.conf import settings
settings.configure(ROOT_URLCONF="urls", SECRET_KEY="x", ALLOWED_HOSTS=["*"], LOGGING_CONFIG=None)
django.setup()
from django.contrib import admin
from django.core.asgi import get_asgi_application
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse
from django.urls import include, path, re_path
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

class Shelf(View):
    def get(self, request, id): ...
    def put(self, request, id): ...

@csrf_exempt
@require_http_methods(["GET", "POST"])
def books(request):
    raise LookupError("no such shelf")

def anything(request, **parts):
    return JsonResponse({"client": request.META["REMOTE_ADDR"]})

urls = types.ModuleType("urls")
urls.urlpatterns = [
    path("v1/", include([path("shelf/<int:id>", csrf_exempt(Shelf.as_view())), path("books/", books)])),
    re_path(r"^re/(?P<slug>[\w-]+)/(?P<year>\d{4})/$", anything),
    re_path(r"^dots/x\.json$", anything),
    re_path(r"^open/(?:a|b)+", anything),
    path("files/<path:rest>", anything),
]
sys.modules["urls"] = urls

from pytest_contract.exchange import Request
from pytest_contract.target import open_target
for app in (get_wsgi_application(), get_asgi_application()):
    target = open_target(app, "shop.wsgi:application")
    routes = [[sorted(r.methods), r.path, r.is_open_ended] for r in target.routes.routes if not r.is_internal]
    answers = [target.send(Request(method="GET", url=url), timeout_s=10) for url in ("/v1/books/", "/dots/x.json")]
    target.close()
    heard = [(a.answer.status, a.exception and a.exception.type_name) for a in answers]
    print(json.dumps({"kind": target.kind, "routes": routes, "heard": heard}))
"""


@pytest.fixture(scope="module")
def django_said() -> list[dict]:
    """Django is configured once for a process, so it gets one of its own."""
    run = subprocess.run([sys.executable, "-W", "error", "-c", DJANGO], capture_output=True, text=True, timeout=60)
    assert run.returncode == 0, run.stderr
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_django_with_includes_and_regular_expressions(django_said):
    routes = [
        [["GET"], "/v1/shelf/{id}", False],
        [["PUT"], "/v1/shelf/{id}", False],
        [["GET", "POST"], "/v1/books/", False],
        [[], "/re/{slug}/{year}/", False],
        [[], "/dots/x.json", False],
        [[], "/open", True],
        [[], "/files", True],
    ]
    assert [said["routes"] for said in django_said] == [routes, routes]


def test_django_answers_in_process_and_its_exceptions_are_heard(django_said):
    assert [said["kind"] for said in django_said] == ["wsgi", "asgi"]
    assert [said["heard"] for said in django_said] == [[[500, "LookupError"], [200, None]]] * 2
