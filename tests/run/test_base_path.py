"""Where an API starts: the spec promises it, the app decides."""

from __future__ import annotations

from typing import Any

from flask import Flask
from served_here import OK, document, opened, running, sender_on, wsgi_app

from pytest_contract.run.base_path import choose_base_path
from pytest_contract.spec import Document
from pytest_contract.target import Target

USERS = {"/users": {"get": OK}}


def flask_app(*rules: str) -> Flask:
    app = Flask(__name__)
    for rule in rules:
        app.add_url_rule(rule, rule, lambda **_: {})
    return app


def chosen(spec: Document, target: Target) -> str:
    return choose_base_path(spec, target, sender_on(target))


def chosen_in_process(spec: Document, app: Any) -> str:
    with opened(app) as target:
        return chosen(spec, target)


def test_without_servers_there_is_none() -> None:
    assert chosen_in_process(document(USERS), flask_app("/users")) == ""


def test_routes_are_below_what_the_spec_says() -> None:
    assert chosen_in_process(document(USERS, ["https://api.example.org/v1"]), flask_app("/v1/users")) == "/v1"


def test_routes_are_not_below_what_the_spec_says() -> None:
    assert chosen_in_process(document(USERS, ["https://api.example.org/v1"]), flask_app("/users")) == ""


def test_of_several_servers_the_one_with_most_routes_is_taken() -> None:
    spec = document({**USERS, "/orders": {"get": OK}}, ["/v1", "/v2"])
    assert chosen_in_process(spec, flask_app("/v1/users", "/v2/users", "/v2/orders")) == "/v2"


def test_first_server_stands_where_nothing_decides() -> None:
    assert chosen_in_process(document(USERS, ["/v1", "/v2"]), flask_app("/elsewhere")) == "/v1"


def test_app_without_a_route_table_is_asked() -> None:
    spec = document(USERS, ["/v1"])
    assert chosen_in_process(spec, wsgi_app({"/users": []})) == ""
    assert chosen_in_process(spec, wsgi_app({"/v1/users": []})) == "/v1"


def test_app_that_answers_404_to_all_is_taken_by_the_spec() -> None:
    assert chosen_in_process(document(USERS, ["/v1"]), wsgi_app({})) == "/v1"


def test_only_paths_that_need_nothing_are_asked() -> None:
    parameter = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    spec = document({"/users/{id}": {"parameters": [parameter], "get": OK}, "/users": {"post": OK}}, ["/v1"])
    with opened(wsgi_app({})) as target:
        sender = sender_on(target)
        assert (choose_base_path(spec, target, sender), sender.exchanges) == ("/v1", [])


def test_path_of_a_base_url_is_taken_at_its_word() -> None:
    with running(wsgi_app({"/gateway/users": []}), "/gateway") as target:
        assert chosen(document(USERS, ["/v1"]), target) == ""


def test_server_without_a_path_in_its_url_is_asked() -> None:
    with running(wsgi_app({"/v1/users": []})) as target:
        assert chosen(document(USERS, ["https://api.example.org/v1"]), target) == "/v1"
