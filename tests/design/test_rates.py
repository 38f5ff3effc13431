"""Numbers within a time, as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_contract.design.declared_rates import declared_rates
from pytest_contract.design.rates import Rate, count_in, rates_in, window_in
from pytest_contract.design.wording import WORDS

HOUR, DAY = 3600, 86400


def only(text: str) -> Rate:
    (rate,) = rates_in(text)
    return rate


@pytest.mark.parametrize(
    ("text", "limit", "window"),
    [
        pytest.param("10 reports per hour", 10, HOUR, id="noun"),
        pytest.param("100/min", 100, 60, id="slash"),
        pytest.param("100 req/min", 100, 60, id="req"),
        pytest.param("60 RPS", 60, 1, id="rps"),
        pytest.param("6K RPS", 6000, 1, id="thousands"),
        pytest.param("5 requests per 1 minute", 5, 60, id="one-minute"),
        pytest.param("5 per 15 min", 5, 900, id="multiple"),
        pytest.param("60 requests per rolling 60-minute window", 60, HOUR, id="rolling"),
        pytest.param("more than 5 magic link requests are made within 1 hour", 5, HOUR, id="within"),
        pytest.param("100 requests in any 10 seconds", 100, 10, id="in-any"),
        pytest.param("1,000 requests/minute", 1000, 60, id="comma"),
        pytest.param("1.000 Anfragen pro Stunde", 1000, HOUR, id="german-point"),
        pytest.param("1 000 requêtes par heure", 1000, HOUR, id="french-space"),
        pytest.param("20 requêtes par tranche de 10 secondes", 20, 10, id="french"),
        pytest.param("60 solicitudes por minuto", 60, 60, id="spanish"),
        pytest.param("60 requisições por minuto", 60, 60, id="portuguese"),
        pytest.param("60 permintaan per menit", 60, 60, id="indonesian"),
        pytest.param("не более 10 запросов в секунду", 10, 1, id="russian"),
        pytest.param("dakikada 60 istek", 60, 60, id="turkish"),
        pytest.param("15 dakikada 10 istek", 10, 900, id="turkish-multiple"),
        pytest.param("(10/15dk)", 10, 900, id="turkish-short"),
        pytest.param("1分あたり60リクエスト", 60, 60, id="japanese"),
        pytest.param("毎分60回", 60, 60, id="japanese-each"),
        pytest.param("每分钟最多 60 次", 60, 60, id="chinese"),
        pytest.param("60 次/分钟", 60, 60, id="chinese-slash"),
        pytest.param("분당 60회", 60, 60, id="korean"),
        pytest.param("Requests per minute: 60", 60, 60, id="label-first"),
        pytest.param("hourly limit of 100", 100, HOUR, id="hourly"),
        pytest.param("`RATE_LIMIT_PER_HOUR` (default: 60)", 60, HOUR, id="setting"),
        pytest.param('{"requests": 3, "period": 60, "key": "ip"}', 3, 60, id="two-settings"),
        pytest.param("RateLimit-Policy: 300;w=5", 300, 5, id="policy-draft-4"),
        pytest.param('RateLimit-Policy: "permin";q=50;w=60', 50, 60, id="policy-draft-8"),
        pytest.param("10,000 calls daily", 10_000, DAY, id="daily"),
    ],
)
def test_a_rate_is_read(text: str, limit: int, window: int) -> None:
    rate = only(text)
    assert (rate.limit, rate.window_s) == (limit, window)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("HTTP 429 after too many requests per minute", id="a-status"),
        pytest.param("43 minutes/month downtime", id="time-per-time"),
        pytest.param("10 MB per second", id="bytes"),
        pytest.param("99% of calls per hour", id="a-share"),
        pytest.param("$20 per month", id="money"),
        pytest.param("tokens expire in 15 minutes", id="a-lifetime"),
        pytest.param("3 attempts, locked for 15 minutes", id="a-penalty"),
        pytest.param("about ~16 requests per second", id="about"),
    ],
)
def test_no_rate(text: str) -> None:
    assert rates_in(text) == []


def test_several_limits_of_one_sentence() -> None:
    found = rates_in("5,000 points per hour and 35,000 points per day")
    assert [(rate.limit, rate.window_s, rate.unit) for rate in found] == [
        (5000, HOUR, "points"),
        (35_000, DAY, "points"),
    ]


@pytest.mark.parametrize(
    ("text", "scope"),
    [
        pytest.param("5 per minute per IP address", "ip", id="ip"),
        pytest.param("5/min/user", "user", id="slash-user"),
        pytest.param("100 calls per API key per minute", "key", id="key-inside"),
        pytest.param("Per IP: 5 requests/minute", "ip", id="before"),
        pytest.param("10 per hour per organisation", "tenant", id="tenant"),
        pytest.param("kullanıcı başına dakikada 60 istek", "user", id="turkish"),
        pytest.param("5 per minute per client IP", "ip", id="client-ip"),
        pytest.param("5 per minute per client address", "ip", id="client-address"),
        pytest.param("a token bucket per client IP: 5 per minute", "ip", id="bucket"),
        pytest.param("5 per minute", None, id="unsaid"),
    ],
)
def test_the_scope_stands_beside_it(text: str, scope: str | None) -> None:
    assert only(text).scope == scope


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        pytest.param("20 requests per minute and 200 requests per hour, per API key", ["key", "key"], id="said-once"),
        pytest.param("10/s, 1,000/day per IP", ["ip", "ip"], id="comma"),
        pytest.param("500 per minute for everyone and 20 per second per user", [None, "user"], id="apart"),
        pytest.param("500 per minute, 20 per minute per user", [None, "user"], id="same-window"),
        pytest.param("20 per second. 200 per hour per user", [None, "user"], id="two-sentences"),
    ],
)
def test_a_scope_said_once_holds_for_joined_limits(text: str, scopes: list[str | None]) -> None:
    assert [rate.scope for rate in rates_in(text)] == scopes


def test_a_burst_stands_beside_it() -> None:
    assert only("10 requests per second with a burst of 20").burst == 20
    assert only("10 req/s, burst 20, per client").burst == 20


def test_heads_and_cells() -> None:
    assert (window_in("Read/min"), window_in("Requests per 5 minutes"), window_in("Limit")) == (60, 300, None)
    assert (count_in("1,000"), count_in("20 solicitações"), count_in("20 items")) == (1000, 20, None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The service handles 1000 requests per second.", id="capacity"),
        pytest.param("Throughput: 100+ requests/second", id="throughput"),
        pytest.param("Clients should poll at most 1 request per minute.", id="advice"),
        pytest.param("The upstream allows at most 30 requests per second.", id="upstream"),
        pytest.param("Up to 10 concurrent uploads per minute", id="concurrency"),
        pytest.param("For example, a limit of 300/min allows bursts.", id="example"),
        pytest.param("Reports are made 3 times per day.", id="a-schedule"),
    ],
)
def test_what_is_no_limit(text: str) -> None:
    assert declared_rates(text) == []


def test_a_sentence_about_a_limit_declares_one() -> None:
    (rate,) = declared_rates("Handles 900 requests per second. Rate limit: 60 requests per hour per IP.")
    assert (rate.limit, rate.scope) == (60, "ip")


def test_surroundings_about_limits_suffice() -> None:
    assert [rate.limit for rate in declared_rates("5 per minute", about_limits=True)] == [5]
    assert declared_rates("5 per minute") == []


@given(st.text(), st.lists(st.sampled_from([word for row in WORDS.values() for word in row.values()])))
def test_any_text_is_read(text: str, words: list[str]) -> None:
    mixed = " 5 ".join([text, *(part for word in words for part in word.split("|"))])
    assert all(0 <= rate.offset <= len(mixed) and rate.window_s > 0 for rate in rates_in(mixed))
    declared_rates(mixed, about_limits=True)


@pytest.mark.parametrize("line", ["5 per " * 10_000, "9" * 50_000, "1 a " * 10_000, " " * 20_000, "5;w=" * 10_000])
def test_a_long_line_costs_its_length(line: str) -> None:
    declared_rates(line, about_limits=True)
