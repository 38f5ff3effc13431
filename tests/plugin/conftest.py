"""The project that the plugin is tried on."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.plugin.project import APP, SPEC, Shop

from pytest_contract.plugin import start  # noqa: F401
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load


@pytest.fixture(scope="session", autouse=True)
def everything_is_imported(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One run of the pipeline: what it imports stays, where a run of pytest in this process would import it anew."""
    spec = tmp_path_factory.mktemp("warm") / "openapi.yaml"
    spec.write_text(SPEC)
    run = Run(Settings(spec=str(spec), max_examples=1), load(str(spec)))
    module: dict[str, object] = {}
    exec(APP, module)
    run.attach(module["app"], headers={})
    for operation in run.document.operations:
        run.examine(operation, reset=None)
    run.examine_spec()
    run.close()


@pytest.fixture
def shop(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Shop:
    monkeypatch.delenv("PYTEST_ADDOPTS", raising=False)
    # Without compiled modules each process of a run would spend seconds on compiling schemathesis.
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    return Shop(pytester)


@pytest.fixture
def report_file(shop: Shop) -> Path:
    return shop.folder / "report.json"
