"""Routes of FastAPI: Starlette's, with routers included by copy or by reference."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pytest_contract.target.protocol import RouteTable
from pytest_contract.target.routes import starlette


def read(app: Any, nested: starlette.ReadNested) -> RouteTable | None:
    """The routes of an app; those of its docs pages and its served spec are internal."""
    table = starlette.read(app, nested)
    return None if table is None else replace(table, framework="fastapi")
