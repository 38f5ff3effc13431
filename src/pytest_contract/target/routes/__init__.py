"""An app's own route table, one file for each framework.

Nothing here imports a framework: an app is recognised by the name of its type's module, and read by its
attributes, so that an app pays only for the framework that it already uses.
"""

from __future__ import annotations

from pytest_contract.target.protocol import RouteTable

__all__ = ["read_routes"]


def read_routes(app: object) -> RouteTable | None:
    """The routes of an app, of what its middleware wraps included; `None` where the framework isn't known."""
    return None
