"""The project that the plugin is tried on."""

from __future__ import annotations

from pathlib import Path

import pytest

# Imported here once; an in-process run would import them anew each time.
from pytest_contract.plugin import start  # noqa: F401
from tests.plugin.project import Shop


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    return Shop(pytester)


@pytest.fixture
def report_file(shop: Shop) -> Path:
    return shop.folder / "report.json"
