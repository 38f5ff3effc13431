"""Tickets that are claimed once, by whoever comes first, but for one fault at most."""

from __future__ import annotations

import asyncio
import threading
import time
from itertools import count
from typing import Any

from flask import Flask, jsonify
from flask import request as flask_request
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_NAME = {"type": "string", "minLength": 1, "maxLength": 40}
_BODY = {"type": "object", "required": ["name"], "properties": {"name": _NAME}, "additionalProperties": False}


def spec() -> dict[str, Any]:
    """The contract of both apps."""
    number = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}

    def responses(*statuses: int) -> dict[str, Any]:
        return {str(each): {"description": "", "content": {"application/json": {}}} for each in statuses}

    body = {"required": True, "content": {"application/json": {"schema": _BODY}}}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Tickets", "version": "1"},
        "paths": {
            "/tickets": {
                "post": {"requestBody": body, "responses": responses(201, 400, 409)},
                "get": {"responses": responses(200)},
            },
            "/tickets/{id}/claim": {"parameters": [number], "post": {"responses": responses(200, 404, 409, 423)}},
        },
    }


class Counter:
    """The tickets; `fault` is where a check and its act come apart, or what a loser is told."""

    def __init__(self, fault: str | None) -> None:
        self.fault = fault
        self.numbers = count(1)
        self.tickets: dict[int, dict[str, Any]] = {}
        self.names: set[str] = set()
        self.doubled: list[dict[str, Any]] = []

    def has(self, name: str) -> bool:
        return name in self.names

    def make(self, name: str) -> dict[str, Any]:
        self.names.add(name)
        ticket = {"id": next(self.numbers), "name": name, "state": "open"}
        self.tickets[ticket["id"]] = ticket
        return ticket

    def is_free(self, number: int) -> bool:
        return self.fault == "never-taken" or self.tickets[number]["state"] == "open"

    def take(self, number: int) -> dict[str, Any]:
        self.tickets[number]["state"] = "claimed"
        return self.tickets[number]

    @property
    def lost(self) -> int:
        return {"wrong-loser": 423, "loser-fails": 500}.get(self.fault or "", 409)

    @property
    def listed(self) -> list[dict[str, Any]]:
        return [*self.tickets.values(), *self.doubled]


def draft_of(body: Any) -> str | None:
    name = body.get("name") if isinstance(body, dict) else None
    is_name = isinstance(name, str) and 1 <= len(name) <= 40
    return name if is_name and set(body) == {"name"} else None


def create_app(fault: str | None = None) -> Starlette:
    """An event loop's app: `race` awaits between the check and the act."""
    tickets, lock = Counter(fault), asyncio.Lock()

    async def tickets_of(request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse(tickets.listed)
        try:
            name = draft_of(await request.json())
        except ValueError:
            name = None
        if name is None:
            return JSONResponse({"code": "bad"}, 400)
        if tickets.has(name):
            if fault == "doubles":
                tickets.doubled.append({"id": next(tickets.numbers), "name": name})
            return JSONResponse({"code": "taken"}, 409)
        if fault == "race":
            await asyncio.sleep(0)
        return JSONResponse(tickets.make(name), 201)

    async def claim(request: Request) -> Response:
        text = request.path_params["id"]
        number = int(text) if text.lstrip("-").isdecimal() else 0
        if number not in tickets.tickets:
            return JSONResponse({"code": "unknown"}, 404)
        if fault == "race":
            return await taken(number)
        async with lock:
            return await taken(number)

    async def taken(number: int) -> Response:
        is_free = tickets.is_free(number)
        await asyncio.sleep(0.001)
        return JSONResponse(tickets.take(number)) if is_free else JSONResponse({"code": "lost"}, tickets.lost)

    routes = [
        Route("/tickets", tickets_of, methods=["GET", "POST"]),
        Route("/tickets/{id}/claim", claim, methods=["POST"]),
    ]
    return Starlette(routes=routes)


def create_threaded_app(fault: str | None = None) -> Flask:
    """A threaded server's app: `race` sleeps between the check and the act."""
    app, tickets, lock = Flask("tickets"), Counter(fault), threading.Lock()

    @app.get("/tickets")
    def listed() -> Any:
        return jsonify(tickets.listed)

    @app.post("/tickets")
    def make() -> Any:
        name = draft_of(flask_request.get_json(silent=True))
        if name is None:
            return jsonify(code="bad"), 400
        with lock:
            return (jsonify(code="taken"), 409) if tickets.has(name) else (jsonify(tickets.make(name)), 201)

    @app.post("/tickets/<int(signed=True):number>/claim")
    def claim(number: int) -> Any:
        if number not in tickets.tickets:
            return jsonify(code="unknown"), 404
        if fault == "race":
            return taken(number)
        with lock:
            return taken(number)

    def taken(number: int) -> Any:
        is_free = tickets.is_free(number)
        time.sleep(0.005)
        return jsonify(tickets.take(number)) if is_free else (jsonify(code="lost"), tickets.lost)

    return app
