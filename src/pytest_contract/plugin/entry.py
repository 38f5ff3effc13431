"""What pytest imports in every session, with our options or without: it must cost next to nothing.

Everything heavy is imported by `pytest_configure`, and only where a spec is given.
"""

from __future__ import annotations

import pytest

from pytest_contract.plugin import fixtures
from pytest_contract.plugin.options import add_options

MARKER = "contract: one operation of the spec given by --contract-spec, held against the app"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option group `contract` and its ini keys."""
    add_options(parser)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> int | None:
    """Print a rule's documentation for `--contract-explain`, in place of a test run."""
    code = config.getoption("contract_explain")
    if code is None:
        return None
    from pytest_contract.plugin.explain import explain

    print(explain(code))
    return 0


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker and the fixtures; and, where a spec is given, the rest of the plugin."""
    config.addinivalue_line("markers", MARKER)
    config.pluginmanager.register(fixtures, "contract-fixtures")
    if config.option.help or config.option.version or getattr(config.option, "markers", False):
        return
    if any(value is not None for key, value in vars(config.option).items() if key.startswith("contract_")) or (
        config.getini("contract_spec")
    ):
        from pytest_contract.plugin.start import start

        start(config)
