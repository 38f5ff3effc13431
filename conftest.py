"""The example app and its design as the embedded default: in a bare clone, a spec is all that has to be given."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SPEC, DESIGN = HERE / "fixtures/specs/reports.yaml", HERE / "fixtures/reports_app/design.md"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """The example's spec comes with its design document, where no other one is given."""
    spec = config.getoption("contract_spec", None)
    if (
        spec
        and (config.invocation_params.dir / spec).resolve() == SPEC.resolve()
        and not _given(config, "contract_design")
    ):
        config.option.contract_design = [str(DESIGN)]


@pytest.fixture(scope="session")
def contract_app(request: pytest.FixtureRequest, contract_app: object | None) -> object | None:
    """The app that was asked for; the example app where nothing was."""
    if contract_app is not None or _names_target(request.config):
        return contract_app
    from fixtures.reports_app.app import create_app

    return create_app()


@pytest.fixture
def contract_reset(contract_app: object | None) -> Callable[[], object] | None:
    """Empties the example app's store and its limiter; `None` for any other app."""
    return getattr(getattr(contract_app, "state", None), "reset", None)


def _names_target(config: pytest.Config) -> bool:
    return any(_given(config, name) for name in ("contract_app", "contract_base_url"))


def _given(config: pytest.Config, name: str) -> object | None:
    """The option, else the ini key; `None` where neither is set."""
    try:
        return config.getoption(name, None) or config.getini(name) or None
    except (KeyError, ValueError):
        return None
