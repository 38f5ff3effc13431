"""What whole runs on real apps got wrong, or missed: each point a test."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Annotated, Any

import pytest
from fastapi import Body, FastAPI, HTTPException
from small_api import OBJECT, OK, alarms, app_of, body_of, found, json_answer, named, path_parameter, responses
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
from werkzeug.wrappers import Request, Response

ANY_JSON = {"application/json": {"schema": OBJECT}}
BEARER = {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}}


@pytest.mark.parametrize("status", [204, 304])
def test_body_of_a_bodiless_status_is_not_judged(status: int) -> None:
    declared = {str(status): {"description": "", "content": ANY_JSON}}
    app = app_of(lambda _: Response(status=status, content_type="text/html"))
    codes = {alarm[:5] for alarm in alarms(found(app, {"/pages": {"get": {"responses": declared}}}))}
    # A 304 alone is no success.
    assert codes == ({"CT901"} if status == 304 else set())


def test_empty_401_is_not_judged_for_its_media_type() -> None:
    def answer(request: Request) -> Response:
        is_known = request.headers.get("Authorization") == "Bearer ada-0815"
        return json_answer({}) if is_known else Response(status=401, content_type="text/html")

    get = {"security": [{"bearer": []}], "responses": responses(200, 401, schema=OBJECT)}
    headers = {"Authorization": "Bearer ada-0815"}
    assert alarms(found(app_of(answer), {"/pages": {"get": get}}, components=BEARER, headers=headers)) == []


def test_no_finding_repeats_a_credential() -> None:
    def answer(request: Request) -> Response:
        if request.path == "/crash":
            raise ValueError(f"who is {request.headers['x-shop-pass']}?")
        return json_answer({"who": request.headers["x-shop-pass"]})

    schema = {"type": "object", "properties": {"who": {"type": "integer"}}}
    get = {"get": {"security": [{"pass": []}], "responses": responses(200, schema=schema)}}
    components = {"securitySchemes": {"pass": {"type": "apiKey", "in": "header", "name": "X-Shop-Pass"}}}
    secret = {"x-shop-pass": "ada-0815-4711"}
    told = found(app_of(answer), {"/crash": get, "/echo": get}, components=components, headers=secret)
    assert {"CT103", "CT105"} <= {finding.code for finding in told}
    assert "ada-0815-4711" not in repr(told)


@pytest.mark.parametrize("status", [201, 422])
def test_answer_that_nests_too_deep_is_told_as_a_finding(status: int) -> None:
    item = {"parameters": [path_parameter("id")], "get": {"responses": responses(200, status, schema=OBJECT)}}
    post = {"requestBody": body_of({"type": "object"}), "responses": responses(201, 422, schema=OBJECT)}
    app = app_of(lambda _: Response("[" * 100_000, status, content_type="application/json"))
    told = found(app, {"/users": {"post": post}, "/users/{id}": item})
    assert "CT103" in {finding.code for finding in told}


def test_redirect_is_not_followed() -> None:
    seen: Counter[str] = Counter()

    def answer(request: Request) -> Response:
        seen[request.path] += 1
        return Response(status=302, headers={"Location": "/login"})

    assert alarms(found(app_of(answer), {"/old": {"get": {"responses": responses(302)}}})) == []
    assert seen["/login"] == 0


def test_undeclared_redirect_of_the_operation_itself_is_said() -> None:
    app = app_of(lambda _: Response(status=302, headers={"Location": "/login"}))
    assert named(found(app, {"/old": {"get": {"responses": OK}}}), "CT101") == ["302"]


def test_empty_path_value_is_not_judged_against_the_operation_it_misses() -> None:
    async def favourite(request: Any) -> JSONResponse:
        return JSONResponse({"slug": request.path_params["slug"]})

    app = Starlette(routes=[Route("/articles/{slug}/favourite", favourite)])
    get = {"parameters": [path_parameter("slug", minLength=1)], "responses": OK}
    assert alarms(found(app, {"/articles/{slug}/favourite": {"get": get}})) == []


def test_literal_sibling_is_not_judged_against_the_template() -> None:
    async def sign_up(_: Any) -> JSONResponse:
        return JSONResponse({}, 403)

    async def read(request: Any) -> JSONResponse:
        return JSONResponse({"name": request.path_params["name"]})

    app = Starlette(routes=[Route("/users/signup", sign_up), Route("/users/{name}", read)])
    parameter = path_parameter("name", example="signup")
    paths = {
        "/users/{name}": {"get": {"parameters": [parameter], "responses": OK}},
        "/users/signup": {"get": {"responses": OK | responses(403)}},
    }
    assert [alarm for alarm in alarms(found(app, paths)) if "{name}" in alarm] == []


@pytest.mark.parametrize("value", ["a\nb", "a,b", "a/b", "/", ".", "..", "a.b", " ", "%"])
def test_value_that_a_router_may_not_match_is_no_undocumented_404(value: str) -> None:
    async def read(request: Any) -> JSONResponse:
        return JSONResponse({"name": request.path_params["name"]})

    app = Starlette(routes=[Route("/files/{name}", read)])
    get = {"parameters": [path_parameter("name", example=value)], "responses": OK}
    assert alarms(found(app, {"/files/{name}": {"get": get}}, max_examples=8)) == []


def test_documented_501_is_no_server_error() -> None:
    app = app_of(lambda _: json_answer({}, 501))
    codes = {alarm[:5] for alarm in alarms(found(app, {"/export": {"get": {"responses": responses(200, 501)}}}))}
    assert codes == {"CT901"}


def test_410_is_no_acceptance_of_an_invalid_request() -> None:
    limit = {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 1}}
    app = app_of(lambda request: json_answer({}, 200 if request.args.get("limit", "1").isdecimal() else 410))
    get = {"parameters": [limit], "responses": responses(200, 410)}
    assert "410" not in " ".join(alarms(found(app, {"/old": {"get": get}})))


def test_documented_403_is_the_right_answer_to_no_credentials() -> None:
    def answer(request: Request) -> Response:
        return json_answer({}, 200 if request.headers.get("Authorization") == "Bearer ada-0815" else 403)

    get = {"security": [{"bearer": []}], "responses": responses(200, 403)}
    headers = {"Authorization": "Bearer ada-0815"}
    assert alarms(found(app_of(answer), {"/pages": {"get": get}}, components=BEARER, headers=headers)) == []


def test_app_that_answers_for_anything_has_not_forgotten_to_delete() -> None:
    app = app_of(lambda request: json_answer({}) if request.method == "GET" else Response(status=204))
    item = {
        "parameters": [path_parameter("id", pattern="^[a-z]{3,9}$")],
        "delete": {"responses": responses(204)},
        "get": {"responses": OK},
    }
    assert named(found(app, {"/echoes/{id}": item}), "CT107") == []


def test_one_500_is_one_finding() -> None:
    app = app_of(lambda _: json_answer({"oops": True}, 500))
    findings = found(app, {"/pages": {"get": {"responses": OK}}})
    assert [alarm[:5] for alarm in alarms(findings)] == ["CT105"]


def test_broken_shared_schema_has_one_cause() -> None:
    operation = {"responses": responses(200, schema={"$ref": "#/components/schemas/Page"})}
    page = {"type": "object", "properties": {"title": {"type": "string"}}}
    paths = {"/first": {"get": operation}, "/second": {"get": operation}, "/third": {"get": operation}}
    findings = found(app_of(lambda _: json_answer({"title": None})), paths, components={"schemas": {"Page": page}})
    assert [finding.code for finding in findings] == ["CT103"] * 3
    assert {finding.cause for finding in findings} == {"/components/schemas/Page/properties/title/type:type"}


def test_exception_in_front_of_all_operations_has_one_cause() -> None:
    def answer(request: Request) -> Response:
        return json_answer({"trace": int(request.headers.get("X-Trace", "1"))})

    trace = {"name": "X-Trace", "in": "header", "schema": {"type": "string"}}
    paths = {path: {"get": {"parameters": [trace], "responses": OK}} for path in ("/first", "/second")}
    causes = [finding.cause for finding in found(app_of(answer), paths) if finding.code == "CT105"]
    assert (len(causes), len(set(causes))) == (2, 1)


def test_exceptions_of_methods_of_one_name_have_causes_of_their_own() -> None:
    class Orders:
        def get(self) -> Response:
            return {}["order"]

    class Users:
        def get(self) -> Response:
            return {}["user"]

    def answer(request: Request) -> Response:
        return Orders().get() if request.path == "/orders" else Users().get()

    paths = {path: {"get": {"responses": OK}} for path in ("/orders", "/users")}
    causes = {finding.cause for finding in found(app_of(answer), paths) if finding.code == "CT105"}
    assert len(causes) == 2


def test_method_that_is_refused_without_allow_is_no_finding() -> None:
    async def read(_: Any) -> JSONResponse:
        return JSONResponse({})

    async def write(_: Any) -> JSONResponse:
        return JSONResponse({}, 201)

    # Starlette's `Allow` names the methods of the first route only.
    app = Starlette(routes=[Route("/notes", read), Route("/notes", write, methods=["POST"])])
    item = {"get": {"responses": OK}, "post": {"responses": responses(201)}}
    assert found(app, {"/notes": item}) == []


def test_sql_error_on_a_quote_is_found() -> None:
    def answer(request: Request) -> Response:
        with sqlite3.connect(":memory:") as database:
            rows = database.execute(f"SELECT 1 WHERE 'ada' = '{request.args.get('name', '')}'").fetchall()
        database.close()
        return json_answer(rows)

    name = {"name": "name", "in": "query", "schema": {"type": "string"}}
    findings = found(app_of(answer), {"/users": {"get": {"parameters": [name], "responses": OK}}}, max_examples=100)
    assert any(key.startswith("sqlite3.OperationalError") for key in named(findings, "CT105"))


def test_required_header_is_really_left_out_though_every_request_has_it() -> None:
    seen: set[str | None] = set()

    def answer(request: Request) -> Response:
        seen.add(request.headers.get("X-Tenant"))
        return json_answer({}, 200 if request.headers.get("X-Tenant") else 422)

    tenant = {"name": "X-Tenant", "in": "header", "required": True, "schema": {"type": "string", "minLength": 1}}
    get = {"parameters": [tenant], "responses": responses(200, 422)}
    assert alarms(found(app_of(answer), {"/pages": {"get": get}}, headers={"X-Tenant": "north"})) == []
    assert {None, "north"} <= seen


def test_missing_header_that_is_accepted_is_found_though_every_request_has_it() -> None:
    tenant = {"name": "X-Tenant", "in": "header", "required": True, "schema": {"type": "string"}}
    get = {"parameters": [tenant], "responses": OK}
    findings = found(app_of(lambda _: json_answer({})), {"/pages": {"get": get}}, headers={"X-Tenant": "north"})
    assert named(findings, "CT201") == ["header:X-Tenant"]


def test_what_depends_on_state_is_shown_with_what_came_before() -> None:
    made: list[str] = []

    def answer(request: Request) -> Response:
        if request.method == "POST":
            made.append(f"k{len(made)}")
            return json_answer({"id": made[-1]}, 201)
        if request.path.rpartition("/")[2] in made:
            raise RuntimeError("what was stored can't be shown")
        return json_answer({}, 404)

    made_here = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
    paths = {
        "/things": {"post": {"responses": responses(201, schema=made_here)}},
        "/things/{id}": {"get": {"parameters": [path_parameter("id")], "responses": responses(200, 404)}},
    }
    findings = found(app_of(answer), paths, only="GET /things/{id}")
    shown = [finding.evidence for finding in findings if finding.code == "CT105"]
    assert [evidence.sequence for evidence in shown if evidence] == [("curl -i -X POST http://localhost:8000/things",)]


def test_field_that_only_the_app_requires_is_found_though_no_request_ever_passes() -> None:
    app = FastAPI()

    @app.post("/users", status_code=201)
    def register(name: Annotated[str, Body()], email: Annotated[str, Body()]) -> dict[str, str]:
        return {"name": name, "email": email}

    user = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
    findings = found(app, {"/users": {"post": {"requestBody": body_of(user), "responses": responses(201, 422)}}})
    assert [alarm[:17] for alarm in alarms(findings)] == ["CT202 POST /users"]


@pytest.mark.parametrize("path", ["/me/password", "/change-password"])
def test_password_that_nobody_can_guess_is_no_alarm(path: str) -> None:
    app = FastAPI()

    @app.post(path, status_code=204)
    def change(old: Annotated[str, Body(embed=True)]) -> None:
        raise HTTPException(403, "that isn't the password")

    body = {"type": "object", "required": ["old"], "properties": {"old": {"type": "string"}}}
    post = {"requestBody": body_of(body), "responses": responses(204, 403, 422)}
    assert alarms(found(app, {path: {"post": post}})) == []


def test_rate_limit_that_nobody_declares_is_told_once_and_as_that() -> None:
    seen: Counter[str] = Counter()

    def answer(request: Request) -> Response:
        seen["all"] += 1
        return json_answer({}, 200 if seen["all"] < 10 else 429)

    post = {"requestBody": body_of({"type": "object"}), "responses": responses(200, 422)}
    assert [alarm[:17] for alarm in alarms(found(app_of(answer), {"/pages": {"post": post}}))] == ["CT509 POST /pages"]
