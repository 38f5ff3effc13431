"""What was created is read; what was deleted is read before and after."""

from __future__ import annotations

import pytest
from guarded import sender_to
from starlette.requests import Request as AppRequest
from starlette.responses import Response

from pytest_contract.exchange import Intent, Request
from pytest_contract.probes.resource import delete_and_read, read_created, unmade

VALID = Intent(kind="valid", phase="generated")
MADE_BY = (Request(method="POST", url="/items"),)
DELETION = Request(method="DELETE", url="/items/7?soft=no")


class Items:
    """An app with one item."""

    def __init__(self, *, deletes: int = 204, removes: bool = True, knows_all: bool = False) -> None:
        self.kept = {"/items/7"}
        self.deletes, self.removes, self.knows_all = deletes, removes, knows_all

    def answer(self, request: AppRequest) -> Response:
        path = request.url.path
        if request.method == "POST":
            return Response(status_code=201)
        if path not in self.kept and not self.knows_all:
            return Response(status_code=404)
        if request.method == "DELETE" and self.removes:
            self.kept.discard(path)
        return Response(status_code=self.deletes if request.method == "DELETE" else 200)


def test_what_was_created_is_read_after_all_that_made_it() -> None:
    with sender_to(Items().answer) as sender:
        created = sender.send(Request(method="POST", url="/items"), VALID, after=MADE_BY)
        read = read_created(sender, created, "/items/7")
    assert (read.status, read.request.method, read.request.url) == (200, "GET", "/items/7")
    assert read.intent.probe == "read-created"
    assert read.after == (*MADE_BY, created.request)


def deleted(app: Items, deletion: Request = DELETION):
    with sender_to(app.answer) as sender:
        return delete_and_read(sender, deletion, MADE_BY, -1), [each.request.method for each in sender.exchanges]


def test_what_was_deleted_is_read_again() -> None:
    (deletion, read), methods = deleted(Items())
    assert methods == ["GET", "GET", "DELETE", "GET"]
    assert (deletion.status, read.status, read.request.url) == (204, 404, "/items/7")
    assert deletion.request.url == DELETION.url
    assert read.after == (*MADE_BY, deletion.request)


@pytest.mark.parametrize(("default", "is_told"), [("default", False), ("mine", True)])
def test_what_falls_back_to_a_default_is_not_told_as_found(default: str, is_told: bool) -> None:
    avatar = ["mine"]

    def answer(request: AppRequest) -> Response:
        if request.method == "DELETE":
            avatar[0] = default
            return Response(status_code=204)
        return Response(avatar[0], 200 if request.url.path == "/users/7/avatar" else 404)

    with sender_to(answer) as sender:
        pair = delete_and_read(sender, Request(method="DELETE", url="/users/7/avatar"), (), -2)
    assert (pair is not None) is is_told


def test_what_is_still_there_is_seen() -> None:
    (_, read), _ = deleted(Items(removes=False))
    assert read.status == 200


@pytest.mark.parametrize(
    ("app", "url", "sent"),
    [
        pytest.param(Items(), "/items/8", ["GET"], id="not-there-before"),
        pytest.param(Items(knows_all=True), "/items/7", ["GET", "GET"], id="everything-is-there"),
        pytest.param(Items(deletes=202), "/items/7", ["GET", "GET", "DELETE"], id="deleted-later"),
        pytest.param(Items(deletes=409), "/items/7", ["GET", "GET", "DELETE"], id="refused"),
    ],
)
def test_nothing_is_concluded_where(app: Items, url: str, sent: list[str]) -> None:
    assert deleted(app, Request(method="DELETE", url=url)) == (None, sent)


@pytest.mark.parametrize("key", ["7", "7d444840-9dc0-11d1-b245-5ffdce74fad2", "a-slug", "Ab9"])
def test_an_unmade_key_has_the_form_of_the_made_one(key: str) -> None:
    other = unmade(key)
    assert other != key
    assert other.isdecimal() == key.isdecimal()
    assert other.count("-") == key.count("-")
