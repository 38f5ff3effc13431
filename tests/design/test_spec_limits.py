"""Rate limits that a spec declares, in each form met in the wild."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pytest_contract.design.spec_limits import DeclaredLimit, declared_limits, limited_response, limits_of_all
from pytest_contract.spec import Document, load

HOUR = 3600


def document(
    tmp_path: Path, operation: dict[str, Any], path_item: dict[str, Any] | None = None, **root: Any
) -> Document:
    operation = {"operationId": "ask", "responses": {"200": {"description": "Fine"}}, **operation}
    spec = {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/reports": {"post": operation}}}
    spec["paths"]["/reports"].update(path_item or {})  # type: ignore[index]
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps({**spec, **root}, indent=1), encoding="utf-8")
    return load(str(file))


def limits(found: Document) -> tuple[DeclaredLimit, ...]:
    return declared_limits(found, found.operations[0])


def numbers(found: Document) -> list[tuple[float, float, str | None]]:
    return [(limit.limit, limit.window_s, limit.scope) for limit in limits(found)]


def limited(description: str, **response: Any) -> dict[str, Any]:
    return {"responses": {"429": {"description": description, **response}}}


def test_a_429_says_how_many_and_which_headers(tmp_path: Path) -> None:
    headers = {"Retry-After": {"schema": {"type": "integer"}}}
    found = document(tmp_path, limited("Rate limit exceeded (10 reports per hour)", headers=headers))
    limit = DeclaredLimit(
        limit=10, window_s=HOUR, pointer="/paths/~1reports/post/responses/429/description", headers=("Retry-After",)
    )
    assert limits(found) == (limit,)
    assert found.locate(limit.pointer).line is not None


def test_a_429_without_numbers_is_a_limited_answer_and_no_limit(tmp_path: Path) -> None:
    found = document(tmp_path, limited("Too many requests"))
    assert not limits(found)
    assert limited_response(found.operations[0]) is not None


@pytest.mark.parametrize(
    ("extension", "expected"),
    [
        pytest.param({"x-kong-plugin-rate-limiting": {"config": {"second": 5, "hour": 100, "limit_by": "ip"}}},
                     [(5, 1, "ip"), (100, HOUR, "ip")], id="kong"),
        pytest.param({"x-kong-plugin-rate-limiting": {"minute": 60}}, [(60, 60, None)], id="kong-without-config"),
        pytest.param({"x-kong-plugin-rate-limiting-advanced": {"config": {"limit": [9], "window_size": [30]}}},
                     [(9, 30, None)], id="kong-advanced"),
        pytest.param({"x-google-quota": [{"interval-literal": 1, "timeunit-literal": "minute", "allow-literal": 5}]},
                     [(5, 60, None)], id="apigee"),
        pytest.param({"x-throttling-tier": "50KPerMin"}, [(50_000, 60, None)], id="wso2"),
        pytest.param({"x-throttling-tier": "Unlimited"}, [], id="wso2-unlimited-is-a-default"),
        pytest.param({"x-throttling-tier": "Gold"}, [], id="wso2-name"),
        pytest.param({"x-42c-request-limiter_0.1": {"hits": 10, "window": 30}}, [(10, 30, None)], id="42crunch"),
        pytest.param({"x-yc-apigateway-rate-limit": {"allRequests": {"rpm": 90}}}, [(90, 60, "all")], id="yandex"),
        pytest.param({"x-rate-limit": "120/min"}, [(120, 60, None)], id="text"),
        pytest.param({"x-rate-limit": {"requests": 7, "window": 60}}, [(7, 60, None)], id="requests-window"),
        pytest.param({"x-rate-limit": {"max": 7, "window": "1m"}}, [(7, 60, None)], id="max-window"),
        pytest.param({"x-rate-limits": [{"events": 4, "window": "2h"}]}, [(4, 2 * HOUR, None)], id="list"),
        pytest.param({"x-ratelimit": {"requests": 3, "period": 60, "key": "ip"}}, [(3, 60, "ip")], id="period-key"),
        pytest.param({"x-rateLimit": {"limit": 100, "window": "60s"}}, [(100, 60, None)], id="limit-window"),
        pytest.param({"x-rate-limit": {"rate": 10, "per": "hour"}}, [(10, HOUR, None)], id="rate-per"),
        pytest.param({"x-rate-limit": {"limit": 5, "windowMs": 900000}}, [(5, 900, None)], id="milliseconds"),
        pytest.param({"x-rate-limit": {"enabled": False, "limit": 5, "window": 60}}, [], id="switched-off"),
        pytest.param({"x-other": "120/min"}, [], id="another-extension"),
    ],
)  # fmt: skip
def test_extensions(tmp_path: Path, extension: dict[str, Any], expected: list[Any]) -> None:
    assert numbers(document(tmp_path, extension)) == expected
    assert numbers(document(tmp_path, {}, extension)) == expected
    whole = limits_of_all(document(tmp_path, {}, **extension))
    assert [(limit.limit, limit.window_s, limit.scope) for limit in whole] == expected


def test_google_divides_a_projects_quota_by_the_cost_of_a_call(tmp_path: Path) -> None:
    quota = {"limits": [{"metric": "reads", "unit": "1/min/{project}", "values": {"STANDARD": 1000}}]}
    costs = {"x-google-quota": {"metricCosts": {"reads": 4}}}
    found = document(tmp_path, costs, **{"x-google-management": {"quota": quota}})
    assert numbers(found) == [(250, 60, "tenant")]


def test_tyk_names_operations_by_their_id(tmp_path: Path) -> None:
    limit = {"ask": {"rateLimit": {"enabled": True, "rate": 20, "per": "10s"}}}
    found = document(tmp_path, {}, **{"x-tyk-api-gateway": {"middleware": {"operations": limit}}})
    assert numbers(found) == [(20, 10, None)]


def test_an_operations_description_has_to_speak_of_a_limit(tmp_path: Path) -> None:
    assert numbers(document(tmp_path, {"description": "Rate limit 60 requests/hour per IP."})) == [(60, HOUR, "ip")]
    assert numbers(document(tmp_path, {"description": "Handles 1000 requests per second."})) == []


def test_the_same_limit_said_twice_is_one(tmp_path: Path) -> None:
    found = document(tmp_path, {"description": "Limited to 10 calls/min per user.", **limited("10 per minute")})
    assert numbers(found) == [(10, 60, "user")]


def test_a_section_of_the_description_about_limits_is_the_whole_apis(tmp_path: Path) -> None:
    described = {
        "title": "T",
        "version": "1",
        "description": "# Hello\nWe are.\n## Rate limits\n- 100 per minute per key",
    }
    assert [(each.limit, each.scope) for each in limits_of_all(document(tmp_path, {}, info=described))] == [
        (100, "key")
    ]


def test_a_policy_headers_example_states_a_limit(tmp_path: Path) -> None:
    headers = {"RateLimit-Policy": {"schema": {"type": "string", "example": '"default";q=100;w=60'}}}
    found = document(tmp_path, {"responses": {"200": {"description": "Fine", "headers": headers}}})
    assert numbers(found) == [(100, 60, None)]
