"""Routes of Quart."""

from __future__ import annotations

from typing import Any

from pytest_contract.target.protocol import RouteTable
from pytest_contract.target.routes.rules import read_rules


def read(app: Any) -> RouteTable | None:
    """The routes of an app, its blueprints with their prefixes among them."""
    return read_rules(app, "quart")
