"""The fixtures that a project overrides in its `conftest.py`."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.fixture(scope="session")
def contract_app(request: pytest.FixtureRequest) -> object:
    """The ASGI or WSGI app under test; override it to give one, else it is what --contract-app names, or None."""
    from pytest_contract.plugin.app import named_app

    return named_app(request.config)


@pytest.fixture(scope="session")
def contract_headers() -> dict[str, str]:
    """Headers sent with each request, {"Name": "value"}; override it to give credentials. They win over
    --contract-header."""
    return {}


@pytest.fixture(scope="session")
def contract_identities() -> dict[str, object]:
    """Who sends, {"name": credentials}, the first by default; override it to give more than one. Credentials are
    headers, a pytest_contract.Identity, or a function that is given an httpx.Client on the app, logs in and returns
    headers."""
    return {}


@pytest.fixture
def contract_reset() -> Callable[[], object] | None:
    """A function that empties what the app keeps, called before each contract test; override it to give one."""
    return None
