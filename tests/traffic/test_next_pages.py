"""The next page of a list is asked for with what the page before gave."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from crud import explored, of_kind, sender_to
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from written import document, parameter

CURSOR = "aXRlbTo3"


def asked_for(name: str, body: Any, headers: Mapping[str, str] | None = None) -> list[str | None]:
    """What a list that answers so is asked for in that parameter, by valid requests."""
    asked: list[str | None] = []

    def answer(request: Request) -> Response:
        asked.append(request.query_params.get(name))
        return JSONResponse(body, headers=headers)

    spec = document({"/items": {"get": {"parameters": [parameter("query", {"type": "string", "minLength": 1}, name)]}}})
    with sender_to(Starlette(routes=[Route("/items", answer)])) as sender:
        assert of_kind(explored(spec, "GET /items", sender, count=20), "valid")
    return asked


@pytest.mark.parametrize(
    ("name", "body", "headers"),
    [
        pytest.param("cursor", [], {"Link": f'</items?cursor={CURSOR}>; rel="next"'}, id="Link"),
        pytest.param("page", [], {"Link": f'</items?page=1>; rel="first", </items?page={CURSOR}>; rel="next"'}, id="2"),
        pytest.param("page[after]", {"links": {"next": f"/items?page%5Bafter%5D={CURSOR}"}}, None, id="JSON:API"),
        pytest.param("after", {"_links": {"next": {"href": f"http://a/items?after={CURSOR}"}}}, None, id="HAL"),
        pytest.param("cursor", {"items": [], "next_cursor": CURSOR}, None, id="next_cursor"),
        pytest.param("pageToken", {"items": [], "nextPageToken": CURSOR}, None, id="nextPageToken"),
        pytest.param("after", {"paging": {"cursors": {}, "next": CURSOR}}, None, id="in an envelope"),
    ],
)
def test_the_next_page_is_asked_for(name: str, body: Any, headers: Mapping[str, str] | None) -> None:
    assert CURSOR in asked_for(name, body, headers)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param({"next": None}, id="the last page"),
        pytest.param({"previous_cursor": CURSOR}, id="the page before"),
        pytest.param({"next": f"/items?other={CURSOR}"}, id="a parameter that isn't declared"),
    ],
)
def test_what_leads_to_no_next_page_is_not_asked_for(body: Any) -> None:
    assert CURSOR not in asked_for("cursor", body)
