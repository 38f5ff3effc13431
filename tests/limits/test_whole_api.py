"""Limits in a run of several operations: of the whole API, beside others, and in a status that nothing declares."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from limited import CREATED, REFUSED, as_json, spec
from measuring import OPERATION, claim
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pytest_contract.design import Claim
from pytest_contract.findings import OperationKey, Severity
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

UP = {"responses": {"200": {"description": "Up"}, "429": {"description": "Too many"}}}


def app(*, general: int, own: int, status: int = 429) -> Starlette:
    """`/status` is never limited, `/list` generally, `/reports` more strictly; each address for itself, for good."""
    used: dict[tuple[str, str], int] = {}

    async def answer(request: Request) -> Response:
        assert request.client is not None
        path = request.url.path
        limit = {"/reports": own, "/list": general, "/status": 10**9}[path]
        used[request.client.host, path] = count = used.get((request.client.host, path), 0) + 1
        if count > limit:
            return JSONResponse(REFUSED, status, {"Retry-After": "60"})
        return JSONResponse(CREATED, 201 if path == "/reports" else 200)

    routes = [Route(path, answer, methods=["GET"]) for path in ("/status", "/list")]
    return Starlette(routes=[*routes, Route("/reports", answer, methods=["POST"])])


def general(limit: int) -> Claim:
    text, value = f"{limit} per minute", {"limit": limit, "window_s": 86_400 * 30}
    return Claim(kind="rate_limit", file="design.md", line=3, text=text, operation=None, value=value)


UNLIMITED = Claim(
    kind="rate_limit",
    file="design.md",
    line=5,
    text="not limited",
    operation=OperationKey("GET", "/status"),
    value={"negated": True},
)


@contextmanager
def run(tmp_path: Path, of: Any, *claims: Claim) -> Iterator[Run]:
    raw = spec()
    raw["paths"] = {"/status": {"get": UP}, "/list": {"get": UP}, **raw["paths"]}
    file = tmp_path / "openapi.json"
    file.write_bytes(as_json(raw))
    running = Run(Settings(spec=str(file), max_examples=10), load(str(file)), claims)
    running.attach(of, headers={})
    try:
        yield running
    finally:
        running.close()


def outcomes(tmp_path: Path, of: Any, *claims: Claim) -> list[Outcome]:
    with run(tmp_path, of, *claims) as running:
        return [running.examine(operation, reset=None) for operation in running.document.operations]


def codes(found: list[Outcome]) -> list[str]:
    weighty = (each for outcome in found for each in outcome.findings if each.severity > Severity.NOTE)
    return sorted(f"{finding.code} {finding.operation}" for finding in weighty)


def test_a_limit_of_everything_is_measured_where_nothing_else_is_said(tmp_path: Path) -> None:
    promises = (general(8), UNLIMITED, claim(3, 86_400 * 30))
    found = outcomes(tmp_path, app(general=10, own=3), *promises)
    assert [each for each in codes(found) if "CT503" in each] == ["CT503 GET /list"]


def test_a_limit_that_cannot_be_measured_says_why(tmp_path: Path) -> None:
    odd = general(8)
    odd.value["unit"] = "points"  # type: ignore[index]
    with run(tmp_path, app(general=8, own=3), odd) as running:
        outcome = running.examine_claim(odd, lambda operation: running.examine(operation, reset=None))
    stood = [each for standings in outcome.standings.values() for each in standings if each.claim == odd.id]
    assert sum(stood[1:], stood[0]).reason == "it counts points, not requests"


def test_a_limiter_with_another_status_is_one_finding(tmp_path: Path) -> None:
    found = outcomes(tmp_path, app(general=10**9, own=5, status=403), claim(5, 86_400 * 30))
    assert [each for each in codes(found) if each[:3] in ("CT1", "CT5")] == [f"CT504 {OPERATION}"]
