"""The same request without credentials, and with wrong ones."""

from __future__ import annotations

import pytest
from guarded import accept, operation, refuse, sender_to
from starlette.responses import Response

from pytest_contract.exchange import Exchange, Headers, Request
from pytest_contract.probes.auth import probe_auth

VALID = Request(
    method="PUT",
    url="/items?limit=2&key=s3cret&q=a%20b",
    headers=(("Accept", "*/*"), ("X-Trace", "t"), ("Content-Type", "application/json")),
    body=b'{"a": 1}',
)
MADE_BY = (Request(method="POST", url="/users"),)


def probed(*alternatives: tuple[str, ...], identity: Headers = (), answer=refuse) -> list[Exchange]:
    with sender_to(answer, *identity) as sender:
        return list(probe_auth(operation(*alternatives), sender, [(VALID, MADE_BY)]))


def added(exchange: Exchange) -> list[tuple[str, str]]:
    """Headers that the request didn't have."""
    return [pair for pair in exchange.request.headers if pair not in VALID.headers]


@pytest.mark.parametrize(
    ("scheme", "identity", "wrong"),
    [
        pytest.param("bearer", ("Authorization", "Bearer good"), ("Authorization", "Bearer "), id="bearer"),
        pytest.param("basic", ("authorization", "Basic Zm9vOmJhcg=="), ("Authorization", "Basic "), id="basic"),
        pytest.param("header", ("X-KEY", "good"), ("X-Key", ""), id="header"),
        pytest.param("cookie", ("Cookie", "sid=good"), ("Cookie", "sid="), id="cookie"),
    ],
)
def test_a_header_credential_is_left_out_then_wrong(scheme: str, identity: tuple[str, str], wrong: tuple[str, str]):
    anonymous, *mistaken = probed((scheme,), identity=(identity,))
    assert added(anonymous) == []
    for ((name, value),) in map(added, mistaken):
        assert name.lower() == wrong[0].lower()
        assert value.startswith(wrong[1])
        assert identity[1] not in value


@pytest.mark.parametrize(
    ("scheme", "sent", "altered"),
    [
        pytest.param("bearer", "Bearer eyJh.eyJz.c2ln", "Bearer eyJh.eyJz.pfyA", id="token"),
        pytest.param("basic", "Basic Ym9iOnB3MQ==", "Basic Ym9iOkNKZQ==", id="password"),
    ],
)
def test_the_credential_is_altered_in_its_last_characters(scheme: str, sent: str, altered: str) -> None:
    _, mistaken, _ = probed((scheme,), identity=(("Authorization", sent),))
    assert added(mistaken) == [("Authorization", altered)]


def test_a_query_credential_is_left_out_then_wrong() -> None:
    anonymous, mistaken = probed(("query",))
    assert anonymous.request.url == "/items?limit=2&q=a%20b"
    assert mistaken.request.url.startswith("/items?limit=2&q=a%20b&key=")
    assert "s3cret" not in mistaken.request.url


def test_nothing_else_of_the_request_changes() -> None:
    for exchange in probed(("bearer",), identity=(("Authorization", "Bearer good"), ("X-Tenant", "7"))):
        request = exchange.request
        assert (request.method, request.url, request.body) == (VALID.method, VALID.url, VALID.body)
        assert set(VALID.headers) | {("X-Tenant", "7")} <= set(request.headers)
        assert exchange.after == MADE_BY


def test_each_says_which_probe_it_is() -> None:
    intents = [exchange.intent for exchange in probed(("bearer",))]
    assert [(each.kind, each.probe) for each in intents] == [("probe", "anonymous"), ("probe", "wrong-credentials")]


def test_schemes_that_go_together_are_all_wrong() -> None:
    anonymous, *mistaken = probed(("bearer", "header"), identity=(("Authorization", "Bearer good"), ("X-Key", "k")))
    assert added(anonymous) == []
    assert [{name for name, _ in added(each)} for each in mistaken] == [{"Authorization", "X-Key"}] * 2


def test_no_alternative_stays_open() -> None:
    identity = (("Authorization", "Bearer good"), ("X-Key", "k"))
    anonymous, *mistaken = probed(("bearer",), ("header",), identity=identity)
    assert added(anonymous) == []
    assert [name for each in mistaken for name, _ in added(each)] == ["Authorization"] * 2


def test_the_alternative_that_the_identity_uses_is_the_one_that_is_wrong() -> None:
    _, *mistaken = probed(("header",), ("bearer",), identity=(("Authorization", "Bearer good"),))
    assert [name for each in mistaken for name, _ in added(each)] == ["Authorization"] * 2


def test_a_secret_that_the_spec_does_not_name_is_left_out_too() -> None:
    assert added(probed(("bearer",), identity=(("Cookie", "session=abc"), ("X-Api-Key", "k")))[0]) == []


@pytest.mark.parametrize("alternatives", [(), ((),), (("certificate",),), (("bearer",), ("certificate",))])
def test_nothing_is_sent_where_nothing_can_be_told(alternatives: tuple[tuple[str, ...], ...]) -> None:
    assert probed(*alternatives) == []


def test_one_accepted_request_is_enough_for_each_probe() -> None:
    with sender_to(accept) as sender:
        sent = list(probe_auth(operation(("bearer",)), sender, [(VALID, ())] * 3))
    assert [exchange.intent.probe for exchange in sent][:1] == ["anonymous"]
    assert len({exchange.intent.probe for exchange in sent}) == len(sent)


@pytest.mark.parametrize(
    ("status", "times"),
    [
        pytest.param(401, 1, id="plain"),
        pytest.param(403, 1, id="forbidden"),
        pytest.param(422, 3, id="for-another-reason"),
        pytest.param(500, 3, id="broken"),
    ],
)
def test_prepared_requests_are_tried_until_the_refusal_is_plain(status: int, times: int) -> None:
    with sender_to(lambda request: Response(status_code=status)) as sender:
        sent = list(probe_auth(operation(("bearer",)), sender, [(VALID, ())] * 3))
    probes = [exchange.intent.probe for exchange in sent]
    assert probes == ["anonymous"] * times + ["wrong-credentials"] * times


def test_a_cookie_that_is_no_credential_stays() -> None:
    request = Request(method="PUT", url="/items", headers=(("Cookie", "page=2; sid=old"),))
    with sender_to(refuse, ("Cookie", "sid=good; session=s")) as sender:
        sent = list(probe_auth(operation(("cookie",)), sender, [(request, ())]))
    anonymous, mistaken = (exchange.request.headers for exchange in sent)
    assert anonymous == (("Cookie", "page=2"),)
    assert [name for name, _ in mistaken] == ["Cookie"]
    assert mistaken[0][1].startswith("page=2; sid=contract")
