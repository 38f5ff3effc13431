"""What one tenant made, another one can't read, change, delete or list: where a design says so."""

from __future__ import annotations

from typing import Any

import pytest
from promised import SEEDS, bearer, examined, findings, found, promise, served, standings
from tenant_docs import create_app, spec

PER_TENANT = promise("tenancy", text="Each organisation sees its own documents only.", of="organisation", status="404")
NOT_403 = promise("tenancy", text="A document of another organisation is 404, not 403.", of="tenant", not_status="403")
PER_USER = promise("tenancy", text="Users see their own documents only.", of="user", status="404")
APART = {"ada@acme": bearer("ada"), "bob@globex": bearer("bob")}
UNSAID = {"ada": bearer("ada"), "bob": bearer("bob")}


def run(fault: str | None = None, *claims: Any, per: str = "tenant", identities: Any = APART, **more: Any) -> Any:
    return examined(create_app(fault, per=per), spec(), claims or (PER_TENANT,), identities=identities, **more)


@pytest.mark.parametrize("seed", SEEDS)
def test_app_that_keeps_tenants_apart_gives_no_finding(seed: int) -> None:
    outcomes = run(seed=seed)
    assert (found(outcomes), standings(outcomes, PER_TENANT).verdict) == ([], "kept")


FAULTS = [
    pytest.param("read-leaks", "CT403 GET /docs/{id} read", id="read"),
    pytest.param("change-leaks", "CT403 PATCH /docs/{id} change", id="change"),
    pytest.param("delete-leaks", "CT403 DELETE /docs/{id} delete", id="delete"),
    pytest.param("list-leaks", "CT403 GET /docs list", id="list"),
    pytest.param("archive-leaks", "CT403 POST /docs/{id}/archive change", id="action"),
    pytest.param("changes-all-the-same", "CT403 PATCH /docs/{id} change", id="refused-and-done"),
]


@pytest.mark.parametrize(("fault", "finding"), FAULTS)
def test_leak_is_found_where_it_is(fault: str, finding: str) -> None:
    outcomes = run(fault)
    assert (found(outcomes), standings(outcomes, PER_TENANT).verdict) == ([finding], "broken")


@pytest.mark.parametrize("claim", [PER_TENANT, NOT_403])
def test_403_in_place_of_404_is_found(claim: Any) -> None:
    operations = ["DELETE /docs/{id}", "GET /docs/{id}", "PATCH /docs/{id}", "POST /docs/{id}/archive"]
    assert found(run("forbids", claim)) == [f"CT404 {each} 403" for each in operations]


def test_finding_names_the_line_of_the_promise() -> None:
    (finding,) = findings(run("read-leaks"), "CT403")
    assert str(finding.locations[0]) == "design.md:7"


@pytest.mark.parametrize("fault", ["read-leaks", "list-leaks"])
def test_nothing_is_probed_where_nothing_is_promised(fault: str) -> None:
    assert found(examined(create_app(fault), spec(), (), identities=APART)) == []


@pytest.mark.parametrize("identities", [UNSAID, {"ada@acme": bearer("ada"), "eve@acme": bearer("eve")}])
def test_colleagues_are_not_blamed(identities: Any) -> None:
    outcomes = run("read-leaks", identities=identities)
    assert (found(outcomes), standings(outcomes, PER_TENANT).verdict) == ([], "not_verifiable")


def test_users_of_one_tenant_are_apart_where_the_promise_is_made_to_each_user() -> None:
    both = {"ada": bearer("ada"), "eve": bearer("eve")}
    assert found(run("read-leaks", PER_USER, per="user", identities=both)) == ["CT403 GET /docs/{id} read"]
    assert found(run(None, PER_USER, per="user", identities=both)) == []


def test_admin_is_no_tenant() -> None:
    outcomes = run(None, PER_USER, per="user", identities={"ada": bearer("ada"), "admin": bearer("admin")})
    assert (found(outcomes), standings(outcomes, PER_USER).verdict) == ([], "not_verifiable")


def test_admin_of_a_tenant_is_one() -> None:
    admins = {"admin@acme": bearer("ada"), "admin@globex": bearer("bob")}
    assert found(run("read-leaks", identities=admins)) == ["CT403 GET /docs/{id} read"]


def test_tenants_are_known_by_a_header() -> None:
    both = {name: {**bearer(name), "X-Tenant-ID": tenant} for name, tenant in (("ada", "acme"), ("bob", "globex"))}
    assert found(run("read-leaks", identities=both)) == ["CT403 GET /docs/{id} read"]


def test_leak_is_found_on_a_running_server() -> None:
    with served(create_app("read-leaks")) as url:
        assert found(examined(url, spec(), [PER_TENANT], identities=APART)) == ["CT403 GET /docs/{id} read"]


def test_running_server_that_keeps_tenants_apart_gives_no_finding() -> None:
    with served(create_app()) as url:
        assert found(examined(url, spec(), [PER_TENANT], identities=APART)) == []
