"""401: no credentials, wrong ones, malformed ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pytest_contract.exchange import Redactor
from pytest_contract.traffic.pursue.attempt import Attempt
from pytest_contract.traffic.pursue.ground import Ground
from pytest_contract.traffic.pursue.moves import valid_attempt
from pytest_contract.traffic.pursue.rewrite import with_header, without_headers

NO_CREDENTIALS = "no credentials"
WRONG_CREDENTIALS = "wrong credentials"
MALFORMED_CREDENTIALS = "malformed credentials"


def attempts(ground: Ground) -> Iterator[Attempt]:
    """Nothing, where neither the spec nor the identity says what a credential is."""
    names = _carriers(ground)
    if not names or ground.base is None:
        return
    plain = valid_attempt(ground, ground.base, ground.scene(), NO_CREDENTIALS)
    bare = replace(
        plain,
        request=without_headers(plain.request, names),
        without=plain.without | names,
        draft=None,
        is_ordinary=False,
    )
    yield replace(bare, is_certain=ground.operation.requires_credentials)
    name = "authorization" if "authorization" in names else min(names)
    spelt = "Authorization" if name == "authorization" else name
    for tried, value in ((WRONG_CREDENTIALS, "Bearer contract-wrong"), (MALFORMED_CREDENTIALS, "contract")):
        yield replace(bare, request=with_header(bare.request, spelt, value), tried=tried)


def _carriers(ground: Ground) -> frozenset[str]:
    """Names of the headers and query parameters that carry credentials, in lower case."""
    schemes = [scheme for alternative in ground.operation.security for scheme in alternative]
    declared = {_carrier(scheme.type, scheme.part, scheme.parameter) for scheme in schemes}
    secret = Redactor().is_secret
    sent = {name.lower() for name, _ in ground.visit.sender.identity.headers if secret(name)}
    return frozenset(declared | sent) - {""}


def _carrier(kind: str, part: str, parameter: str) -> str:
    if kind in {"http", "oauth2", "openIdConnect"}:
        return "authorization"
    if kind == "apiKey":
        return "cookie" if part == "cookie" else parameter.lower()
    return ""
