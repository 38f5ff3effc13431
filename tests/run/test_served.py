"""The document that a server serves of itself."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from served_here import opened, sender_on, wsgi_app

from pytest_contract.run.served import ServedDocument, find_served_document, missing_from

DOCUMENT = {"openapi": "3.0.3", "paths": {"/users": {"get": {}, "post": {}, "parameters": []}}}


def served_by(app: Any, base_path: str = "") -> ServedDocument | None:
    with opened(app) as target:
        return find_served_document(sender_on(target), base_path)


def served(*operations: tuple[str, str], url: str = "/openapi.json") -> ServedDocument:
    return ServedDocument(url=url, operations=operations)


@pytest.mark.parametrize("place", ["/openapi.json", "/swagger.json", "/v3/api-docs", "/api/openapi.json"])
def test_document_is_found_at_the_usual_places(place: str) -> None:
    found = served_by(wsgi_app({place: DOCUMENT}))
    assert found == served(("GET", "/users"), ("POST", "/users"), url=place)


def test_document_below_the_base_path_comes_first() -> None:
    found = served_by(wsgi_app({"/openapi.json": DOCUMENT, "/v1/openapi.json": DOCUMENT}), "/v1")
    assert found is not None
    assert found.url == "/v1/openapi.json"


def test_document_of_a_framework_is_read() -> None:
    app = FastAPI()
    app.get("/users/{key}")(lambda key: key)
    assert served_by(app) == served(("GET", "/users/{key}"))


@pytest.mark.parametrize(
    "page",
    [
        pytest.param({"paths": {}}, id="without a version"),
        pytest.param({"openapi": "3.0.3"}, id="without paths"),
        pytest.param({"openapi": "3.0.3", "paths": []}, id="paths that are none"),
        pytest.param(["openapi"], id="a list"),
        pytest.param("openapi", id="a text"),
    ],
)
def test_what_is_no_document_is_passed_over(page: Any) -> None:
    assert served_by(wsgi_app({"/openapi.json": page})) is None


def test_server_without_a_document_has_none() -> None:
    assert served_by(wsgi_app({})) is None


def test_odd_path_items_are_passed_over() -> None:
    odd = {"openapi": "3.0.3", "paths": {"/a": None, "/b": {"get": {}, "x-note": {}, "trace": {}}}}
    assert served_by(wsgi_app({"/openapi.json": odd})) == served(("GET", "/b"))


MISSING = [
    pytest.param(("GET", "/users"), ("GET", "/users"), "", True, id="the same"),
    pytest.param(("GET", "/users/{id}"), ("GET", "/users/{key}"), "", True, id="another parameter name"),
    pytest.param(("GET", "/v1/users"), ("GET", "/users"), "/v1", True, id="the base path in one of them"),
    pytest.param(("GET", "/users/"), ("GET", "/users"), "", True, id="a trailing slash"),
    pytest.param(("DELETE", "/users"), ("GET", "/users"), "", False, id="another method"),
    pytest.param(("GET", "/debug"), ("GET", "/users"), "", False, id="another path"),
    pytest.param(("GET", "/users/{id}/keys"), ("GET", "/users/{id}"), "", False, id="a longer path"),
]


@pytest.mark.parametrize(("theirs", "ours", "base_path", "is_declared"), MISSING)
def test_what_the_spec_lacks(theirs: tuple[str, str], ours: tuple[str, str], base_path: str, is_declared: bool) -> None:
    assert missing_from(served(theirs), {ours}, base_path) == (() if is_declared else (theirs,))


BASES = [
    pytest.param({"servers": [{"url": "https://shop.test/v1/"}]}, id="servers"),
    pytest.param({"openapi": None, "swagger": "2.0", "basePath": "/v1"}, id="Swagger's basePath"),
]


@pytest.mark.parametrize("base", BASES)
def test_base_path_of_the_served_document_is_no_difference(base: dict[str, Any]) -> None:
    found = served_by(wsgi_app({"/openapi.json": DOCUMENT | base}))
    assert found is not None
    assert missing_from(found, {("GET", "/v1/users"), ("POST", "/v2/users")}, "") == (("POST", "/users"),)


def test_place_of_the_document_itself_is_not_meant() -> None:
    assert missing_from(served(("GET", "/openapi.json")), set(), "") == ()
