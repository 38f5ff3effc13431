"""The app under test: an ASGI object, a WSGI object, or a running server."""

from pytest_contract.target.protocol import Answered, Route, RouteTable, Target

__all__ = ["Answered", "Route", "RouteTable", "Target"]
