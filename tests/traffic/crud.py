"""A small app that keeps things in memory, and what its tests share: users, their posts, orders that name a user."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from written import an_object, content, document, named, parameter

from pytest_contract.exchange import Exchange
from pytest_contract.spec import Document
from pytest_contract.target import Identity, Sender, open_target
from pytest_contract.traffic.explore import Explorer, Traffic
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.relations import Relations

NAME = {"type": "string", "minLength": 1, "maxLength": 20}
USER = an_object(name=NAME)
TEXT = {"type": "string"}

Key = Callable[[int], Any]
KEYS: dict[str, Key] = {
    "integer": lambda number: number,
    "uuid": lambda number: str(uuid.UUID(int=number)),
    "slug": lambda number: f"a user/{number}",
}


@dataclass(slots=True)
class Shop:
    """Users, posts below them, orders; every request it gets is kept."""

    key: Key = KEYS["integer"]
    answer: Callable[[str, Any], Response] = lambda path, row: JSONResponse(row, 201)
    rows: dict[str, Any] = field(default_factory=dict)
    number: int = 0

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/users", self.users, methods=["GET", "POST"]),
                Route("/users/{user:path}/posts", self.posts, methods=["GET", "POST"]),
                Route("/users/{user:path}/posts/{post}", self.item, methods=["GET", "DELETE"]),
                Route("/users/{user:path}", self.item, methods=["GET", "DELETE"]),
                Route("/orders", self.orders, methods=["GET", "POST"]),
            ]
        )

    async def users(self, request: AppRequest) -> Response:
        if request.method == "GET":
            return JSONResponse({"data": [row for path, row in self.rows.items() if path.count("/posts/") == 0]})
        body = await body_of(request)
        return self.made("/users", body) if isinstance(body, dict) and body.get("name") else refused()

    async def posts(self, request: AppRequest) -> Response:
        if f"/users/{request.path_params['user']}" not in self.rows:
            return JSONResponse({}, 404)
        if request.method == "GET":
            return JSONResponse([])
        body = await body_of(request)
        return self.made(request.url.path, body) if isinstance(body, dict) and "title" in body else refused()

    async def orders(self, request: AppRequest) -> Response:
        if request.method == "GET":
            return JSONResponse([], 200 if request.query_params.get("user_id") else 400)
        body = await body_of(request)
        known = isinstance(body, dict) and f"/users/{body.get('userId')}" in self.rows
        return JSONResponse({}, 201) if known else refused()

    async def item(self, request: AppRequest) -> Response:
        path = request.scope["path"]
        if path not in self.rows:
            return JSONResponse({}, 404)
        return JSONResponse(self.rows[path]) if request.method == "GET" else self.gone(path)

    def gone(self, path: str) -> Response:
        self.rows = {kept: row for kept, row in self.rows.items() if not (kept + "/").startswith(path + "/")}
        return Response(status_code=204)

    def made(self, collection: str, body: dict[str, Any]) -> Response:
        self.number += 1
        row = {**body, "id": self.key(self.number)}
        self.rows[f"{collection}/{row['id']}"] = row
        return self.answer(f"{collection}/{row['id']}", row)


async def body_of(request: AppRequest) -> Any:
    try:
        return json.loads(await request.body())
    except ValueError:
        return None


def refused() -> Response:
    return JSONResponse({}, 422)


def shop_spec(key: dict[str, Any] | None = None) -> Document:
    user = parameter("path", key or {"type": "integer"}, "userId")
    post = parameter("path", {"type": "integer"}, "postId")
    order = {"type": "object", "required": ["userId", "what"], "properties": {"userId": key or {}, "what": TEXT}}
    return document(
        {
            "/users": {"get": {}, "post": {"requestBody": content(USER)}},
            "/users/{userId}": {"get": {"parameters": [user]}, "delete": {"parameters": [user]}},
            "/users/{userId}/posts": {
                "post": {"parameters": [user], "requestBody": content(an_object(title=TEXT))},
            },
            "/users/{userId}/posts/{postId}": {
                "get": {"parameters": [user, post]},
                "delete": {"parameters": [user, post]},
            },
            "/orders": {
                "post": {"requestBody": content(order)},
                "get": {"parameters": [parameter("query", TEXT, "user_id")]},
            },
        }
    )


@contextmanager
def sender_to(app: object, *headers: tuple[str, str], timeout_s: float = 5.0) -> Iterator[Sender]:
    target = open_target(app, "shop")
    try:
        yield Sender(target, Identity(headers=headers), timeout_s)
    finally:
        target.close()


def producers(spec: Document, sender: Sender, *, budget: int = 150) -> Producers:
    return Producers(Generator(spec, seed=0), Relations(spec), sender, "", budget=budget)


def explored(
    spec: Document,
    label: str,
    sender: Sender,
    *,
    count: int = 12,
    max_time_s: float = 30,
    reset: Callable[[], object] | None = None,
) -> Traffic:
    maker = Generator(spec, seed=0, max_examples=count)
    explorer = Explorer(document=spec, generator=maker, base_path="", max_time_s=max_time_s)
    return explorer.explore(named(spec, label), sender, reset)


def of_kind(traffic: Traffic, kind: str) -> list[Exchange]:
    return [exchange for exchange in traffic.exchanges if exchange.intent.kind == kind]


def calls(sender: Sender) -> list[str]:
    """What was sent, as `POST /users`."""
    return [f"{each.request.method} {each.request.url}" for each in sender.exchanges]
