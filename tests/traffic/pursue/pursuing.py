"""Small apps written as a table of functions, and what is sent to them to reach one status."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import Response
from starlette.routing import Route
from tests.traffic.written import document, named, parameter

from pytest_contract.exchange import Exchange
from pytest_contract.spec import Document
from pytest_contract.target import Identity, Sender, open_target
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.pursue.chase import Chase
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursued import Pursued
from pytest_contract.traffic.relations import Relations
from pytest_contract.traffic.visit import Visit

KEY = parameter("path", {"type": "integer", "minimum": 1}, "id")
NAME = {"type": "string", "minLength": 1, "maxLength": 30}


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A request as a function of a small app sees it."""

    path: dict[str, str]
    query: dict[str, str]
    headers: dict[str, str]
    raw: bytes

    @property
    def id(self) -> str:
        """The path's `id`."""
        return self.path["id"]

    @property
    def body(self) -> Any:
        """The JSON body; `None` where there is none."""
        try:
            return json.loads(self.raw)
        except ValueError:
            return None


Handler = Callable[[Call], Any]
"""Gives a status, or a status and a JSON body, or these and headers."""


def app_of(handlers: Mapping[str, Handler]) -> Starlette:
    """An app of functions, each under its `METHOD /path`."""
    return Starlette(
        routes=[
            Route(label.split()[1], _endpoint(each), methods=[label.split()[0]]) for label, each in handlers.items()
        ]
    )


def _endpoint(handler: Handler) -> Callable[[AppRequest], Any]:
    async def endpoint(request: AppRequest) -> Response:
        call = Call(
            path=dict(request.path_params),
            query=dict(request.query_params),
            headers=dict(request.headers),
            raw=await request.body(),
        )
        answer = handler(call)
        status, *rest = answer if isinstance(answer, tuple) else (answer,)
        body = json.dumps(rest[0]) if rest else ""
        headers = rest[1] if len(rest) > 1 else {}
        return Response(body, status, headers, media_type="application/json" if rest else None)

    return endpoint


@dataclass(frozen=True, slots=True, kw_only=True)
class Chased:
    """What a pursuit came to."""

    exchanges: tuple[Exchange, ...]
    pursued: tuple[Pursued, ...]
    requests: int

    @property
    def last(self) -> Exchange:
        """The last attempt."""
        return self.exchanges[-1]

    @property
    def tried(self) -> list[str]:
        """What was tried, in that order."""
        return [name for pursued in self.pursued for name in pursued.tries]


def chased(
    handlers: Mapping[str, Handler],
    spec: Document,
    label: str,
    goal: int,
    *,
    headers: Sequence[tuple[str, str]] = (),
    others: Sequence[Identity] = (),
    first: int = 3,
    reset: Callable[[], object] | None = None,
) -> Chased:
    """Go after one status of one operation, once the first few valid drafts were sent."""
    target = open_target(app_of(handlers), "small")
    try:
        sender = Sender(target, Identity(headers=headers), 5.0)
        maker = Generator(spec, seed=0, max_examples=5)
        equipment = Equipment(document=spec, generator=maker, relations=Relations(spec), base_path="")
        drafts = maker.drafts(named(spec, label))
        visit = Visit(equipment, named(spec, label), sender, reset, drafts, 20)
        for draft in drafts.valid[:first]:
            list(visit.exchanges(draft))
        chase = Chase(Ground(visit, others), time.monotonic() + 20)
        exchanges = tuple(chase.exchanges([str(goal)], ()))
        return Chased(exchanges=exchanges, pursued=tuple(chase.pursued), requests=len(sender.exchanges))
    finally:
        target.close()


def crud(*further: str, body: Any = None, **operations: Any) -> Document:
    """A spec of things: made, read, changed, deleted, and what else is named, `POST /things/{id}/close`."""
    body = body or {"type": "object", "required": ["name"], "properties": {"name": NAME}}
    content = {"required": True, "content": {"application/json": {"schema": body}}}
    paths: dict[str, Any] = {
        "/things": {"post": {"requestBody": content}},
        "/things/{id}": {
            "get": {"parameters": [KEY]},
            "put": {"parameters": [KEY], "requestBody": content},
            "delete": {"parameters": [KEY]},
        },
    }
    for label in further:
        method, path = label.split()
        paths.setdefault(path, {})[method.lower()] = {"parameters": [KEY]}
    for method, declared in operations.items():
        paths["/things/{id}" if method != "post" else "/things"][method] |= declared
    return document(paths)


class Things:
    """Things with a name and a state, by number."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[str, Any]] = {}
        self.made = 0

    def make(self, call: Call) -> Any:
        """POST /things"""
        if not isinstance(call.body, dict) or not call.body.get("name"):
            return 422
        self.made += 1
        self.rows[str(self.made)] = {"id": self.made, "name": call.body["name"], "state": "new"}
        return 201, self.rows[str(self.made)]

    def read(self, call: Call) -> Any:
        """GET /things/{id}"""
        return (200, self.rows[call.id]) if call.id in self.rows else 404

    def change(self, call: Call) -> Any:
        """PUT /things/{id}"""
        if call.id not in self.rows:
            return 404
        if not isinstance(call.body, dict) or not call.body.get("name"):
            return 422
        self.rows[call.id] |= {"name": call.body["name"]}
        return 200, self.rows[call.id]

    def remove(self, call: Call) -> Any:
        """DELETE /things/{id}"""
        return 204 if self.rows.pop(call.id, None) else 404

    @property
    def handlers(self) -> dict[str, Handler]:
        """All of them."""
        return {
            "POST /things": self.make,
            "GET /things/{id}": self.read,
            "PUT /things/{id}": self.change,
            "DELETE /things/{id}": self.remove,
        }

    def to(self, state: str, *, only_from: str = "", refusal: int = 409) -> Handler:
        """An action that brings a thing into a state, from one state alone."""

        def act(call: Call) -> Any:
            row = self.rows.get(call.id)
            if row is None:
                return 404
            if only_from and row["state"] != only_from:
                return refusal
            row["state"] = state
            return 200, row

        return act
