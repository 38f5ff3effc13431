"""Operations as tests: ids, selection, and what stands beside them."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.plugin.project import SPEC, Shop

READ, ADD, HEALTH = "openapi.yaml::GET /users/{id}", "openapi.yaml::POST /users", "openapi.yaml::GET /health"
API = "openapi.yaml::api"
ALL = [READ, ADD, HEALTH, API]


def test_each_operation_is_a_test_with_an_id_of_its_own(shop: Shop) -> None:
    assert shop.ids() == ALL


def test_the_strict_validation_is_a_test_when_it_is_asked_for(shop: Shop) -> None:
    assert shop.ids("--contract-validate-spec") == [*ALL, "openapi.yaml::spec"]


@pytest.mark.parametrize(
    ("args", "selected"),
    [
        pytest.param([READ], [READ], id="id"),
        pytest.param([API], [API], id="id-of-the-api"),
        pytest.param(["openapi.yaml"], ALL, id="file"),
        pytest.param([".", "openapi.yaml"], ALL, id="folder-and-file"),
        pytest.param(["-k", "readUser"], [READ], id="operation-id"),
        pytest.param(["-k", "people"], [READ, ADD], id="tag"),
        pytest.param(["-k", "post and users"], [ADD], id="method-and-word-of-the-path"),
        pytest.param(["-m", "contract"], ALL, id="marker"),
        pytest.param(["--deselect", ADD], [READ, HEALTH, API], id="deselected"),
    ],
)
def test_pytest_selects_operations(shop: Shop, args: list[str], selected: list[str]) -> None:
    assert shop.ids(*args) == selected


def test_a_spec_stands_beside_the_tests_of_a_project(shop: Shop) -> None:
    shop.write(**{"tests/test_own.py": "def test_own(): pass"})
    assert shop.ids("tests") == ["tests/test_own.py::test_own", *ALL]
    assert sorted(shop.ids()) == sorted(["tests/test_own.py::test_own", *ALL])


def test_a_spec_beside_testpaths_is_collected(shop: Shop) -> None:
    shop.write(**{"tests/test_own.py": "def test_own(): pass", "pytest.ini": "[pytest]\ntestpaths = tests\n"})
    assert shop.ids() == ["tests/test_own.py::test_own", *ALL]


def test_a_spec_in_a_folder_that_pytest_does_not_walk_is_collected(shop: Shop) -> None:
    shop.write(**{"build/openapi.yaml": SPEC})
    assert shop.ids(spec="build/openapi.yaml")[:1] == [f"build/{READ}"]


def test_a_spec_outside_the_root_folder_has_ids_that_lead_there(
    shop: Shop, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("elsewhere") / "openapi.yaml"
    outside.write_text(SPEC)
    shop.write(**{"pytest.ini": "[pytest]\n"})
    first = shop.ids(spec=str(outside))[0]
    assert first.startswith("../")
    assert first.endswith(f"/{READ}")
    assert shop.ids(first, "--rootdir=.", spec=str(outside)) == [first]


class TestSpecInTheIniFile:
    """It stands back, as `testpaths` does, where the command line names something else."""

    @pytest.fixture(autouse=True)
    def ini(self, shop: Shop) -> None:
        shop.write(**{"pytest.ini": "[pytest]\ncontract_spec = openapi.yaml\n", "test_own.py": "def test_own(): pass"})

    def test_a_bare_run_holds_the_spec(self, shop: Shop) -> None:
        assert API in self.ids(shop)

    def test_a_run_of_one_own_test_does_not(self, shop: Shop) -> None:
        assert self.ids(shop, "test_own.py") == ["test_own.py::test_own"]

    def test_a_run_of_one_operation_does(self, shop: Shop) -> None:
        assert self.ids(shop, ADD) == [ADD]

    def test_a_path_is_relative_to_the_ini_file(self, shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
        (shop.folder / "sub").mkdir()
        monkeypatch.chdir(shop.folder / "sub")
        assert self.ids(shop, "-c", "../pytest.ini", "--rootdir=..") == ALL

    @staticmethod
    def ids(shop: Shop, *args: str) -> list[str]:
        outlines = shop.pytest("--collect-only", "-q", *args).outlines
        return [line for line in outlines if "::" in line]


class TestSpecBehindAUrl:
    @pytest.fixture
    def url(self, shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
        folder = tmp_path_factory.mktemp("served")
        (shop.folder / "openapi.yaml").rename(folder / "openapi.yaml")
        handler = functools.partial(_Silent, directory=str(folder))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            yield f"http://127.0.0.1:{server.server_port}/openapi.yaml"
            server.shutdown()

    def test_ids_are_made_from_its_last_segment(self, shop: Shop, url: str) -> None:
        assert shop.ids(spec=url) == ALL

    def test_an_operation_is_selected_by_its_id(self, shop: Shop, url: str) -> None:
        assert shop.ids(ADD, spec=url) == [ADD]

    def test_fixtures_of_the_folder_are_in_reach(self, shop: Shop, url: str) -> None:
        shop.write(**{"conftest.py": "import pytest, shop\n@pytest.fixture\ndef contract_app(): return shop.app\n"})
        ran = shop.pytest(f"--contract-spec={url}", "--contract-max-examples=1", "-k", "checkHealth")
        ran.assert_outcomes(passed=1, deselected=3)


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


class TestNothingSelected:
    """A run that tested nothing says so, and never ends with 0 where nothing ran at all."""

    @pytest.mark.parametrize("args", [("-k", "nothing"), ("-m", "nothing")], ids=["keyword", "marker"])
    def test_a_filter_that_leaves_nothing(self, shop: Shop, args: tuple[str, str]) -> None:
        ran = shop.check(*args)
        assert ran.ret == pytest.ExitCode.NO_TESTS_COLLECTED
        ran.stdout.fnmatch_lines(["no operation was tested"])

    def test_an_id_that_names_nothing(self, shop: Shop) -> None:
        assert shop.check("openapi.yaml::GET /nowhere").ret == pytest.ExitCode.USAGE_ERROR

    def test_own_tests_that_pass_do_not_hide_it(self, shop: Shop) -> None:
        shop.write(**{"test_own.py": "def test_own(): pass"})
        ran = shop.check("-k", "test_own")
        ran.stdout.fnmatch_lines(["no operation was tested", "no findings in 0 of 3 operations, 0 requests"])
