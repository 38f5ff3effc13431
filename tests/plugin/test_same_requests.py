"""The same seed and app give the same requests, however many workers share the tests."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path.cwd()
SPEC = ROOT / "fixtures/apps/poison/openapi.yaml"
CONFTEST = """\
import json
import os
import pathlib

import pytest
from fixtures.apps.poison.app import create_app

SEEN = []


class Recording:
    def __init__(self, app):
        self.app = app

    def __call__(self, environ, start_response):
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = __import__("io").BytesIO(body)
        url = f'{environ["REQUEST_METHOD"]} {environ["PATH_INFO"]}?{environ.get("QUERY_STRING", "")}'
        SEEN.append([os.environ["PYTEST_CURRENT_TEST"], url, environ.get("CONTENT_TYPE", ""), body.decode("latin-1")])
        return self.app(environ, start_response)


@pytest.fixture(scope="session")
def contract_app():
    app = create_app()
    app.wsgi_app = Recording(app.wsgi_app)
    return app


@pytest.fixture
def contract_reset(contract_app):
    def reset():
        # What comes before the first reset finds out where the API is served, once in each process.
        if not any(test == os.environ["PYTEST_CURRENT_TEST"] for test, *_ in EMPTIED):
            SEEN.clear()
        EMPTIED.append([os.environ["PYTEST_CURRENT_TEST"]])
        contract_app.extensions["reset"]()

    yield reset
    with open(pathlib.Path(os.environ["SEEN_IN"]) / f"{os.getpid()}.jsonl", "a") as file:
        file.writelines(json.dumps(each) + "\\n" for each in SEEN)
    SEEN.clear()


EMPTIED = []
"""


def requests_of(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, *options: str) -> dict[str, list[str]]:
    """What each test sent, in its order."""
    folder = pytester.mkdir("seen" + "".join(options))
    monkeypatch.setenv("SEEN_IN", str(folder))
    ran = pytester.runpytest_subprocess("--contract-spec=openapi.yaml", "--contract-max-examples=10", *options)
    assert ran.ret == 0, ran.stdout.str()
    sent: dict[str, list[str]] = defaultdict(list)
    for file in folder.iterdir():
        for line in file.read_text().splitlines():
            test, *request = json.loads(line)
            sent[test].append(str(request))
    return sent


def test_two_workers_send_what_one_process_sends(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makeconftest(CONFTEST)
    pytester.makefile(".yaml", openapi=SPEC.read_text())
    alone = requests_of(pytester, monkeypatch)
    assert len(alone) == 6
    assert requests_of(pytester, monkeypatch, "-n2") == alone
