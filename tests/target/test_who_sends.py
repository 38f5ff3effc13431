"""Who sends: addresses, logins, and logins again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from flask import Flask, request
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import PlainTextResponse
from starlette.routing import Route

import pytest_contract
from pytest_contract.errors import UsageError
from pytest_contract.exchange import Intent, Request, Response
from pytest_contract.target import Identity, Keyring, Sender, Target, fresh, open_target

WHO = Request(method="GET", url="/who")
VALID = Intent(kind="valid", phase="generated")


async def who(asked: Asked) -> PlainTextResponse:
    assert asked.client is not None
    return PlainTextResponse(f"{asked.client.host} {asked.headers.get('authorization')}")


def asgi() -> Any:
    return Starlette(routes=[Route("/who", who)])


def wsgi() -> Any:
    app = Flask("who")
    app.add_url_rule("/who", view_func=lambda: f"{request.remote_addr} {request.headers.get('Authorization')}")
    return app


@pytest.fixture(params=[asgi, wsgi])
def target(request: pytest.FixtureRequest) -> Iterator[Target]:
    opened = open_target(request.param(), "who:app")
    yield opened
    opened.close()


def told(sender: Sender) -> str:
    answer = sender.send(WHO, VALID).answer
    assert isinstance(answer, Response)
    return answer.body.decode()


def test_identities_in_turn_have_their_own_address(target: Target) -> None:
    sender = Sender(target, Identity(), 5.0)
    other = sender.as_identity(Identity(name="ann", client="10.0.0.7"))
    assert [told(each).split()[0] for each in (sender, other, sender)] == ["127.0.0.1", "10.0.0.7", "127.0.0.1"]


def test_a_login_speaks_from_the_identity_s_address(target: Target) -> None:
    def log_in(client: httpx.Client) -> dict[str, str]:
        return {"Authorization": client.get("/who").text.split()[0]}

    identity = Keyring(target).in_force(Identity(name="ann", client="10.0.0.7", log_in=log_in))
    assert identity.headers == (("Authorization", "10.0.0.7"),)


def test_a_login_is_made_once_until_it_is_renewed(target: Target) -> None:
    times: list[int] = []

    def log_in(client: httpx.Client) -> dict[str, str]:
        times.append(len(times))
        return {"Authorization": f"token {len(times)}"}

    keyring, identity = Keyring(target), Identity(name="ann", log_in=log_in)
    sender = Sender(target, identity, 5.0, keyring=keyring)
    assert [told(sender), told(sender)] == ["127.0.0.1 token 1"] * 2
    keyring.renewed(identity)
    assert told(sender) == "127.0.0.1 token 2"


def test_a_login_that_fails_later_leaves_what_there_was(target: Target) -> None:
    def log_in(client: httpx.Client) -> dict[str, str]:
        return {"Authorization": given.pop()}

    given, keyring, identity = ["token"], Keyring(target), Identity(name="ann", log_in=log_in)
    keyring.in_force(identity)
    with pytest.raises(UsageError, match="the identity 'ann' can't log in: IndexError: pop from empty list"):
        keyring.renewed(identity)
    assert keyring.in_force(identity).headers == (("Authorization", "token"),)


def test_an_async_login_is_refused(target: Target) -> None:
    async def log_in(client: httpx.Client) -> dict[str, str]:
        return {}

    with pytest.raises(UsageError, match="'ann' can't log in by an async function"):
        Keyring(target).in_force(Identity(name="ann", log_in=log_in))  # type: ignore[arg-type]


def test_fresh_addresses_differ_and_are_the_same_in_each_run(target: Target) -> None:
    given = [[Keyring(target).fresh(Identity(), block).client for block in (0, 1)] for _ in range(2)]
    assert given == [["198.18.0.1", "198.18.1.1"]] * 2
    assert len({fresh(Identity(), number).client for number in range(1000)}) == 1000


def test_an_identity_takes_a_mapping_and_is_exported() -> None:
    assert pytest_contract.Identity is Identity
    assert Identity(headers={"A": "b"}) == Identity(headers=[("A", "b")])
