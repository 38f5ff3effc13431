"""Which operation makes what another one needs, read from the paths of a spec."""

from __future__ import annotations

from typing import Any

import pytest
from written import an_object, content, document, named, parameter

from pytest_contract.traffic.relations import Reference, Relations, collection_of, parameters_of, place_of, singular

TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("path", "place", "names"),
    [
        pytest.param("/users", None, [], id="collection"),
        pytest.param("/users/{id}", "/users/{}", ["id"], id="item"),
        pytest.param("/users/{id}/avatar", "/users/{}", ["id"], id="below-an-item"),
        pytest.param("/users/{u}/posts/{p}", "/users/{}/posts/{}", ["u", "p"], id="nested"),
        pytest.param("/files/{name}.{ending}", None, [], id="part-of-a-segment"),
        pytest.param("/{tenant}/users/{id}/", "/{}/users/{}", ["tenant", "id"], id="trailing-slash"),
    ],
)
def test_a_place_is_a_path_up_to_its_last_parameter(path: str, place: str | None, names: list[str]) -> None:
    assert place_of(path) == place
    assert parameters_of(path) == names


def test_a_collection_is_a_place_without_its_key() -> None:
    assert collection_of("/users/{}/posts/{}") == "/users/{}/posts"


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("users", "user"),
        ("categories", "category"),
        ("addresses", "address"),
        ("boxes", "box"),
        ("status", "status"),
        ("news-items", "newsitem"),
        ("Line_Items", "lineitem"),
        ("matches", "match"),
        ("houses", "house"),
    ],
)
def test_nouns_are_compared_in_the_singular(plural: str, one: str) -> None:
    assert singular(plural) == singular(one)


def item(*methods: str) -> dict[str, Any]:
    return {method: {"parameters": [parameter("path", TEXT, "id")]} for method in methods}


def test_creating_comes_before_putting_before_listing() -> None:
    spec = document({"/things": {"get": {}, "post": {}}, "/things/{id}": item("get", "put", "delete")})
    labels = [operation.label for operation in Relations(spec).producers("/things/{}")]
    assert labels == ["POST /things", "PUT /things/{id}", "GET /things"]


def test_parameter_names_do_not_matter() -> None:
    nested = {"parameters": [parameter("path", TEXT, "user_id")]}
    spec = document({"/users/{user_id}/posts": {"post": nested}})
    assert [each.label for each in Relations(spec).producers("/users/{}/posts/{}")] == ["POST /users/{user_id}/posts"]


def test_a_place_without_a_collection_has_no_producer() -> None:
    assert not list(Relations(document({"/things/{id}": item("get")})).producers("/things/{}"))


def test_the_reader_is_the_get_of_the_place() -> None:
    relations = Relations(document({"/things/{id}": item("get", "put"), "/others/{id}": item("put")}))
    assert relations.reader("/things/{}").label == "GET /things/{id}"
    assert relations.reader("/others/{}") is None


@pytest.mark.parametrize("name", ["userId", "user_id", "userID", "UserUuid", "user_ids", "userSlug", "user-id"])
def test_a_field_named_after_a_collection_refers_to_it(name: str) -> None:
    body = content(an_object(**{name: TEXT}))
    spec = document({"/users/{id}": item("get"), "/orders": {"post": {"requestBody": body}}})
    found = list(Relations(spec).references(named(spec, "POST /orders")))
    assert found == [Reference(part="body", name=name, place="/users/{}", is_list=False)]


@pytest.mark.parametrize("name", ["colour_id", "id", "username", "grid", "valid"])
def test_a_field_named_after_nothing_known_refers_to_nothing(name: str) -> None:
    body = content(an_object(**{name: TEXT}))
    spec = document({"/users/{id}": item("get"), "/orders": {"post": {"requestBody": body}}})
    assert not list(Relations(spec).references(named(spec, "POST /orders")))


def test_references_are_found_through_allof_and_ref_and_in_queries() -> None:
    order = {"allOf": [{"$ref": "#/components/schemas/Owned"}, an_object(what=TEXT)]}
    declared = {"parameters": [parameter("query", TEXT, "user_id")], "requestBody": content(order)}
    owned = an_object(userIds={"type": "array", "items": TEXT})
    spec = document({"/users/{id}": item("get"), "/orders": {"post": declared}}, schemas={"Owned": owned})
    found = list(Relations(spec).references(named(spec, "POST /orders")))
    assert [(each.part, each.name, each.is_list) for each in found] == [
        ("query", "user_id", False),
        ("body", "userIds", True),
    ]
