"""What was made or deleted is read again, where the spec makes the relation plain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from served_here import document, opened
from werkzeug.wrappers import Request, Response

from pytest_contract.probes.resource import unmade
from pytest_contract.rules.evidence import Reading
from pytest_contract.run.reading import readings
from pytest_contract.spec import Document
from pytest_contract.target import Identity, Sender, Target
from pytest_contract.traffic.explore import Explorer
from pytest_contract.traffic.generate import Generator


def text(name: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}


def responses(*statuses: int) -> dict[str, Any]:
    schema = {"type": "object", "properties": {"id": {"type": "string"}}}
    content = {"application/json": {"schema": schema}}
    return {"responses": {str(status): {"description": "", "content": content} for status in statuses}}


def shelf(path: str = "/books/{id}", **delete: Any) -> Document:
    collection, _, name = path.rstrip("/").rpartition("/")
    item = {"parameters": [text(name.strip("{}"))], "get": responses(200, 404), "delete": responses(204) | delete}
    slash = "/" if path.endswith("/") else ""
    return document({collection + slash: {"post": responses(201)}, path: item})


class Shelf:
    """A WSGI app that keeps books, and may forget to."""

    def __init__(self, *, status: int = 201, member: str = "id", keeps: bool = True, deletes: bool = True) -> None:
        self.books: set[str] = set()
        self.status, self.member, self.keeps, self.deletes = status, member, keeps, deletes

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self.answer(Request(environ))(environ, start_response)

    def answer(self, request: Request) -> Response:
        key = request.path.rstrip("/").rpartition("/")[2]
        if request.method == "POST":
            key = f"b{len(self.books)}x{id(request)}"
            self.books |= {key} if self.keeps else set()
            return Response(f'{{"{self.member}": "{key}"}}', self.status, content_type="application/json")
        if key not in self.books:
            return Response("{}", 404, content_type="application/json")
        if request.method == "DELETE":
            self.books -= {key} if self.deletes else set()
            return Response(status=204)
        return Response("{}", 200, content_type="application/json")


def read(spec: Document, label: str, app: Any, reset: Callable[[], object] | None = None) -> list[Reading]:
    with opened(app) as target:
        return list(_readings(spec, label, target, reset))


def _readings(spec: Document, label: str, target: Target, reset: Callable[[], object] | None) -> list[Reading]:
    operation = next(each for each in spec.operations if each.label == label)
    generator = Generator(spec, seed=0, max_examples=10)
    explorer = Explorer(document=spec, generator=generator, base_path="", max_time_s=20.0)
    sender = Sender(target, Identity(), 5.0)
    traffic = explorer.explore(operation, sender, reset)
    return list(readings(operation, explorer.relations, sender, traffic, is_reset_at_limits=reset is not None))


def statuses(found: list[Reading]) -> set[tuple[str, int | None]]:
    return {(reading.kind, reading.read.status) for reading in found}


@pytest.mark.parametrize(("keeps", "status"), [(True, 200), (False, 404)])
def test_what_was_created_is_read(keeps: bool, status: int) -> None:
    assert statuses(read(shelf(), "POST /books", Shelf(keeps=keeps))) == {("created", status)}


@pytest.mark.parametrize(("deletes", "status"), [(True, 404), (False, 200)])
def test_what_was_deleted_is_read(deletes: bool, status: int) -> None:
    assert statuses(read(shelf(), "DELETE /books/{id}", Shelf(deletes=deletes))) == {("deleted", status)}


@pytest.mark.parametrize("label", ["POST /books/", "DELETE /books/{id}/"])
def test_trailing_slash_is_kept(label: str) -> None:
    found = read(shelf("/books/{id}/"), label, Shelf(deletes=False))
    assert {(reading.read.status, reading.read.request.url[-1]) for reading in found} == {(200, "/")}


def test_creation_that_takes_time_is_not_read() -> None:
    assert read(shelf(), "POST /books", Shelf(status=202, keeps=False)) == []


def test_creation_without_a_reader_is_not_read() -> None:
    assert read(document({"/books": {"post": responses(201)}}), "POST /books", Shelf()) == []


def test_key_of_another_name_is_no_certain_key() -> None:
    assert read(shelf("/books/{isbn}"), "POST /books", Shelf(member="number")) == []


@pytest.mark.parametrize("member", ["authorId", "name", "number"])
def test_member_that_is_not_the_key_is_no_certain_key(member: str) -> None:
    assert read(shelf(), "POST /books", Shelf(member=member)) == []


def test_location_of_something_else_makes_no_other_member_the_key() -> None:
    class Elsewhere(Shelf):
        def answer(self, request: Request) -> Response:
            answer = super().answer(request)
            answer.headers["Location"] = "/jobs/7"
            return answer

    assert read(shelf(), "POST /books", Elsewhere(member="authorId")) == []


def test_creation_is_read_by_its_location() -> None:
    class Located(Shelf):
        def answer(self, request: Request) -> Response:
            answer = super().answer(request)
            if request.method == "POST":
                key = str(answer.get_json()["number"])
                answer.headers["Location"] = f"/books/{key}"
            return answer

    assert statuses(read(shelf("/books/{isbn}"), "POST /books", Located(member="number"))) == {("created", 200)}


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_what_was_created_before_a_fresh_start_is_not_read(limit: int) -> None:
    class Limited(Shelf):
        def answer(self, request: Request) -> Response:
            is_full = request.method == "POST" and len(self.books) >= limit
            return Response("{}", 429, content_type="application/json") if is_full else super().answer(request)

    schema = {"type": "object", "properties": {"title": {"type": "string"}}}
    body = {"requestBody": {"content": {"application/json": {"schema": schema}}}}
    app, spec = Limited(), shelf()
    spec = document({**spec.raw["paths"], "/books": {"post": responses(201) | body}})
    assert statuses(read(spec, "POST /books", app, lambda: app.books.clear())) <= {("created", 200)}


def test_soft_deletion_is_not_read() -> None:
    spec = shelf(description="Moves the book to the archive; it is archived for good.")
    assert read(spec, "DELETE /books/{id}", Shelf(deletes=False)) == []


def test_echo_is_not_asked_what_it_deleted() -> None:
    class Echo(Shelf):
        def answer(self, request: Request) -> Response:
            is_read = request.method == "GET"
            return Response("{}", 200, content_type="application/json") if is_read else super().answer(request)

    assert read(shelf(), "DELETE /books/{id}", Echo()) == []


@pytest.mark.parametrize(
    ("key", "other"),
    [
        pytest.param("7", "90007", id="number"),
        pytest.param("ada-1", "nqn-6", id="text"),
        pytest.param("0b5c9a3e-0000-4000-8000-00000000000f", "0b5c9a3e-0000-4000-8000-fffffffffff0", id="uuid"),
    ],
)
def test_unmade_key_has_the_form_of_the_one_that_was_made(key: str, other: str) -> None:
    assert unmade(key) == other
