"""Who may what: identities by operations, as a design has it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from json import dumps
from typing import Any

import pytest
from promised import SEEDS, bearer, examined, found, promise, standings
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ADMIN_ONLY = promise("auth", "DELETE /users/{id}", required=True, roles=["admin"])
SCOPED = promise("auth", "GET /users", line=8, required=True, scopes=["users:read"])
HEALTH = promise("operation", "GET /health", line=9, health=True)
OPEN = promise("auth", "GET /health", line=10, required=False)
PEOPLE = {"admin": bearer("admin"), "viewer": bearer("viewer")}


def spec(*, scopes: tuple[str, ...] = ()) -> dict[str, Any]:
    key = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}

    def answered(*statuses: int) -> dict[str, Any]:
        return {str(each): {"description": ""} for each in statuses}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Users", "version": "1"},
        "security": [{"bearer": []}],
        "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        "paths": {
            "/users": {
                "post": {
                    "responses": {**answered(401), "201": {"description": "", "content": {"application/json": {}}}}
                },
                "get": {"security": [{"bearer": list(scopes)}], "responses": answered(200, 401, 403)},
            },
            "/users/{id}": {"parameters": [key], "delete": {"responses": answered(204, 401, 403, 404)}},
            "/health": {"get": {"security": [], "responses": answered(200, 401)}},
        },
    }


def token(**claims: Any) -> str:
    parts = [urlsafe_b64encode(dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "none"}, claims)]
    return ".".join([*parts, "c2lnbmF0dXJl"])


def create_app(fault: str | None = None, known: tuple[str, ...] = ("admin", "viewer", "bob")) -> Starlette:
    """Admins delete, all who are known read, and health is for everyone: but for one fault at most."""
    users: dict[int, str] = {}

    def who(request: Request) -> str | None:
        name = request.headers.get("authorization", "").removeprefix("Bearer ")
        return name if name in known else None

    async def users_of(request: Request) -> Response:
        if who(request) is None:
            return Response(status_code=401)
        if request.method == "GET":
            is_refused = who(request) != known[0] and known[0] != "admin" and fault != "scope-unchecked"
            return Response(status_code=403 if is_refused else 200)
        users[len(users) + 1] = "user"
        return JSONResponse({"id": len(users)}, 201)

    async def delete(request: Request) -> Response:
        name = who(request)
        if name is None:
            return Response(status_code=401)
        if name not in ("admin", "bob") and fault != "role-unchecked":
            return Response(status_code=403)
        text = request.path_params["id"]
        is_there = users.pop(int(text) if text.lstrip("-").isdecimal() else 0, None)
        return Response(status_code=204 if is_there else 404)

    async def health(request: Request) -> Response:
        return Response(status_code=401 if fault == "health-asks" and who(request) is None else 200)

    return Starlette(
        routes=[
            Route("/users", users_of, methods=["GET", "POST"]),
            Route("/users/{id}", delete, methods=["DELETE"]),
            Route("/health", health),
        ]
    )


def run(fault: str | None = None, *claims: Any, identities: Any = PEOPLE, **more: Any) -> Any:
    return examined(create_app(fault), spec(), claims or (ADMIN_ONLY, HEALTH, OPEN), identities=identities, **more)


@pytest.mark.parametrize("seed", SEEDS)
def test_app_that_checks_roles_gives_no_finding(seed: int) -> None:
    outcomes = run(seed=seed)
    assert found(outcomes) == []
    assert [standings(outcomes, claim).verdict for claim in (ADMIN_ONLY, OPEN)] == ["kept", "kept"]


def test_lesser_role_that_is_let_in_is_found() -> None:
    outcomes = run("role-unchecked")
    assert found(outcomes) == ["CT401 DELETE /users/{id} lesser:admin"]
    assert standings(outcomes, ADMIN_ONLY).verdict == "broken"


def test_identity_of_an_unknown_role_is_not_tried() -> None:
    outcomes = run(None, ADMIN_ONLY, identities={"admin": bearer("admin"), "bob": bearer("bob")})
    assert (found(outcomes), standings(outcomes, ADMIN_ONLY).verdict) == ([], "not_verifiable")


def test_role_is_not_asked_for_where_nothing_names_it() -> None:
    assert found(run("role-unchecked", HEALTH)) == []


@pytest.mark.parametrize(
    ("fault", "expected"), [(None, []), ("scope-unchecked", ["CT401 GET /users lesser:users:read"])]
)
@pytest.mark.parametrize("scopes", [(), ("users:read",)], ids=["design", "spec"])
def test_token_without_the_scope_is_tried(fault: str | None, expected: list[str], scopes: tuple[str, ...]) -> None:
    full, empty = token(sub="a", scope="users:read users:write"), token(sub="b", scope="profile")
    people = {"ann": bearer(full), "ben": bearer(empty)}
    app, claims = create_app(fault, (full, empty)), () if scopes else (SCOPED,)
    outcomes = examined(app, spec(scopes=scopes), claims, identities=people, only="GET /users")
    assert found(outcomes) == expected


@pytest.mark.parametrize("claim", [HEALTH, OPEN], ids=["health", "open"])
def test_health_check_that_asks_for_credentials_is_found(claim: Any) -> None:
    outcomes = run("health-asks", claim)
    assert (found(outcomes), standings(outcomes, claim).verdict) == (["CT402 GET /health open:401"], "broken")


def test_door_that_nothing_speaks_of_may_be_shut() -> None:
    assert found(run("health-asks", ADMIN_ONLY)) == []


def test_user_may_be_one_of_the_customers() -> None:
    claim = promise("auth", "GET /users", required=True, roles=["customers"])
    people = {"admin": bearer("admin"), "user": bearer("bob")}
    assert found(run(None, claim, identities=people, only="GET /users")) == []
