"""A FastAPI app of the usual kind; its spec is the one that the framework makes of it."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID, uuid4

from fastapi import Body, Cookie, Depends, FastAPI, File, Form, Header, HTTPException, Path, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import AnyUrl, BaseModel, ConfigDict, Field

TOKEN = "ada-0815"


class Colour(StrEnum):
    """A closed list."""

    red = "red"
    blue = "blue"


class Part(BaseModel):
    """Closed to what it doesn't name."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=20, pattern="^[a-z ]+$")
    weight: float = Field(gt=0)


class Thing(BaseModel):
    """Something of every type."""

    name: str = Field(min_length=1, max_length=50)
    colour: Colour = Colour.red
    made: date
    seen: datetime | None = None
    at: time | None = None
    lasts: timedelta | None = None
    tags: list[str] = Field(default=[], max_length=5)
    parts: list[Part] = []
    link: AnyUrl | None = None
    extra: dict[str, int] = {}
    kind: Literal["a", "b"] = "a"
    flag: bool = False
    pair: tuple[int, str] = (1, "a")


class Stored(Thing):
    """A thing that has a key."""

    id: UUID


class Refusal(BaseModel):
    """What HTTPException answers."""

    detail: str


def create_app() -> FastAPI:
    app = FastAPI()
    store: dict[UUID, Stored] = {}

    @app.post("/things", status_code=201)
    def create(body: Thing) -> Stored:
        stored = Stored(id=uuid4(), **body.model_dump())
        store[stored.id] = stored
        return stored

    @app.get("/things")
    def find(
        limit: Annotated[int, Query(ge=1, le=100)] = 10,
        colour: Colour | None = None,
        tag: Annotated[list[str] | None, Query()] = None,
        since: date | None = None,
        deep: bool = False,
        ratio: float | None = None,
    ) -> list[Stored]:
        return list(store.values())[:limit]

    @app.get("/things/{key}", responses={404: {"model": Refusal}})
    def read(key: UUID) -> Stored:
        if key not in store:
            raise HTTPException(404, "no such thing")
        return store[key]

    @app.delete("/things/{key}", status_code=204, responses={404: {"model": Refusal}})
    def delete(key: UUID) -> None:
        if store.pop(key, None) is None:
            raise HTTPException(404, "no such thing")

    @app.get("/numbers/{whole}/{real}")
    def count(whole: Annotated[int, Path(ge=0, le=10)], real: float) -> float:
        return whole

    @app.get("/heads")
    def heads(
        x_name: Annotated[str, Header(min_length=3)],
        x_number: Annotated[int | None, Header()] = None,
        session: Annotated[str | None, Cookie()] = None,
    ) -> dict[str, str]:
        return {}

    @app.post("/forms")
    def fill_in(name: Annotated[str, Form(min_length=2)], age: Annotated[int, Form(ge=0)]) -> dict[str, int]:
        return {"age": age}

    @app.post("/files")
    def upload(content: Annotated[bytes, File()], note: Annotated[str | None, Form()] = None) -> int:
        return 1

    @app.post("/embedded")
    def embed(number: Annotated[int, Body(embed=True, ge=1)], word: Annotated[str | None, Body()] = None) -> int:
        return number

    @app.post("/optional")
    def take(body: Part | None = None) -> Part | None:
        return body

    @app.get("/me", responses={401: {"model": Refusal}, 403: {"model": Refusal}})
    def me(given: Annotated[HTTPAuthorizationCredentials, Depends(HTTPBearer())]) -> dict[str, str]:
        if given.credentials != TOKEN:
            raise HTTPException(401, "who are you?")
        return {"name": "Ada"}

    return app
