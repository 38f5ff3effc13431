"""Apps that keep tenants apart in ways that look like leaks, and leaks that look like none."""

from __future__ import annotations

from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from promised import SEEDS, bearer, examined, found, promise
from pydantic import BaseModel, Field

PER_USER = promise("tenancy", text="Users can only see their own notes.", of="user", status="404")
TOKENS = {"Bearer ada": "ada", "Bearer bob": "bob"}
PEOPLE = {"ada": bearer("ada"), "bob": bearer("bob")}


class Draft(BaseModel):
    text: str = Field(min_length=1, max_length=60)


class Note(Draft):
    id: int


def who(authorization: Annotated[str, Header()] = "") -> str:
    if authorization not in TOKENS:
        raise HTTPException(401)
    return TOKENS[authorization]


User = Annotated[str, Depends(who)]
REFUSED: Any = {401: {"description": ""}, 404: {"description": ""}}


def create_app(*, fault: str | None = None, silent: bool = False, products: bool = False) -> FastAPI:
    """Notes whose numbers begin anew for each user; `silent`: a deletion of what isn't there is 204 too."""
    app = FastAPI()
    notes: dict[str, dict[int, str]] = {"ada": {}, "bob": {number: f"bob's {number}" for number in range(1, 200)}}
    shared: dict[int, str] = {}

    def owner_of(user: str, number: int) -> str:
        others = [name for name, own in notes.items() if number in own]
        return "ada" if fault and others and "ada" in others else user

    @app.post("/notes", status_code=201, responses={401: {"description": ""}})
    def make(draft: Draft, user: User) -> Note:
        number = len(notes[user]) + 1
        notes[user][number] = draft.text
        return Note(id=number, text=draft.text)

    @app.get("/notes", responses={401: {"description": ""}})
    def listed(user: User) -> list[Note]:
        return [Note(id=number, text=text) for number, text in notes[user].items()]

    @app.get("/notes/{number}", responses=REFUSED)
    def read(number: int, user: User) -> Note:
        owner = owner_of(user, number) if fault == "read" else user
        if number not in notes[owner]:
            raise HTTPException(404)
        return Note(id=number, text=notes[owner][number])

    @app.put("/notes/{number}", responses=REFUSED)
    def write(number: int, draft: Draft, user: User) -> Note:
        owner = owner_of(user, number) if fault == "write" else user
        notes[owner][number] = draft.text
        return Note(id=number, text=draft.text)

    @app.delete("/notes/{number}", status_code=204, responses=REFUSED)
    def delete(number: int, user: User) -> Response:
        owner = owner_of(user, number) if fault == "delete" else user
        if notes[owner].pop(number, None) is None and not silent:
            raise HTTPException(404)
        return Response(status_code=204)

    if products:

        @app.post("/products", status_code=201, responses={401: {"description": ""}})
        def offer(draft: Draft, user: User) -> Note:
            shared[len(shared) + 1] = draft.text
            return Note(id=len(shared), text=draft.text)

        @app.get("/products/{number}", responses=REFUSED)
        def product(number: int, user: User) -> Note:
            if number not in shared:
                raise HTTPException(404)
            return Note(id=number, text=shared[number])

    return app


def told(app: FastAPI, claim: Any = PER_USER, **more: Any) -> list[str]:
    """What CT4 says: FastAPI documents no security of its own here."""
    outcomes = examined(app, app.openapi(), [claim], identities=PEOPLE, **more)
    return [each for each in found(outcomes) if each.startswith("CT4")]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("silent", [False, True], ids=["404", "204"])
def test_numbers_that_begin_anew_for_each_user_are_no_leak(silent: bool, seed: int) -> None:
    assert told(create_app(silent=silent), seed=seed) == []


FAULTS = [
    pytest.param("read", "CT403 GET /notes/{number} read", id="read"),
    pytest.param("write", "CT403 PUT /notes/{number} change", id="written"),
    pytest.param("delete", "CT403 DELETE /notes/{number} delete", id="deleted"),
]


@pytest.mark.parametrize(("fault", "finding"), FAULTS)
@pytest.mark.parametrize("silent", [False, True], ids=["404", "204"])
def test_leak_between_them_is_found(fault: str, finding: str, silent: bool) -> None:
    assert told(create_app(fault=fault, silent=silent)) == [finding]


def test_what_the_promise_does_not_speak_of_may_be_shared() -> None:
    assert told(create_app(products=True)) == []


def test_promise_for_everything_is_for_everything() -> None:
    everything = promise("tenancy", text="Users can only see their own data.", of="user")
    assert told(create_app(products=True), everything) == ["CT403 GET /products/{number} read"]
