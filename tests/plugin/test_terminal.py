"""What a run says at its beginning and at its end."""

from __future__ import annotations

import pytest
from tests.plugin.project import Shop


def test_the_header_names_spec_target_and_seed(shop: Shop) -> None:
    told = shop.check("-k", "checkHealth").stdout
    told.fnmatch_lines(["contract: openapi.yaml (Shop API 1.2, OpenAPI 3.0.3), 3 operations; target drift:app; seed 0"])


def test_a_random_seed_is_named_so_that_it_can_be_given_again(shop: Shop) -> None:
    told = shop.check("-k", "checkHealth", "--contract-seed=random").stdout.str()
    seed = int(told.partition("; seed ")[2].split()[0])
    shop.check("-k", "checkHealth", f"--contract-seed={seed}").stdout.fnmatch_lines([f"*; seed {seed}"])


def test_the_last_section_has_findings_a_table_and_a_total(shop: Shop) -> None:
    shop.check().stdout.fnmatch_lines(
        [
            "*= contract drift =*",
            "CT103 response-body-mismatch  (error)",
            "  GET /users/{id} answered 200 *",
            "CT105 server-error  (error)",
            "operation        requests  seen*",
            "GET /users/{id} *200[!0-9]*",
            "POST /users *500[!0-9]*| not seen: 201, 409",
            "GET /health *204[!0-9]*",
            "2 errors, * in 3 operations, * requests",
        ]
    )


def test_notes_are_only_counted_unless_more_is_asked_for(shop: Shop) -> None:
    shop.check(app="shop:app").stdout.no_fnmatch_line("CT902*")
    told = shop.check("-v", app="shop:app").stdout
    told.fnmatch_lines(
        ["CT902 status-not-reached  (note)", "  POST /users declares 409, *", "1 note in 3 operations, *"]
    )


def test_verbose_names_how_many_requests_a_verdict_rests_on(shop: Shop) -> None:
    shop.check("-v", app="shop:app").stdout.fnmatch_lines(["openapi.yaml::GET /health PASSED (* requests)*"])


REFUSING = """\
async def app(scope, receive, send):
    assert scope["type"] == "http"
    await send({"type": "http.response.start", "status": STATUS, "headers": []})
    await send({"type": "http.response.body", "body": b""})
"""


@pytest.mark.parametrize(
    ("status", "way_out"),
    [
        pytest.param(401, "give credentials with --contract-header", id="no-credentials"),
        pytest.param(404, "the app seems to serve another path", id="wrong-path"),
    ],
)
def test_a_run_that_met_one_refusal_only_says_so_loudly(shop: Shop, status: int, way_out: str) -> None:
    shop.write(**{"refusing.py": REFUSING.replace("STATUS", str(status))})
    shop.check(app="refusing:app").stdout.fnmatch_lines([f"all * requests were answered {status}: {way_out}*"])


def test_colours_follow_pytest(shop: Shop) -> None:
    assert "\x1b[31m\x1b[1mCT105 server-error\x1b[0m" in shop.check("--color=yes").stdout.str()
    assert "\x1b" not in shop.check("--color=no").stdout.str()
