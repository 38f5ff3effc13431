"""Which fields name a resource: by name, by schema, by what is said of them."""

from __future__ import annotations

from typing import Any

import pytest
from written import an_object, content, document, named, parameter

from pytest_contract.traffic.relations import Relations

NUMBER = {"type": "integer"}
TEXT = {"type": "string"}
UUID = {"type": "string", "format": "uuid"}
CODE = {"$ref": "#/components/schemas/Code"}


def place(path: str, schema: Any) -> dict[str, Any]:
    """An item that can be read, its keys of that schema."""
    name = path.rpartition("{")[2].rstrip("}")
    return {path: {"get": {"parameters": [parameter("path", schema, name)]}}}


def references(body: Any, *places: dict[str, Any], at: str = "/orders") -> list[tuple[tuple[str, ...], str]]:
    """The way to each reference of a creation with that body, and its place."""
    paths: dict[str, Any] = {at: {"post": {"requestBody": content(body)}}}
    for each in places:
        paths |= each
    spec = document(paths, schemas={"Code": {"type": "string", "pattern": "^[A-Z]{3}$"}})
    found = Relations(spec).references(named(spec, f"POST {at}"))
    return [(each.way, each.place) for each in found]


USERS = place("/users/{id}", NUMBER)
ARTICLES = place("/articles/{code}", CODE)
IMAGES = place("/images/{imageId}", UUID)


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        pytest.param("ownerId", NUMBER, id="a-role-and-its-key"),
        pytest.param("assignee", NUMBER, id="a-role"),
        pytest.param("created_by", NUMBER, id="who-did-it"),
        pytest.param("assignedUserId", NUMBER, id="the-noun-comes-last"),
        pytest.param("placedFor", NUMBER | {"description": "The user's number"}, id="by-its-description"),
    ],
)
def test_a_field_names_a_user_whatever_it_is_called(name: str, schema: Any) -> None:
    assert references(an_object(**{name: schema}), USERS) == [((name,), "/users/{}")]


def test_a_field_names_what_has_keys_of_its_own_schema() -> None:
    assert references(an_object(what=CODE), USERS, ARTICLES) == [(("what",), "/articles/{}")]


def test_a_uuid_names_what_its_description_speaks_of() -> None:
    source = UUID | {"description": "The image to render"}
    assert references(an_object(source=source), USERS, IMAGES) == [(("source",), "/images/{}")]


def test_references_are_found_in_lists_and_objects() -> None:
    line = an_object(article=CODE, quantity=NUMBER)
    body = an_object(lines={"type": "array", "items": line}, buyer=an_object(id=NUMBER))
    found = references(body, place("/buyers/{id}", NUMBER), ARTICLES)
    assert found == [(("lines", "*", "article"), "/articles/{}"), (("buyer", "id"), "/buyers/{}")]


def test_a_json_api_identifier_names_its_type() -> None:
    identifier = an_object(type={"type": "string", "enum": ["authors"]}, id=TEXT)
    body = an_object(data=an_object(relationships=an_object(writtenBy=an_object(data=identifier))))
    way = ("data", "relationships", "writtenBy", "data", "id")
    assert references(body, place("/authors/{handle}", TEXT)) == [(way, "/authors/{}")]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(an_object(quantity=NUMBER | {"description": "How many of the user are wanted"}), id="a-count"),
        pytest.param(an_object(author=TEXT), id="a-name-of-a-person"),
        pytest.param(an_object(state={"type": "string", "enum": ["user"]}), id="a-choice"),
    ],
)
def test_a_field_that_can_be_no_key_names_nothing(body: Any) -> None:
    assert references(body, USERS) == []


def test_the_key_of_what_is_made_names_nothing() -> None:
    stock = place("/warehouses/{site}/stock/{code}", CODE)
    assert references(an_object(code=CODE), ARTICLES, stock, at="/articles") == []


def test_a_key_is_borrowed_from_where_it_is_made() -> None:
    creation = {"/articles": {"post": {"requestBody": content(an_object(code=CODE))}}}
    stock = {"/stock/{code}": {"put": {"parameters": [parameter("path", CODE, "code")]}}}
    spec = document({**creation, **ARTICLES, **stock}, schemas={"Code": {"type": "string", "pattern": "^[A-Z]{3}$"}})
    relations = Relations(spec)
    assert relations.borrowed("/stock/{}").place == "/articles/{}"
    assert relations.borrowed("/articles/{}") is None


def test_a_key_is_borrowed_from_what_was_sent() -> None:
    creation = {"/users": {"post": {"requestBody": content(an_object(email=TEXT))}}}
    lookup = {"/users/by-email/{email}": {"get": {"parameters": [parameter("path", TEXT, "email")]}}}
    borrowed = Relations(document({**creation, **lookup})).borrowed("/users/by-email/{}")
    assert (borrowed.place, borrowed.member) == ("/users/{}", "email")


def test_what_refers_to_a_place_is_known() -> None:
    paths = {"/projects": {"post": {"requestBody": content(an_object(ownerId=NUMBER))}}, **USERS}
    found = list(Relations(document(paths)).dependents("/users/{}"))
    assert [(operation.label, reference.name) for operation, reference in found] == [("POST /projects", "ownerId")]
