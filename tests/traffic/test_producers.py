"""What an operation needs is made first, against a small app that keeps what it is given."""

from __future__ import annotations

from typing import Any

import anyio
import pytest
from crud import KEYS, Shop, calls, producers, sender_to, shop_spec
from flask import Flask, request
from starlette.applications import Starlette
from starlette.requests import Request as AppRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from written import VALID, an_object, content, document, named, parameter

from pytest_contract.traffic.draft import Draft

POST_PLACE = "/users/{}/posts/{}"
TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("key", "schema"),
    [
        ("integer", {"type": "integer"}),
        ("uuid", {"type": "string", "format": "uuid"}),
        ("slug", TEXT),
    ],
)
def test_a_resource_is_made_and_named_as_the_app_names_it(key: str, schema: dict[str, Any]) -> None:
    with sender_to(Shop(key=KEYS[key]).app()) as sender:
        made = producers(shop_spec(schema), sender).fresh("/users/{}")
    assert made.values == (KEYS[key](1),)
    assert [request.url for request in made.made_by] == ["/users"]


ANSWERS = {
    "body": lambda path, row: JSONResponse(row, 201),
    "location-only": lambda path, row: Response(status_code=201, headers={"Location": path}),
    "absolute-location": lambda path, row: Response(status_code=201, headers={"Location": f"http://shop{path}"}),
    "envelope": lambda path, row: JSONResponse({"data": row}, 201),
    "own-name": lambda path, row: JSONResponse({"userId": row["id"]}, 200),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS.keys())
def test_the_new_key_is_read_from_what_the_app_says(answer: Any) -> None:
    with sender_to(Shop(answer=answer).app()) as sender:
        assert producers(shop_spec(), sender).fresh("/users/{}").values == (1,)


def test_parents_are_made_before_children() -> None:
    with sender_to(Shop().app()) as sender:
        made = producers(shop_spec(), sender).fresh(POST_PLACE)
    assert made.values == (1, 2)
    assert calls(sender) == ["POST /users", "POST /users/1/posts"]
    assert [request.url for request in made.made_by] == ["/users", "/users/1/posts"]


def test_children_share_a_parent_that_is_known() -> None:
    with sender_to(Shop().app()) as sender:
        maker = producers(shop_spec(), sender)
        first, second = maker.fresh(POST_PLACE), maker.fresh(POST_PLACE)
    assert (first.values[0], second.values[0]) == (1, 1)
    assert first.values != second.values


def test_what_is_known_is_not_made_again() -> None:
    with sender_to(Shop().app()) as sender:
        maker = producers(shop_spec(), sender)
        assert maker.any("/users/{}") is maker.any("/users/{}")
    assert calls(sender) == ["POST /users"]


def test_a_parent_key_is_percent_encoded_in_the_path() -> None:
    with sender_to(Shop(key=KEYS["slug"]).app()) as sender:
        producers(shop_spec(TEXT), sender).fresh(POST_PLACE)
    assert calls(sender)[-1] == "POST /users/a%20user%2F1/posts"


def filled(body: dict[str, Any], label: str = "POST /orders", **query: Any) -> Draft:
    with sender_to(Shop().app()) as sender:
        maker = producers(shop_spec({"type": "integer"}), sender)
        draft = Draft(intent=VALID, body=body, query=query, media_type="application/json")
        return maker.fill_references(named(maker.relations.document, label), draft)[0]


def test_a_body_refers_to_a_user_that_exists() -> None:
    assert filled({"userId": 999, "what": "x"}).body == {"userId": 1, "what": "x"}


def test_a_field_that_a_draft_leaves_out_stays_out() -> None:
    assert filled({"what": "x"}).body == {"what": "x"}


def test_a_query_refers_to_a_user_that_exists() -> None:
    assert filled({}, "GET /orders", user_id="nobody").query == {"user_id": 1}


def tree_app(request: AppRequest) -> Response:
    return JSONResponse({"id": 5}, 201)


def test_a_reference_to_its_own_kind_ends() -> None:
    folder = an_object(folderId={"type": "integer"})
    item = {"parameters": [parameter("path", {"type": "integer"}, "id")]}
    spec = document({"/folders": {"post": {"requestBody": content(folder)}}, "/folders/{id}": {"get": item}})
    with sender_to(Starlette(routes=[Route("/folders", tree_app, methods=["POST"])])) as sender:
        assert producers(spec, sender).fresh("/folders/{}").values == (5,)
    assert len(sender.exchanges) < 10


def test_places_that_need_each_other_end() -> None:
    item = {"parameters": [parameter("path", {"type": "integer"}, "id")]}
    paths = {"/eggs/{id}": {"get": item}, "/hens/{id}": {"get": item}}
    paths["/eggs"] = {"post": {"requestBody": content(an_object(henId={"type": "integer"}))}}
    paths["/hens"] = {"post": {"requestBody": content(an_object(eggId={"type": "integer"}))}}
    with sender_to(Starlette(routes=[])) as sender:
        assert producers(document(paths), sender).fresh("/eggs/{}") is None
    assert len(sender.exchanges) <= 150


def put_app() -> Starlette:
    kept: set[str] = set()

    def put(request: AppRequest) -> Response:
        kept.add(request.path_params["key"])
        return Response(status_code=204)

    def read(request: AppRequest) -> Response:
        return Response(status_code=200 if request.path_params["key"] in kept else 404)

    return Starlette(
        routes=[Route("/labels/{key}", put, methods=["PUT"]), Route("/labels/{key}", read, methods=["GET"])]
    )


def test_putting_an_item_makes_it_where_nothing_else_does() -> None:
    key = {"type": "string", "pattern": "^[a-z]{3,8}$"}
    item = {"parameters": [parameter("path", key, "key")]}
    spec = document({"/labels/{key}": {"get": item, "put": item | {"requestBody": content(an_object(t=TEXT))}}})
    with sender_to(put_app()) as sender:
        made = producers(spec, sender).fresh("/labels/{}")
    assert calls(sender) == [f"PUT /labels/{made.values[0]}"]
    assert made.made_by == (sender.exchanges[0].request,)


def test_a_key_that_was_put_is_encoded_once() -> None:
    item = {"parameters": [parameter("path", {"type": "string", "enum": ["a b"]}, "key")]}
    spec = document({"/labels/{key}": {"put": item | {"requestBody": content(an_object(t=TEXT))}}})
    with sender_to(put_app()) as sender:
        assert producers(spec, sender).fresh("/labels/{}").values == ("a b",)
    assert calls(sender) == ["PUT /labels/a%20b"]


def flask_app() -> Flask:
    app, kept = Flask("shop"), []

    @app.post("/users")
    def create():
        kept.append(request.get_json())
        return {"created": {"user_id": str(len(kept)), **kept[-1]}}, 201

    return app


def test_a_wsgi_app_is_no_different() -> None:
    with sender_to(flask_app()) as sender:
        assert producers(shop_spec({"type": "integer"}), sender).fresh("/users/{}").values == (1,)


def test_a_list_is_read_where_nothing_makes_one() -> None:
    item = {"parameters": [parameter("path", {"type": "integer"}, "id")]}
    spec = document({"/shelves": {"get": {}}, "/shelves/{id}": {"get": item}})
    routes = [Route("/shelves", lambda request: JSONResponse({"data": [{"id": 3}, {"id": 4}]}))]
    with sender_to(Starlette(routes=routes)) as sender:
        made = producers(spec, sender).fresh("/shelves/{}")
    assert (made.values, made.made_by) == ((3,), ())


def refuse_all() -> Starlette:
    return Starlette(routes=[Route("/users", lambda request: Response(status_code=422), methods=["GET", "POST"])])


def test_a_barren_producer_is_not_asked_again() -> None:
    with sender_to(refuse_all()) as sender:
        maker = producers(shop_spec(), sender)
        assert maker.any("/users/{}") is None
        asked = len(sender.exchanges)
        assert maker.any("/users/{}") is None
    assert len(sender.exchanges) == asked <= 22


def test_a_producer_that_hangs_is_asked_three_times() -> None:
    async def hang(request: AppRequest) -> Response:
        await anyio.sleep(5)
        return Response(status_code=201)

    app = Starlette(routes=[Route("/users", hang, methods=["GET", "POST"])])
    with sender_to(app, timeout_s=0.05) as sender:
        assert producers(shop_spec(), sender).any("/users/{}") is None
    assert calls(sender) == ["POST /users"] * 3 + ["GET /users"] * 3


def test_a_spent_budget_sends_nothing_more() -> None:
    with sender_to(refuse_all()) as sender:
        assert producers(shop_spec(), sender, budget=3).any("/users/{}") is None
    assert len(sender.exchanges) == 3


def test_no_two_resources_are_made_from_one_draft() -> None:
    with sender_to(Shop().app()) as sender:
        maker = producers(shop_spec(), sender)
        made = [maker.fresh("/users/{}") for _ in range(3)]
    assert len({request.body for each in made for request in each.made_by}) == 3
