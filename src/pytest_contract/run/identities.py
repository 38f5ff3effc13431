"""Who sends in a run: from what fixtures and options give to identities, the default one first."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pytest_contract.errors import UsageError
from pytest_contract.exchange import Headers, Redactor, Request
from pytest_contract.spec import Document, SecurityScheme
from pytest_contract.target import Identity
from pytest_contract.target.identity import merged
from pytest_contract.target.wire import UnsendableError, encode_headers

Credentials = Mapping[str, str] | Identity | Callable[[Any], Mapping[str, str]]
"""Headers, an identity, or a function that is given an `httpx.Client` on the app, logs in and returns headers."""

# A shorter value, such as a user's name, stands in many places where it is no secret.
_LONG = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All who may send."""

    default: Identity
    others: tuple[Identity, ...] = ()
    own: Headers = ()
    """Headers that were given as credentials; their names alone say that they aren't shown."""
    scheme_names: frozenset[str] = frozenset()
    """Names of the API keys that the spec's schemes want."""

    @property
    def all(self) -> tuple[Identity, ...]:
        """The default one first."""
        return (self.default, *self.others)

    @property
    def has_credentials(self) -> bool:
        """Whether the default identity has something to lose."""
        is_secret = Redactor.knowing(self.scheme_names, ()).is_secret
        headers = self.default.headers
        return self.default.log_in is not None or any(is_secret(name) or (name, v) in self.own for name, v in headers)


def headers_from(given: object, where: str) -> Headers:
    """What a fixture gave as headers; raises UsageError with one line."""
    if given is None:
        return ()
    if not isinstance(given, Mapping):
        raise UsageError(f"{where} gave {type(given).__name__}, and must give headers, {{'Name': 'value'}}")
    headers = tuple(given.items())
    _check_headers(headers, where)
    return headers


def roster(document: Document, *, headers: Headers, given: object, typed: Iterable[Identity]) -> Roster:
    """The identities of a run.

    The first of the fixture `contract_identities` is the default one, and `headers` go out with it. Without the
    fixture it is `headers` alone, where they hold a credential; else the first that was typed. What `headers` hold
    besides credentials goes out for the others too. Raises UsageError with one line.
    """
    schemes = _schemes(document)
    scheme_names = frozenset(scheme.parameter for scheme in schemes) - {""}
    is_secret = Redactor.knowing(scheme_names, ()).is_secret
    named = _typed_over(_from_fixture(given), typed)
    leads = bool(named) and (bool(given) or not any(is_secret(name) for name, _ in headers))
    default, *others = named if leads else (Identity(), *named)
    plain = tuple((name, value) for name, value in headers if not is_secret(name))
    return Roster(
        default=_with(default, headers, schemes),
        others=tuple(_with(other, plain, schemes) for other in others),
        own=tuple(pair for identity in named for pair in identity.headers),
        scheme_names=scheme_names,
    )


def redactor(people: Roster, logged_in: Iterable[tuple[str, str]]) -> Redactor:
    """What takes the secrets of all identities out; `logged_in` are headers that logins gave."""
    own = {*people.own, *logged_in}
    names = people.scheme_names | {name for name, _ in own}
    by_name = Redactor.knowing(people.scheme_names, ())
    sent = {*people.default.headers, *own, *(pair for other in people.others for pair in other.headers)}
    secrets = [v for name, v in sent if by_name.is_secret(name) or ((name, v) in own and len(v) >= _LONG)]
    return Redactor.knowing(names, secrets)


def _from_fixture(given: object) -> list[Identity]:
    if given is None:
        return []
    if not isinstance(given, Mapping):
        raise UsageError(
            f"the fixture contract_identities gave {type(given).__name__}, and must give {{'name': credentials}}"
        )
    return [_identity(name, credentials) for name, credentials in given.items()]


def _identity(name: object, credentials: object) -> Identity:
    if not isinstance(name, str) or not name:
        raise UsageError(f"the fixture contract_identities has the name {name!r:.40}, and names must be text")
    where = f"the fixture contract_identities, {name!r}"
    if isinstance(credentials, Identity):
        identity = replace(credentials, name=name)
    elif isinstance(credentials, Mapping):
        identity = Identity(name=name, headers=credentials)
    elif callable(credentials) and not inspect.isclass(credentials):
        identity = Identity(name=name, log_in=credentials)
    else:
        # A value that isn't understood may be a secret: it is not repeated.
        raise UsageError(
            f"{where} gave {type(credentials).__name__}, and must give headers, as in {{'Authorization': 'Bearer …'}}, "
            "an Identity, or a function that logs in"
        )
    _check_headers(identity.headers, where)
    _check_rest(identity, where)
    return identity


def _check_headers(headers: Headers, where: str) -> None:
    for pair in headers:
        if len(pair) != 2 or not all(isinstance(part, str) for part in pair):
            raise UsageError(f"{where}: headers must be text, as in {{'Authorization': 'Bearer …'}}")
    try:
        encode_headers(Request(method="GET", url="/", headers=headers))
    except UnsendableError as error:
        raise UsageError(f"{where}: {error}") from None


def _check_rest(identity: Identity, where: str) -> None:
    if identity.client is not None and not isinstance(identity.client, str):
        raise UsageError(f"{where}: client must be an address as text, '10.0.0.7', and is no port")
    if identity.log_in is not None and not callable(identity.log_in):
        raise UsageError(f"{where}: log_in must be a function that is given an httpx.Client and returns headers")


def _typed_over(given: list[Identity], typed: Iterable[Identity]) -> list[Identity]:
    """Those of the fixture, then the typed ones; of one name, headers that were typed win."""
    named = {identity.name: identity for identity in given}
    for identity in typed:
        below = named.get(identity.name, identity)
        named[identity.name] = replace(below, headers=merged(below.headers, identity.headers))
    return list(named.values())


def _with(identity: Identity, below: Headers, schemes: Iterable[SecurityScheme]) -> Identity:
    return replace(identity, headers=_as_cookies(merged(below, identity.headers), schemes))


def _as_cookies(headers: Headers, schemes: Iterable[SecurityScheme]) -> Headers:
    """API keys that are given under their parameter's name, where the spec wants them as cookies."""
    others = {scheme.parameter.lower() for scheme in schemes if scheme.part in {"header", "query"}}
    names = {scheme.parameter for scheme in schemes if scheme.part == "cookie"} - {""}
    spelt = {name.lower(): name for name in names if name.lower() not in others}
    moved = [f"{spelt[name.lower()]}={value}" for name, value in headers if name.lower() in spelt]
    if not moved:
        return headers
    cookies = [value for name, value in headers if name.lower() == "cookie"]
    rest = tuple((n, v) for n, v in headers if n.lower() not in spelt and n.lower() != "cookie")
    return (*rest, ("Cookie", "; ".join([*cookies, *moved])))


def _schemes(document: Document) -> tuple[SecurityScheme, ...]:
    found = (scheme for operation in document.operations for each in operation.security for scheme in each)
    return tuple(dict.fromkeys(found))
