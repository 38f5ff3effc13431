"""What goes away is told: in the spec, and in headers where a design names them."""

from __future__ import annotations

from typing import Any

import pytest
from promised import examined, found, promise, standings
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

WITH_HEADERS = promise(
    "deprecation",
    "GET /v1/users",
    text="Deprecated since 2026-01-31; answers carry the `Deprecation` and `Sunset` headers.",
    deprecated=True,
    date="2026-01-31",
    sunset="2026-06-30",
)
MARKED = promise("deprecation", "GET /v1/users", text="`GET /v1/users` is deprecated.", deprecated=True)
ALL_OF_V1 = promise("deprecation", text="Version 1 is deprecated.", deprecated=True)

SINCE = {"Deprecation": "@1769817600"}
TRUE = {**SINCE, "Sunset": "Tue, 30 Jun 2026 23:59:59 GMT"}


def run(headers: dict[str, str], claim: Any = WITH_HEADERS, *, marked: bool = True) -> Any:
    app = Starlette(routes=[Route("/v1/users", lambda request: JSONResponse([], headers=headers))])
    operation = {"deprecated": marked, "responses": {"200": {"description": ""}}}
    paths = {"/v1/users": {"get": operation}}
    return examined(app, {"openapi": "3.1.0", "info": {"title": "Old", "version": "1"}, "paths": paths}, [claim])


def test_deprecation_that_is_told_gives_no_finding() -> None:
    outcomes = run(TRUE)
    assert (found(outcomes), standings(outcomes, WITH_HEADERS).verdict) == ([], "kept")


HEADERS = [
    pytest.param({}, ["deprecation", "sunset"], id="none"),
    pytest.param(SINCE, ["sunset"], id="no-sunset"),
    pytest.param({"Sunset": TRUE["Sunset"]}, ["deprecation"], id="no-deprecation"),
    pytest.param({**TRUE, "Sunset": "2026-06-30"}, ["sunset:form"], id="no-http-date"),
    pytest.param({**TRUE, "Deprecation": "soon"}, ["deprecation:form"], id="no-date"),
    pytest.param({**TRUE, "Sunset": "Wed, 30 Dec 2026 23:59:59 GMT"}, ["sunset:date"], id="another-day"),
    pytest.param({**TRUE, "Deprecation": "true"}, [], id="form-of-the-drafts"),
    pytest.param({**TRUE, "Deprecation": "Sat, 31 Jan 2026 00:00:00 GMT"}, [], id="date-of-the-drafts"),
    pytest.param(
        {"Deprecation": "@1798761600", "Sunset": TRUE["Sunset"]}, ["deprecation:date", "sunset:before"], id="reversed"
    ),
]


@pytest.mark.parametrize(("headers", "keys"), HEADERS)
def test_headers_tell_what_the_design_says(headers: dict[str, str], keys: list[str]) -> None:
    assert found(run(headers)) == [f"CT708 GET /v1/users {key}" for key in keys]


def test_spec_that_does_not_mark_it_is_a_warning() -> None:
    outcomes = run({}, MARKED, marked=False)
    assert (found(outcomes), standings(outcomes, MARKED).verdict) == (["CT708 GET /v1/users deprecated"], "broken")


def test_headers_are_not_asked_for_where_the_design_names_none() -> None:
    outcomes = run({}, MARKED)
    assert (found(outcomes), standings(outcomes, MARKED).verdict) == ([], "kept")


def test_promise_that_names_no_operation_marks_none() -> None:
    assert found(run({}, ALL_OF_V1, marked=False)) == []


def test_headers_for_what_is_deprecated_are_not_asked_of_all_else() -> None:
    everywhere = promise("deprecation", text="Deprecated endpoints send the `Sunset` header.", notice="6 months")
    assert found(run({}, everywhere, marked=False)) == []
    assert found(run({}, everywhere)) == ["CT708 GET /v1/users sunset"]


def test_line_of_a_header_is_an_example_of_it() -> None:
    line = promise("deprecation", "GET /v1/users", text="Sunset: Sat, 31 Dec 2033 23:59:59 GMT", sunset="2033-12-31")
    assert found(run(TRUE, line)) == []
    assert found(run({}, line)) == ["CT708 GET /v1/users sunset"]


def test_notice_is_no_deprecation() -> None:
    notice = promise("deprecation", "GET /v1/users", text="It goes away with 6 months' notice.", notice="6 months")
    outcomes = run({}, notice, marked=False)
    assert (found(outcomes), standings(outcomes, notice).verdict) == ([], "not_verifiable")
