"""Finding the app that `--contract-app` names."""

from __future__ import annotations

import sys

import pytest

from pytest_contract.errors import AppLoadError
from pytest_contract.target import load_app, open_target

GOOD = """
from starlette.applications import Starlette

class Holder:
    inner = Starlette()

application, holder, number, Kind = Starlette(), Holder(), 3, Starlette

def create_app():
    return Starlette()

async def create_later():
    return Starlette()

def broken():
    raise ValueError("two\\nlines")

def wsgi(environ, start_response):
    return []
"""


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    modules = {"__init__": "", "good": GOOD, "lacking": "import os\nimport not_there_at_all\n"}
    modules |= {"leaving": "import sys\n\nsys.exit(2)\n", "failing": "\n1 / 0\n", "misspelt": "def (:\n"}
    (tmp_path / "shelf").mkdir()
    for name, text in modules.items():
        (tmp_path / "shelf" / f"{name}.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield
    for name in [name for name in sys.modules if name.partition(".")[0] == "shelf"]:
        del sys.modules[name]


@pytest.mark.parametrize(
    ("reference", "kind"),
    [
        pytest.param("shelf.good:application", "asgi", id="attribute"),
        pytest.param("shelf.good:holder.inner", "asgi", id="attribute of an attribute"),
        pytest.param("shelf.good:create_app()", "asgi", id="factory"),
        pytest.param("shelf.good:create_later()", "asgi", id="async factory"),
        pytest.param("shelf.good:wsgi", "wsgi", id="wsgi function"),
    ],
)
def test_an_app_is_found_and_recognised(reference, kind):
    target = open_target(load_app(reference), reference)
    assert (target.kind, target.name) == (kind, reference)
    target.close()


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        pytest.param("shelf.good", "is not of the form module:attribute", id="no colon"),
        pytest.param("shelf.god:app", "there is no module 'shelf.god'", id="no such module"),
        pytest.param("shelv.good:app", "there is no module 'shelv' (for 'shelv.good')", id="no such package"),
        pytest.param(
            "shelf.lacking:app",
            "does not import: ModuleNotFoundError: No module named 'not_there_at_all' (shelf/lacking.py:2)",
            id="an import inside the app fails",
        ),
        pytest.param("shelf.failing:app", "ZeroDivisionError: division by zero (shelf/failing.py:2)", id="raises"),
        pytest.param("shelf.misspelt:app", "(shelf/misspelt.py:1)", id="syntax error"),
        pytest.param("shelf.leaving:app", "ends at import with sys.exit(2) (shelf/leaving.py:3)", id="sys.exit"),
        pytest.param("shelf.good:aplication", "Did you mean application", id="close name"),
        pytest.param("shelf.good:server", "Did you mean application or wsgi?", id="no such attribute"),
        pytest.param("shelf.good:number", "is of type int", id="not callable"),
        pytest.param("shelf.good:Kind", "can't be called as an app", id="class"),
        pytest.param("shelf.good:create_app", "by writing shelf.good:create_app()", id="factory not called"),
        pytest.param(
            "shelf.good:broken()", "the factory raised ValueError: two lines (shelf/good.py:16)", id="factory"
        ),
    ],
)
def test_an_app_that_cannot_be_had_is_one_line(reference, said):
    with pytest.raises(AppLoadError) as error:
        load_app(reference)
    assert said in str(error.value)
    assert "\n" not in str(error.value)
