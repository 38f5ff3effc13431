"""An arrow never points back, a vendor has one importer, and no modules import each other in a circle."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.architecture.imports import PACKAGE, SOURCE, Import, imports_of, sources
from tests.architecture.layers import LAYERS, arrows_back, cycle, smuggled_vendors

OURS = sources()


def test_no_arrow_points_back() -> None:
    assert [str(each) for each in arrows_back(OURS)] == []


def test_each_vendor_has_one_importer() -> None:
    assert [str(each) for each in smuggled_vendors(OURS, sys.stdlib_module_names)] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert cycle(OURS) == []


def test_every_folder_has_its_layer() -> None:
    folders = {path.stem for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert folders - {"__init__", "__main__"} <= set().union(*LAYERS)


def test_all_sources_are_read() -> None:
    assert len(OURS) == len(list(Path(SOURCE).rglob("*.py"))) > 100


@pytest.mark.parametrize(
    ("module", "text"),
    [
        pytest.param("rules.rule", "from pytest_contract.run.pipeline import Run", id="to-a-later-layer"),
        pytest.param("target.url", "import pytest_contract.traffic.explore", id="plain-import"),
        pytest.param("spec.load", "from pytest_contract import plugin", id="package-as-name"),
        pytest.param("traffic.explore", "from pytest_contract.probes.auth import ANONYMOUS", id="to-a-neighbour"),
        pytest.param("exchange.record", "from pytest_contract.findings import Finding", id="exchange-to-findings"),
        pytest.param("findings.finding", "from pytest_contract.spec import Document", id="findings-to-spec"),
        pytest.param("rules.rule", "def f():\n    from pytest_contract.run import outcome", id="inside-a-function"),
        pytest.param(
            "rules.rule", "if TYPE_CHECKING:\n    from pytest_contract.plugin import stash", id="for-types-alone"
        ),
        pytest.param("rules.rule", "from ..plugin.stash import HARNESS", id="relative"),
        pytest.param("spec.load", "importlib.import_module('pytest_contract.run')", id="by-importlib"),
    ],
)
def test_a_planted_arrow_back_is_refused(module: str, text: str) -> None:
    assert arrows_back(_with(module, text))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        pytest.param("plugin.start", "from pytest_contract.run.pipeline import Run", id="to-an-earlier-layer"),
        pytest.param("spec.document", "from pytest_contract.findings import Location", id="spec-to-findings"),
        pytest.param("spec.document", "from pytest_contract.spec.load import load", id="to-its-own-package"),
        pytest.param("reports.to_json", "from pytest_contract import __version__", id="to-the-version"),
    ],
)
def test_an_arrow_forward_is_let_through(module: str, text: str) -> None:
    assert not arrows_back(_with(module, text))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        pytest.param("rules.rule", "import schemathesis", id="schemathesis"),
        pytest.param("conformance.engine", "from hypothesis import given", id="hypothesis"),
        pytest.param("target.url", "import requests.adapters", id="requests"),
        pytest.param("spec.load", "def f():\n    import openapi_core", id="openapi-core-inside-a-function"),
        pytest.param("run.pipeline", "import pytest", id="pytest"),
        pytest.param("plugin.entry", "from _pytest.config import Config", id="pytest-private"),
        pytest.param("traffic.generate", "import httpx", id="httpx"),
        pytest.param("spec.load", "import httpx", id="httpx-beside-its-reader"),
        pytest.param("reports.to_json", "import yaml", id="yaml"),
        pytest.param("target.routes.flask", "import flask", id="a-framework"),
        pytest.param("reports.to_json", "import rich", id="what-nobody-declared"),
    ],
)
def test_a_planted_vendor_is_refused(module: str, text: str) -> None:
    assert smuggled_vendors(_with(module, text), sys.stdlib_module_names)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param({"a": "import pytest_contract.b", "b": "import pytest_contract.a"}, id="two"),
        pytest.param(
            {
                "a": "from pytest_contract import b",
                "b": "from pytest_contract.c import x",
                "c": "def f():\n from . import a",
            },
            id="three-one-inside-a-function",
        ),
    ],
)
def test_a_planted_circle_is_found(texts: dict[str, str]) -> None:
    assert cycle({f"{PACKAGE}.{name}": text for name, text in texts.items()})


def test_a_relative_import_in_a_package_starts_at_the_package() -> None:
    (found,) = imports_of("pytest_contract.spec", "from .load import load", is_package=True)
    assert found == Import(importer="pytest_contract.spec", name="pytest_contract.spec.load.load", line=1)


def _with(module: str, text: str) -> dict[str, str]:
    return {f"{PACKAGE}.{module}": text}
