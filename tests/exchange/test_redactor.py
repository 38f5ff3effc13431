"""A planted secret never leaves."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_contract.exchange import REDACTED, Redactor, Request, Response

SECRETS = st.text(st.sampled_from("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"), min_size=12, max_size=40)
SPELT_ODDLY = st.text(st.characters(codec="utf-8"), min_size=6, max_size=20).map(lambda text: f"s3cr3t-{text}-t3rc3s")
NAMES = st.sampled_from(["password", "apiKey", "api_key", "client_secret", "access_token", "token", "sessionId"])
HEADERS = st.sampled_from(["Authorization", "Cookie", "Set-Cookie", "X-API-Key", "Proxy-Authorization", "X-Auth-Token"])
NESTING = st.sampled_from(
    [
        lambda leaf: leaf,
        lambda leaf: {"user": leaf},
        lambda leaf: [1, {"deep": [leaf, None]}],
        lambda leaf: {"a": {"b": {"c": leaf}}, "z": "end"},
    ]
)


@given(HEADERS, SECRETS)
def test_headers(name: str, secret: str) -> None:
    assert secret not in repr(_shown(headers=((name, secret), (name.lower(), f"Bearer {secret}"))))


@given(NAMES, SECRETS)
def test_a_url_in_a_header(name: str, secret: str) -> None:
    assert secret not in repr(_shown(headers=(("Location", f"https://shop.test/in?state=1&{name}={secret}"),)))


@given(NAMES, SECRETS)
def test_a_query(name: str, secret: str) -> None:
    assert secret not in _shown(url=f"/users?limit=2&{name}={secret}&x=1").url


@given(NAMES, SECRETS, NESTING, st.sampled_from([None, 2]))
def test_a_json_body(name: str, secret: str, nested: object, indent: int | None) -> None:
    assert callable(nested)
    body = json.dumps(nested({name: secret, "other": 1}), indent=indent)
    assert secret.encode() not in _shown(body=body.encode()).body


@given(NAMES, SPELT_ODDLY, st.booleans())
def test_a_json_body_with_a_secret_of_any_characters(name: str, secret: str, ascii_only: bool) -> None:
    written = json.dumps({name: secret}, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    shown = _shown(body=written).body
    assert b"s3cr3t" not in shown
    assert b"t3rc3s" not in shown


@given(NAMES, SECRETS)
def test_a_form_body(name: str, secret: str) -> None:
    body = urlencode({"user": "anna", name: secret, "after": "1"}).encode()
    assert secret.encode() not in _shown(body=body).body


@given(SECRETS)
def test_user_information_in_a_url(secret: str) -> None:
    assert secret not in _shown(url=f"/go?next=https://anna:{secret}@example.org/").url


@given(SECRETS, st.sampled_from(["Bearer", "Basic", "Token"]))
def test_a_credential_that_an_answer_repeats(secret: str, scheme: str) -> None:
    knowing = Redactor.knowing((), [f"{scheme} {secret}"])
    echoed = Response(status=200, headers=(("X-Echo", secret),), body=json.dumps({"you sent": [secret]}).encode())
    assert secret not in repr(knowing.response(echoed))


@given(SECRETS)
def test_a_cookie_that_an_answer_repeats(secret: str) -> None:
    knowing = Redactor.knowing((), [f"lang=en; sid={secret}; theme=dark"])
    shown = knowing.response(Response(status=200, body=json.dumps({"lang": "en", "session": secret}).encode()))
    assert secret.encode() not in shown.body
    assert b'"en"' in shown.body


def test_the_scheme_of_a_credential_is_no_secret() -> None:
    assert Redactor.knowing((), ["Token 0815-4711"]).text("Token expected") == "Token expected"


@given(st.text(st.sampled_from("ab/+=& %é"), min_size=6, max_size=20).map(lambda text: f"K{text}9"))
def test_a_credential_that_a_url_repeats_percent_encoded(secret: str) -> None:
    shown = Redactor.knowing((), [secret]).request(Request(method="GET", url=f"/echo?said={quote(secret, safe='')}"))
    assert quote(secret, safe="") not in shown.url


@given(SECRETS)
def test_a_name_that_the_spec_calls_a_credential(secret: str) -> None:
    knowing = Redactor.knowing(["X-Shop"], [])
    shown = knowing.request(Request(method="GET", url=f"/a?x-shop={secret}", headers=(("X-Shop", secret),)))
    assert secret not in repr(shown)


@given(st.binary(max_size=60))
def test_any_body_can_be_shown(body: bytes) -> None:
    assert isinstance(_shown(body=body).body, bytes)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"name": "anna", "n": 1}', id="json"),
        pytest.param(b"name=anna&n=1", id="form"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\xff", id="binary"),
    ],
)
def test_what_is_no_secret_stays(body: bytes) -> None:
    assert _shown(body=body).body == body


def test_the_name_of_a_secret_stays() -> None:
    assert _shown(url="/login?password=opensesame").url == f"/login?password={REDACTED}"


def _shown(*, url: str = "/", headers: tuple[tuple[str, str], ...] = (), body: bytes = b"") -> Request:
    return Redactor().request(Request(method="POST", url=url, headers=headers, body=body))
