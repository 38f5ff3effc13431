"""A design's promise of tenancy, from its sentence to the finding."""

from __future__ import annotations

import json

import pytest
from tests.probes.tenant_docs import spec

DESIGN = """
    # Documents

    All endpoints require a bearer token.

    - `POST /docs` answers 201, 400, 401.
    - `GET /docs` answers 200, 401.
    - `GET /docs/{id}` answers 200, 401, 404.
    - `PATCH /docs/{id}` answers 200, 400, 401, 404.
    - `DELETE /docs/{id}` answers 204, 401, 404.
    - `POST /docs/{id}/archive` answers 200, 401, 404.

    ## Tenancy

    Each organisation can only see its own documents.
    """

CONFTEST = """
    import pytest
    from tests.probes.tenant_docs import create_app

    @pytest.fixture(scope="session")
    def contract_app():
        return create_app({fault!r})

    @pytest.fixture(scope="session")
    def contract_identities():
        return {{name: {{"Authorization": f"Bearer {{name.partition('@')[0]}}"}} for name in {names}}}
"""


def run(pytester: pytest.Pytester, fault: str | None, *names: str) -> pytest.RunResult:
    pytester.makefile(".md", design=DESIGN)
    pytester.makefile(".json", openapi=json.dumps(spec()))
    pytester.makeconftest(CONFTEST.format(fault=fault, names=list(names)))
    options = ["--contract-spec=openapi.json", "--contract-design=design.md", "--contract-max-examples=10"]
    return pytester.runpytest_inprocess(*options, "-p", "no:cacheprovider", "-rs")


def test_leak_fails_its_operation_and_names_the_sentence(pytester: pytest.Pytester) -> None:
    result = run(pytester, "read-leaks", "ada@acme", "bob@globex")
    result.stdout.fnmatch_lines(
        ["CT403 *", "*bob@globex reads what ada@acme made, with 200.", "*design: *design.md:14"]
    )
    assert result.parseoutcomes()["failed"] == 1


def test_tenants_that_are_kept_apart_keep_the_promise(pytester: pytest.Pytester) -> None:
    result = run(pytester, None, "ada@acme", "bob@globex")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["claims: * kept*"])


def test_identities_that_may_be_colleagues_leave_it_open_and_say_how_to_tell(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    result = run(pytester, "read-leaks", "ada", "bob")
    assert result.ret == 0
    result.stdout.fnmatch_lines(["*name them ada@one-tenant and bob@another*"])
