"""Which value an answer names for a place's own parameter."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pytest_contract.exchange import Request, Response
from pytest_contract.traffic.values import (
    Resource,
    ValuePool,
    located_values,
    members_of,
    path_values,
    values_in,
)


def answer(body: Any = None, *, status: int = 201, **headers: str) -> Response:
    raw = b"" if body is None else json.dumps(body).encode()
    pairs = (("Content-Type", "application/json"), *headers.items())
    return Response(status=status, headers=pairs, body=raw)


def found(response: Response, *, parameter: str = "userId", type_name: str | None = None) -> list[Any]:
    return list(values_in(response, place="/users/{}", parameter=parameter, type_name=type_name))


UUID = "7d444840-9dc0-11d1-b245-5ffdce74fad2"


@pytest.mark.parametrize(
    ("body", "values"),
    [
        pytest.param({"id": 7, "name": "x"}, [7], id="object"),
        pytest.param({"id": UUID}, [UUID], id="uuid"),
        pytest.param({"name": "x", "userId": 8, "id": 7}, [8], id="the-parameters-own-name-first"),
        pytest.param({"name": "x", "user_id": 8}, [8], id="another-case"),
        pytest.param({"slug": "a-user", "title": "x"}, ["a-user"], id="slug"),
        pytest.param([{"id": 1}, {"id": 2}], [1, 2], id="list"),
        pytest.param({"data": [{"id": 1}, {"id": 2}]}, [1, 2], id="data"),
        pytest.param({"data": {"id": 1}}, [1], id="data-of-one"),
        pytest.param({"items": [{"id": 1}], "total": 1}, [1], id="items-and-total"),
        pytest.param({"result": {"users": [{"id": 1}]}}, [1], id="two-envelopes"),
        pytest.param({"ok": True}, [], id="nothing"),
        pytest.param({"id": None}, [], id="null"),
        pytest.param({"id": True}, [], id="boolean"),
        pytest.param({"id": ""}, [], id="empty"),
        pytest.param([], [], id="empty-list"),
        pytest.param(5, [], id="scalar"),
    ],
)
def test_values_are_found_in_a_body(body: Any, values: list[Any]) -> None:
    assert found(answer(body)) == values


@pytest.mark.parametrize(
    ("body", "values"),
    [
        pytest.param({"ref": "BK1", "day": "2000-01-01"}, ["BK1"], id="flat"),
        pytest.param({"ref": "BK1", "room": {"name": "hall"}}, ["BK1"], id="beside-another-thing"),
        pytest.param({"booking": {"ref": "BK1", "day": "2000-01-01"}}, ["BK1"], id="in-an-envelope"),
        pytest.param({"ref": 1, "items": [{"ref": "BK1"}]}, ["BK1"], id="beside-a-list"),
    ],
)
def test_a_key_that_only_its_api_calls_so_is_found(body: Any, values: list[Any]) -> None:
    assert found(answer(body), parameter="ref") == values


@pytest.mark.parametrize(
    ("location", "values"),
    [
        pytest.param("/users/7", ["7"], id="path"),
        pytest.param("https://shop.example/v1/users/7?x=1", ["7"], id="url-below-a-base-path"),
        pytest.param("/users/a%20b%2Fc", ["a b/c"], id="encoded"),
        pytest.param("/orders/7", [], id="elsewhere"),
        pytest.param("/users/7/profile", [], id="deeper"),
    ],
)
def test_a_location_alone_is_enough(location: str, values: list[Any]) -> None:
    assert found(answer(location=location)) == values


def test_the_location_comes_before_the_body() -> None:
    assert found(answer({"id": 1}, location="/users/9"), type_name="integer") == [9]


def test_a_location_of_something_else_leaves_the_body() -> None:
    assert found(answer({"id": 1}, location="/jobs/9")) == [1]


@pytest.mark.parametrize(("value", "values"), [("12", [12]), (12, [12]), ("x12", []), (-3, [-3])], ids=repr)
def test_an_integer_parameter_takes_integers_only(value: Any, values: list[Any]) -> None:
    assert found(answer({"id": value}), type_name="integer") == values


def test_at_most_so_many_are_taken() -> None:
    rows = [{"id": number} for number in range(50)]
    limited = values_in(answer(rows), place="/users/{}", parameter="id", type_name=None, limit=3)
    assert list(limited) == [0, 1, 2]


@pytest.mark.parametrize(
    "response",
    [
        Response(status=201, headers=(("Content-Type", "application/json"),), body=b"{"),
        Response(status=201, headers=(("Content-Type", "text/html"),), body=b'{"id": 1}'),
        Response(status=204),
    ],
    ids=["broken", "html", "empty"],
)
def test_what_is_not_json_names_nothing(response: Response) -> None:
    assert found(response) == []


# The pool

SEVEN = Resource(place="/users/{}", values=(7,), made_by=(Request(method="POST", url="/users"),))


def test_the_pool_gives_the_newest() -> None:
    pool = ValuePool()
    pool.add(SEVEN)
    pool.add(Resource(place="/users/{}", values=(8,)))
    pool.add(Resource(place="/users/{}", values=(7,)))
    assert pool.newest("/users/{}").values == (8,)
    assert pool.newest("/orders/{}") is None


def test_what_is_forgotten_is_not_given_again() -> None:
    pool = ValuePool()
    pool.add(SEVEN)
    pool.forget(SEVEN)
    pool.forget(SEVEN)
    assert pool.newest("/users/{}") is None


def test_values_stand_encoded_under_the_names_of_an_operation() -> None:
    post = Resource(place="/users/{}/posts/{}", values=(7, "ä b/c"))
    assert path_values(["user", "post"], post) == {"user": "7", "post": "%C3%A4%20b%2Fc"}


@pytest.mark.parametrize(
    ("body", "values"),
    [
        pytest.param({"_links": {"self": {"href": "/users/7"}}}, ("7",), id="hal"),
        pytest.param({"links": {"self": "https://shop.example/v1/users/7"}, "id": "x"}, ("7",), id="json-api"),
        pytest.param({"self": "/users/7"}, ("7",), id="self"),
        pytest.param({"href": "/orders/7"}, None, id="elsewhere"),
        pytest.param({"url": "no address"}, None, id="no-address"),
        pytest.param({"name": "x"}, None, id="no-link"),
    ],
)
def test_a_link_to_itself_names_a_resource(body: Any, values: Any) -> None:
    assert located_values(answer(body), "/users/{}", None) == values


def test_an_address_names_all_of_a_composite_key() -> None:
    located = located_values(answer(Location="/sites/abc/stock/A%2F1"), "/sites/{}/stock/{}", None)
    assert located == ("abc", "A/1")


def test_what_was_sent_and_answered_is_remembered_by_name() -> None:
    kept = members_of({"email": "a@b.de", "on": True}, answer({"data": {"id": 7, "email": "A@b.de"}}), is_list=False)
    assert kept == {"email": "A@b.de", "id": 7}


def test_a_resource_is_named_by_its_key_or_by_a_member() -> None:
    user = Resource(place="/users/{}", values=(7,), members={"email": "a@b.de"})
    assert (user.key(), user.key("email"), user.key("none")) == (7, "a@b.de", None)
