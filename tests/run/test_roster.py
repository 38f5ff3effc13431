"""Who sends, from what fixtures and options give."""

from __future__ import annotations

from typing import Any

import pytest
from served_here import OK, document

from pytest_contract.errors import UsageError
from pytest_contract.exchange import Headers
from pytest_contract.run.identities import Roster, headers_from, redactor, roster
from pytest_contract.spec import Document
from pytest_contract.target import Identity

KEY = ("X-Api-Key", "key-of-the-default")
VERSION = ("X-Version", "2")
BOB = Identity(name="bob", headers={"Authorization": "Bearer bob"})


def rostered(*headers: tuple[str, str], given: Any = None, typed: tuple[Identity, ...] = ()) -> Roster:
    return roster(document({"/": {"get": OK}}), headers=headers, given=given, typed=typed)


def in_order(people: Roster) -> list[tuple[str, Headers]]:
    return [(identity.name, identity.headers) for identity in people.all]


def test_headers_are_the_default_identity() -> None:
    assert in_order(rostered(KEY, VERSION)) == [("default", (KEY, VERSION))]


def test_an_identity_that_is_typed_stands_beside_headers_that_hold_a_credential() -> None:
    assert in_order(rostered(KEY, VERSION, typed=(BOB,))) == [
        ("default", (KEY, VERSION)),
        ("bob", (VERSION, *BOB.headers)),
    ]


def test_it_is_the_default_one_where_they_hold_none() -> None:
    assert in_order(rostered(VERSION, typed=(BOB,))) == [("bob", (VERSION, *BOB.headers))]


def test_the_first_of_the_fixture_is_the_default_one_and_its_own_headers_win() -> None:
    people = rostered(KEY, given={"ann": {"x-api-key": "anns"}, "cy": {}})
    assert in_order(people) == [("ann", (("x-api-key", "anns"),)), ("cy", ())]


def test_a_typed_header_wins_over_that_of_the_fixture() -> None:
    people = rostered(given={"bob": {"authorization": "Bearer old", "X-Team": "red"}}, typed=(BOB,))
    assert in_order(people) == [("bob", (("X-Team", "red"), *BOB.headers))]


def with_cookie_key() -> Document:
    scheme = {"session": {"type": "apiKey", "in": "cookie", "name": "sid"}}
    operation = {**OK, "security": [{"session": []}]}
    return document({"/": {"get": operation}}, components={"securitySchemes": scheme})


def test_a_key_for_a_cookie_is_given_by_its_name() -> None:
    people = roster(with_cookie_key(), headers=(), given={"ann": {"SID": "abc", "Cookie": "lang=en"}}, typed=())
    assert people.default.headers == (("Cookie", "lang=en; sid=abc"),)


def test_secrets_of_all_are_taken_out() -> None:
    people = rostered(KEY, given={"ann": {"X-Door": "sesame-open-sesame"}}, typed=(BOB,))
    known = redactor(people, {("Authorization", "Bearer token-of-a-login")})
    text = "key-of-the-default sesame-open-sesame token-of-a-login bob"
    assert known.text(text) == "[redacted] [redacted] [redacted] bob"
    assert known.headers((("x-door", "1"),)) == (("x-door", "[redacted]"),)


@pytest.mark.parametrize("given", [["A: b"], "A: b", 7], ids=type)
def test_headers_of_another_shape_are_refused(given: object) -> None:
    with pytest.raises(UsageError, match=r"^the fixture contract_headers gave (list|str|int), and must give headers"):
        headers_from(given, "the fixture contract_headers")
