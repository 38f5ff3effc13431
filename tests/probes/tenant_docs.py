"""A store of documents for several tenants, which keeps them apart, but for one fault at most."""

from __future__ import annotations

from itertools import count
from typing import Any, Literal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

Fault = Literal[
    "read-leaks", "change-leaks", "delete-leaks", "list-leaks", "archive-leaks", "forbids", "changes-all-the-same"
]

TOKENS = {
    "ada": {"user": "ada", "tenant": "acme"},
    "bob": {"user": "bob", "tenant": "globex"},
    "eve": {"user": "eve", "tenant": "acme"},
    "admin": {"user": "admin", "tenant": None},
}
_TEXT = {"type": "string", "minLength": 1, "maxLength": 40, "pattern": "^[a-z ]+$"}
_DRAFT = {"type": "object", "required": ["title"], "properties": {"title": _TEXT}, "additionalProperties": False}


def spec() -> dict[str, Any]:
    """The contract, which says nothing of tenants."""
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1}}
    body = {"required": True, "content": {"application/json": {"schema": _DRAFT}}}

    def responses(*statuses: int) -> dict[str, Any]:
        content = {"content": {"application/json": {}}}
        return {str(each): {"description": "", **({} if each == 204 else content)} for each in statuses}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Vault", "version": "1"},
        "security": [{"bearer": []}],
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        "paths": {
            "/docs": {
                "post": {"requestBody": body, "responses": responses(201, 400, 401)},
                "get": {"responses": responses(200, 401)},
            },
            "/docs/{id}": {
                "parameters": [key],
                "get": {"responses": responses(200, 401, 403, 404)},
                "patch": {"requestBody": body, "responses": responses(200, 400, 401, 403, 404)},
                "delete": {"responses": responses(204, 401, 403, 404)},
            },
            "/docs/{id}/archive": {"parameters": [key], "post": {"responses": responses(200, 401, 403, 404)}},
        },
    }


class Vault:
    """The documents, and the handlers."""

    def __init__(self, fault: str | None, per: str) -> None:
        self.docs: dict[int, dict[str, Any]] = {}
        self.numbers = count(1)
        self.fault = fault
        self.per = per

    def who(self, request: Request) -> dict[str, Any] | None:
        return TOKENS.get(request.headers.get("authorization", "").removeprefix("Bearer "))

    def refusal(self, request: Request, leak: str) -> Response | None:
        who = self.who(request)
        if who is None:
            return JSONResponse({"code": "who"}, 401)
        doc = self.docs.get(self.key(request))
        if doc is None:
            return JSONResponse({"code": "gone"}, 404)
        if who[self.per] in (None, doc[self.per]) or self.fault == leak:
            return None
        return JSONResponse({"code": "no"}, 403 if self.fault == "forbids" else 404)

    def key(self, request: Request) -> int:
        text = request.path_params["id"]
        return int(text) if text.isdecimal() else -1

    async def draft(self, request: Request) -> dict[str, Any] | None:
        try:
            body = await request.json()
        except ValueError:
            return None
        title = body.get("title") if isinstance(body, dict) else None
        is_text = (
            isinstance(title, str) and 1 <= len(title) <= 40 and all(c in "abcdefghijklmnopqrstuvwxyz " for c in title)
        )
        return {"title": title} if is_text and set(body) == {"title"} else None

    async def docs_of(self, request: Request) -> Response:
        who = self.who(request)
        if who is None:
            return JSONResponse({"code": "who"}, 401)
        if request.method == "GET":
            leaks = self.fault == "list-leaks"
            return JSONResponse([doc for doc in self.docs.values() if leaks or who[self.per] in (None, doc[self.per])])
        draft = await self.draft(request)
        if draft is None:
            return JSONResponse({"code": "bad"}, 400)
        doc = {"id": next(self.numbers), "state": "open", "user": who["user"], "tenant": who["tenant"], **draft}
        self.docs[doc["id"]] = doc
        return JSONResponse(doc, 201)

    async def read(self, request: Request) -> Response:
        return self.refusal(request, "read-leaks") or JSONResponse(self.docs[self.key(request)])

    async def change(self, request: Request) -> Response:
        draft = await self.draft(request) if self.who(request) else None
        refusal = self.refusal(request, "change-leaks")
        if refusal is not None:
            if (
                self.fault == "changes-all-the-same"
                and refusal.status_code == 404
                and draft
                and self.key(request) in self.docs
            ):
                self.docs[self.key(request)].update({"title": draft["title"][::-1] + " changed"})
            return refusal
        if draft is None:
            return JSONResponse({"code": "bad"}, 400)
        self.docs[self.key(request)].update(draft)
        return JSONResponse(self.docs[self.key(request)])

    async def delete(self, request: Request) -> Response:
        refusal = self.refusal(request, "delete-leaks")
        if refusal is None:
            del self.docs[self.key(request)]
        return refusal or Response(status_code=204)

    async def archive(self, request: Request) -> Response:
        refusal = self.refusal(request, "archive-leaks")
        if refusal is None:
            self.docs[self.key(request)]["state"] = "archived"
        return refusal or JSONResponse(self.docs[self.key(request)])


def create_app(fault: str | None = None, *, per: str = "tenant") -> Starlette:
    """The app, empty; `per` is `tenant` or `user`."""
    vault = Vault(fault, per)
    return Starlette(
        routes=[
            Route("/docs", vault.docs_of, methods=["GET", "POST"]),
            Route("/docs/{id}", vault.read, methods=["GET"]),
            Route("/docs/{id}", vault.change, methods=["PATCH"]),
            Route("/docs/{id}", vault.delete, methods=["DELETE"]),
            Route("/docs/{id}/archive", vault.archive, methods=["POST"]),
        ]
    )
