"""What answers say of a quota, in every spelling."""

from __future__ import annotations

import pytest

from pytest_contract.exchange import Response
from pytest_contract.probes.rate_limit_headers import Stated, retry_after_s, stated

NOW = 1_700_000_000.0


def told(**headers: str) -> Stated:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return stated(Response(status=200, headers=pairs), NOW)


def three(said: Stated) -> tuple[int | None, int | None, float | None]:
    return said.limit, said.remaining, said.reset_s


def trio(prefix: str, limit: str = "10", reset: str = "50") -> dict[str, str]:
    return {f"{prefix}_Limit": limit, f"{prefix}_Remaining": "4", f"{prefix}_Reset": reset}


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(trio("RateLimit"), id="drafts-to-06"),
        pytest.param(trio("X_RateLimit"), id="x-ratelimit"),
        pytest.param(trio("X_Rate_Limit"), id="x-rate-limit"),
        pytest.param(trio("X_RateLimit", reset="1700000050"), id="epoch"),
        pytest.param(trio("X_RateLimit", reset="1700000050000"), id="milliseconds"),
        pytest.param(trio("X_RateLimit", reset="Tue, 14 Nov 2023 22:14:10 GMT"), id="date"),
        pytest.param(trio("RateLimit", limit="10, 10;w=1;burst=1000"), id="drafts-to-03"),
        pytest.param({"RateLimit": "limit=10, remaining=4, reset=50"}, id="draft-07"),
    ],
)
def test_spellings_of_one_quota(headers: dict[str, str]) -> None:
    assert three(told(**headers)) == (10, 4, 50.0)


def test_the_newest_draft_names_its_policies_apart() -> None:
    said = told(RateLimit='"permin";r=4;t=50', RateLimit_Policy='"permin";q=10;w=60, "perday";q=1000;w=86400')
    assert (said.remaining, said.reset_s, [policy.limit for policy in said.policies]) == (4, 50.0, [10, 1000])


def test_of_several_quotas_the_smallest_remainder_is_told() -> None:
    assert told(RateLimit='"permin";r=4;t=50, "perday";r=900;t=86000').remaining == 4


@pytest.mark.parametrize("value", ["many", "", "1e3", "0x10"])
def test_what_is_no_number_is_named(value: str) -> None:
    assert told(X_RateLimit_Remaining=value).malformed == (f"X-RateLimit-Remaining: {value}",)


def test_an_answer_that_says_nothing_says_nothing() -> None:
    assert told(Content_Type="text/plain") == Stated()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60.0),
        ("Tuesday, 14-Nov-23 22:14:20 GMT", 60.0),
        ("Tue Nov 14 22:14:20 2023", 60.0),
        ("Tue, 14 Nov 2023 22:00:00 GMT", 0.0),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("2023-11-14T22:14:20Z", None),
        ("", None),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after_s(Response(status=429, headers=(("Retry-After", value),)), NOW) == seconds
