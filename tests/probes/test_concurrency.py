"""Of several equal commands at once one wins: where a design says so."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from promised import SEEDS, examined, found, promise, served, standings
from tickets import create_app, create_threaded_app, spec

CLAIM = promise("concurrency", "POST /tickets/{id}/claim", winners=1, status="409")
MAKE = promise("concurrency", "POST /tickets", line=8, winners=1, status="409")
ANYWHERE = promise("concurrency", winners=1)


def run(app: Any, *claims: Any, **more: Any) -> Any:
    return examined(app, spec(), claims or (CLAIM, MAKE), **more)


BOTH = [pytest.param(create_app, id="asgi"), pytest.param(create_threaded_app, id="wsgi")]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("create", BOTH)
def test_app_with_one_winner_gives_no_finding(create: Any, seed: int) -> None:
    outcomes = run(create(), seed=seed)
    assert found(outcomes) == []
    assert [standings(outcomes, claim).verdict for claim in (CLAIM, MAKE)] == ["kept", "kept"]


FAULTS = [
    pytest.param("race", "winners", id="two-winners"),
    pytest.param("wrong-loser", "loser:423", id="wrong-status"),
    pytest.param("loser-fails", "loser:500", id="failure"),
]


@pytest.mark.parametrize(("fault", "key"), FAULTS)
@pytest.mark.parametrize("create", BOTH)
def test_broken_promise_is_found(create: Any, fault: str, key: str) -> None:
    outcomes = run(create(fault), CLAIM, only=str(CLAIM.operation))
    broken = [each for each in found(outcomes) if each.startswith("CT7")]
    assert (broken, standings(outcomes, CLAIM).verdict) == ([f"CT707 POST /tickets/{{id}}/claim {key}"], "broken")


def test_losers_failure_is_found_where_the_design_names_no_status() -> None:
    silent = promise("concurrency", "POST /tickets/{id}/claim", winners=1)
    assert "CT707 POST /tickets/{id}/claim loser:500" in found(run(create_app("loser-fails"), silent))
    assert found(run(create_app("wrong-loser"), silent)) == []


def test_race_between_creations_is_found() -> None:
    assert found(run(create_app("race"), MAKE)) == ["CT707 POST /tickets winners"]


def test_list_that_holds_more_than_one_is_found() -> None:
    assert found(run(create_app("doubles"), MAKE)) == ["CT707 POST /tickets state"]


def test_nothing_is_said_where_nothing_can_be_won() -> None:
    outcomes = run(create_app("never-taken"), CLAIM)
    assert (found(outcomes), standings(outcomes, CLAIM).verdict) == ([], "not_verifiable")


@pytest.mark.parametrize("claims", [(), (ANYWHERE,)])
def test_nothing_is_raced_where_no_operation_is_named(claims: Any) -> None:
    assert found(examined(create_app("race"), spec(), claims)) == []


def test_race_is_found_on_a_running_server() -> None:
    with served(create_app("race")) as url:
        assert found(run(url, CLAIM)) == ["CT707 POST /tickets/{id}/claim winners"]


def test_running_server_with_one_winner_gives_no_finding() -> None:
    with served(create_app()) as url:
        assert found(run(url)) == []


def test_app_that_is_bound_to_one_thread_is_not_blamed() -> None:
    app, home = create_threaded_app(), threading.local()

    @app.before_request
    def connect() -> Any:
        if not hasattr(home, "is_known"):
            home.is_known = not app.config.setdefault("connected", [])
            app.config["connected"].append(True)
        return None if home.is_known else ("no such table: tickets", 500)

    told = [each for each in found(run(app, CLAIM)) if each.startswith("CT7")]
    assert told == []
