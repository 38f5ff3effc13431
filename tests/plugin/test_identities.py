"""Who sends: the fixture `contract_identities`, the option `--contract-auth`, and what is wrong with them."""

from __future__ import annotations

import json

import pytest
from tests.plugin.project import Shop

SPEC = """\
openapi: 3.0.3
info: {title: Vault, version: "1"}
security: [{bearer: []}]
paths:
  /secret:
    get:
      responses:
        "200": {description: It.}
        "401": {description: Log in.}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
"""

VAULT = """\
LIVE, LOGINS, SEEN = set(), [], set()


async def app(scope, receive, send):
    assert scope["type"] == "http"
    headers = dict(scope["headers"])
    token = headers.get(b"authorization", b"").decode().removeprefix("Bearer ")
    SEEN.add((scope["client"][0], headers.get(b"x-version", b"").decode()))
    status, body = (200, b"{}") if token in LIVE | {"letmein-letmein"} else (401, b"")
    if scope["path"] == "/login":
        LOGINS.append("token-number-%d" % len(LOGINS))
        LIVE.add(LOGINS[-1])
        status, body = 200, b'{"token": "%s"}' % LOGINS[-1].encode()
    await send({"type": "http.response.start", "status": status, "headers": []})
    await send({"type": "http.response.body", "body": body})
"""

GIVEN = ("--contract-max-examples=3", "-q")


@pytest.fixture
def vault(shop: Shop) -> Shop:
    shop.write(**{"vault.yaml": SPEC, "vault.py": VAULT})
    return shop


def check(vault: Shop, *args: str, identities: str = "{}", more: str = "") -> pytest.RunResult:
    fixture = f"@pytest.fixture(scope='session')\ndef contract_identities():\n    return {identities}\n"
    after = "def pytest_sessionfinish():\n    import vault; print('SEEN', vault.SEEN, 'LOGINS', vault.LOGINS)\n"
    vault.write(**{"conftest.py": f"import pytest\nfrom pytest_contract import Identity\n{more}\n{fixture}\n{after}"})
    return vault.check(*GIVEN, *args, app="vault:app", spec="vault.yaml")


def test_the_first_identity_is_the_default_one(vault: Shop) -> None:
    check(vault, identities="{'ann': {'Authorization': 'Bearer letmein-letmein'}}").assert_outcomes(passed=2)


def test_an_identity_may_have_an_address_of_its_own(vault: Shop) -> None:
    given = "{'ann': Identity(headers={'Authorization': 'Bearer letmein-letmein'}, client='10.0.0.7')}"
    assert "'10.0.0.7'" in check(vault, identities=given).stdout.str()


LOG_IN = """
def log_in(client):
    return {"Authorization": "Bearer " + client.post("/login").json()["token"]}
"""


def test_a_function_logs_in_once(vault: Shop) -> None:
    ran = check(vault, identities="{'ann': log_in}", more=LOG_IN)
    ran.assert_outcomes(passed=2)
    assert "LOGINS ['token-number-0']" in ran.stdout.str()


def test_an_identity_that_is_typed_is_the_default_one_where_nothing_else_is(vault: Shop) -> None:
    check(vault, "--contract-auth=ann=Authorization: Bearer letmein-letmein").assert_outcomes(passed=2)


def test_a_further_identity_leaves_the_default_one_as_it_is(vault: Shop) -> None:
    given = ("--contract-header=Authorization: Bearer letmein-letmein", "--contract-auth=bob=Authorization: Bearer no")
    check(vault, *given).assert_outcomes(passed=2)


def test_a_header_that_is_no_credential_goes_out_for_all(vault: Shop) -> None:
    ran = check(vault, "--contract-header=X-Version: 2", "--contract-auth=ann=Authorization: Bearer letmein-letmein")
    ran.assert_outcomes(passed=2)
    assert "('127.0.0.1', '2')" in ran.stdout.str()


WRONG = [
    pytest.param("['ann']", "the fixture contract_identities gave list, and must give *", id="no mapping"),
    pytest.param("{1: {}}", "*has the name 1, and names must be text", id="name"),
    pytest.param("{'ann': 'token'}", "*'ann' gave str, and must give headers*", id="bare text"),
    pytest.param("{'ann': {'A': 1}}", "*'ann': headers must be text*", id="number"),
    pytest.param("{'ann': {'A b': 'c'}}", "*'ann': the header name 'A b' is not a token", id="header name"),
    pytest.param("{'ann': Identity}", "*'ann' gave type, and must give headers*", id="class"),
    pytest.param("{'ann': Identity(client=7)}", "*'ann': client must be an address*", id="address"),
    pytest.param("{'ann': Identity(log_in='no')}", "*'ann': log_in must be a function*", id="no function"),
    pytest.param("{'ann': lambda client: None}", "*'ann' must log in to headers*gave NoneType*", id="gives nothing"),
    pytest.param("{'ann': lambda client: {}}", "*'ann' must log in to headers*gave none*", id="gives no headers"),
    pytest.param(
        "{'ann': lambda client: {'A': client.get('/secret').text or None}}",
        "*gave NoneType for 'A', after GET /secret was answered 401",
        id="gives no text",
    ),
    pytest.param(
        "{'ann': lambda client: client.get('/secret').json()['token']}",
        "the identity 'ann' can't log in: JSONDecodeError: * (conftest.py:*), after GET /secret was answered 401",
        id="fails",
    ),
]


@pytest.mark.parametrize(("identities", "told"), WRONG)
def test_a_wrong_shape_is_told_in_one_line(vault: Shop, identities: str, told: str) -> None:
    ran = check(vault, identities=identities)
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stdout.fnmatch_lines([told])
    assert "Traceback" not in ran.stdout.str()


@pytest.mark.parametrize("typed", ["Authorization: x", "bob", "=A: b", "bob=nothing"])
def test_a_wrong_option_is_told_in_one_line(vault: Shop, typed: str) -> None:
    ran = check(vault, f"--contract-auth={typed}")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stderr.fnmatch_lines(["ERROR: --contract-auth: *is written '*"])


def test_no_secret_of_any_identity_is_shown(vault: Shop) -> None:
    broken = VAULT.replace('b"{}")', "str(headers).encode())").replace("(401", "(418")
    vault.write(**{"vault.py": broken})
    given = "{'ann': log_in, 'bob': {'X-Door': 'sesame-open-sesame'}}"
    ran = check(vault, "--contract-report=report.json", identities=given, more=LOG_IN)
    shown = ran.stdout.str().partition("SEEN")[0] + json.dumps(json.loads((vault.folder / "report.json").read_text()))
    assert ran.ret == pytest.ExitCode.TESTS_FAILED
    assert [secret for secret in ("token-number", "sesame-open") if secret in shown] == []


def test_where_no_credential_works_the_run_ends_with_one_line(vault: Shop) -> None:
    writing = SPEC.replace(
        "    get:", "    post:\n      requestBody: {content: {application/json: {schema: {type: object}}}}"
    )
    vault.write(**{"vault.yaml": writing})
    ran = check(vault, "--contract-max-examples=60", identities="{'ann': {'Authorization': 'Bearer expired'}}")
    assert ran.ret == pytest.ExitCode.USAGE_ERROR
    ran.stdout.fnmatch_lines(
        ["all * first requests to * were answered 401: the credential that was given does not work;*"]
    )


def test_an_open_operation_beside_it_excuses_no_credential(vault: Shop) -> None:
    login = "paths:\n  /login: {get: {security: [], responses: {'200': {description: A token.}}}}\n"
    writing = SPEC.replace("paths:\n", login, 1).replace(
        "    get:\n", "    post:\n      requestBody: {content: {application/json: {schema: {type: object}}}}\n", 1
    )
    vault.write(**{"vault.yaml": writing})
    ran = check(vault, "--contract-max-examples=60", identities="{'ann': {'Authorization': 'Bearer expired'}}")
    ran.stdout.fnmatch_lines(["all * requests to POST /secret were answered 401: the credential that was given does*"])


def test_each_worker_logs_in_by_itself(vault: Shop) -> None:
    pytest.importorskip("xdist")
    conftest = "import pytest\n" + LOG_IN + "@pytest.fixture(scope='session')\ndef contract_identities():\n"
    vault.write(**{"conftest.py": conftest + "    return {'ann': log_in}\n"})
    ran = vault.check_apart("-n2", "--contract-spec=vault.yaml", app="vault:app")
    ran.assert_outcomes(passed=2)
