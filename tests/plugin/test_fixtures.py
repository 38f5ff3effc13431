"""The fixtures that a project overrides."""

from __future__ import annotations

import re

import pytest
from tests.plugin.project import Shop

GIVEN = ("--contract-spec=openapi.yaml", "--contract-max-examples=2", "-rA")


def conftest(shop: Shop, text: str) -> None:
    shop.write(**{"conftest.py": f"import pytest\nimport shop, drift\n\n{text}"})


@pytest.mark.parametrize("scope", ["session", "module", "function"])
def test_an_app_given_by_a_fixture_is_tested_whatever_its_scope(shop: Shop, scope: str) -> None:
    conftest(shop, f"@pytest.fixture(scope={scope!r})\ndef contract_app():\n    return drift.app\n")
    shop.pytest(*GIVEN).assert_outcomes(passed=2, failed=2)


def test_a_fixture_beside_the_spec_wins_over_the_one_above(shop: Shop) -> None:
    conftest(shop, "@pytest.fixture\ndef contract_app():\n    return drift.app\n")
    (shop.folder / "api").mkdir()
    (shop.folder / "openapi.yaml").rename(shop.folder / "api/openapi.yaml")
    shop.write(**{"api/conftest.py": "import pytest, shop\n@pytest.fixture\ndef contract_app(): return shop.app\n"})
    shop.pytest("--contract-spec=api/openapi.yaml", "--contract-max-examples=2").assert_outcomes(passed=4)


LIFESPAN = """
class App:
    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            return await shop.app(scope, receive, send)
        while (await receive())["type"] != "lifespan.shutdown":
            print("STARTUP")
            await send({"type": "lifespan.startup.complete"})
        print("SHUTDOWN")
        await send({"type": "lifespan.shutdown.complete"})

"""


@pytest.mark.parametrize(("scope", "times"), [("session", 1), ("function", 4)])
def test_an_app_is_shut_down_before_its_fixture_ends(shop: Shop, scope: str, times: int) -> None:
    fixture = (
        f"@pytest.fixture(scope={scope!r})\ndef contract_app():\n    print('UP')\n    yield App()\n    print('DOWN')\n"
    )
    conftest(shop, LIFESPAN + fixture)
    ran = shop.pytest(*GIVEN, "-s")
    ran.assert_outcomes(passed=4)
    marks = re.findall(r"STARTUP|SHUTDOWN|UP|DOWN", ran.stdout.str())
    assert marks == ["UP", "STARTUP", "SHUTDOWN", "DOWN"] * times


HEADERS = """
async def app(scope, receive, send):
    print(dict(scope["headers"]).get(b"x-team"))
    await shop.app(scope, receive, send)


@pytest.fixture
def contract_app():
    return app


@pytest.fixture
def contract_headers():
    return {"X-Team": "blue"}
"""


def test_headers_of_the_fixture_win_over_those_of_the_option(shop: Shop) -> None:
    conftest(shop, HEADERS.replace('dict(scope["headers"]).get(b"x-team")', 'scope["headers"]'))
    told = shop.pytest(*GIVEN, "-k", "checkHealth", "--contract-header=x-team: red").stdout.str()
    assert "b'blue'" in told
    assert "b'red'" not in told


def test_headers_are_sent_with_each_request(shop: Shop) -> None:
    conftest(shop, HEADERS)
    assert "b'blue'" in shop.pytest(*GIVEN, "-k", "checkHealth").stdout.str()


def test_reset_is_called_before_each_operation_is_tested(shop: Shop) -> None:
    conftest(shop, "@pytest.fixture\ndef contract_reset():\n    return lambda: print('EMPTIED')\n")
    ran = shop.check("-rA", app="shop:app")
    ran.assert_outcomes(passed=4)
    assert ran.stdout.str().count("EMPTIED") >= 3


def test_own_tests_may_use_the_app(shop: Shop) -> None:
    shop.write(**{"test_own.py": "def test_own(contract_app):\n    assert callable(contract_app)\n"})
    shop.check("-k", "test_own").assert_outcomes(passed=1, deselected=4)


class TestNoApp:
    """It can't be known before the fixtures are asked for; then it is one line and exit code 4."""

    def test_no_app_names_the_three_ways_to_give_one(self, shop: Shop) -> None:
        ran = shop.pytest(*GIVEN)
        assert ran.ret == pytest.ExitCode.USAGE_ERROR
        ran.stdout.fnmatch_lines(
            ["no app: give --contract-app=module:attribute, --contract-base-url=URL, or override *"]
        )

    def test_a_fixture_that_fails_keeps_its_own_traceback(self, shop: Shop) -> None:
        conftest(shop, "@pytest.fixture\ndef contract_app():\n    return 1 / 0\n")
        ran = shop.pytest(*GIVEN)
        assert ran.ret == pytest.ExitCode.USAGE_ERROR
        ran.assert_outcomes(errors=1)
        ran.stdout.fnmatch_lines(
            ["conftest.py:6: ZeroDivisionError", "the fixture contract_app failed: ZeroDivisionError: *"]
        )

    def test_an_app_that_does_not_start_stops_the_run(self, shop: Shop) -> None:
        refusing = LIFESPAN.replace('"lifespan.startup.complete"', '"lifespan.startup.failed", "message": "no store"')
        conftest(shop, f"{refusing}@pytest.fixture\ndef contract_app(): return App()\n")
        ran = shop.pytest(*GIVEN)
        assert ran.ret == pytest.ExitCode.USAGE_ERROR
        ran.assert_outcomes(failed=1)
        ran.stdout.fnmatch_lines(["FAILED openapi.yaml::GET /users/{id} - *", "*Interrupted: *no store*"])
        assert "Traceback" not in ran.stdout.str()

    def test_a_server_that_is_not_there_stops_the_run(self, shop: Shop) -> None:
        ran = shop.pytest("--contract-base-url=http://127.0.0.1:9", *GIVEN)
        assert ran.ret == pytest.ExitCode.USAGE_ERROR
        ran.stdout.fnmatch_lines(["*http://127.0.0.1:9*"])
