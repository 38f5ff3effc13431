"""The same valid request without credentials, and with wrong ones."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from urllib.parse import quote, unquote_plus, urlencode

from pytest_contract.exchange import Exchange, Headers, Intent, Redactor, Request
from pytest_contract.spec import Operation, SecurityScheme
from pytest_contract.target import Sender

ANONYMOUS = "anonymous"
WRONG_CREDENTIALS = "wrong-credentials"

_SECRETS = Redactor()
_TURNED = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
_TURN = dict(zip(_LETTERS, _LETTERS[13:] + _LETTERS[:13], strict=True))
_WRONG = "contract-invalid-credential"
_WRONG_BASIC = "Basic Y29udHJhY3Q6aW52YWxpZC1jcmVkZW50aWFs"


Prepared = tuple[Request, tuple[Request, ...]]
"""A valid request that wasn't sent yet, and what was sent to make what it uses."""


def probe_auth(
    operation: Operation, sender: Sender, prepared: Sequence[Prepared], *, is_promised: bool = False
) -> Iterator[Exchange]:
    """Send valid requests with no credential, then with a wrong one in each place, until one is accepted or it
    is plain that none is: any other refusal may have another reason.

    Where something that the wire doesn't carry may be the credential (mutual TLS), nothing is sent. `is_promised`: a
    design document says who may call the operation; then the first of these is sent, whatever the spec says.
    """
    schemes = [scheme for alternative in operation.security for scheme in alternative]
    if not (schemes or is_promised) or any(_carrier(scheme) is None for scheme in schemes):
        return
    identity = sender.identity.headers
    alternative = _alternative_in_use(operation, identity)
    attempts: list[tuple[str, Callable[[Request], Request]]] = [(ANONYMOUS, lambda request: request)]
    if altered := _altered(identity, alternative):
        attempts.append((WRONG_CREDENTIALS, lambda request: _with_headers(request, altered)))
    if schemes:
        attempts.append((WRONG_CREDENTIALS, lambda request: _with_wrong_credentials(request, alternative)))
    for probe, prepare in attempts:
        for request, after in prepared:
            bare, without = _without_credentials(request, schemes, identity)
            exchange = sender.send(prepare(bare), Intent.of_probe(probe), after=after, without=without)
            yield exchange
            if exchange.status is not None and 200 <= exchange.status < 300:
                return
            if exchange.status in (401, 403):
                break


def _alternative_in_use(operation: Operation, identity: Headers) -> tuple[SecurityScheme, ...]:
    """Of the alternatives of `security`, the one whose headers the identity sends; the first, where none is."""
    sent = {name.lower() for name, _ in identity}
    for alternative in operation.security:
        carriers = [_carrier(scheme) for scheme in alternative]
        if carriers and all(carrier is not None and carrier[1].lower() in sent for carrier in carriers):
            return alternative
    return next(filter(None, operation.security), ())


def _altered(identity: Headers, alternative: tuple[SecurityScheme, ...]) -> Headers:
    """The identity's own credentials, right in their form and wrong in their last characters: what checks only
    the form, the user or an unsigned token takes them."""
    carriers = {carrier[1].lower() for scheme in alternative if (carrier := _carrier(scheme)) is not None}
    return tuple((name, _with_another_end(value)) for name, value in identity if name.lower() in carriers)


def _with_another_end(value: str) -> str:
    word, _, rest = value.partition(" ")
    if word.lower() == "basic":
        with suppress(ValueError):
            user, _, password = b64decode(rest).decode("latin-1").partition(":")
            return f"{word} {b64encode(f'{user}:{_turned(password)}'.encode('latin-1')).decode()}"
    return value[:-_TURNED] + _turned(value[-_TURNED:])


def _turned(text: str) -> str:
    return "".join(_TURN.get(character, "x") for character in text) or "x"


def _with_headers(request: Request, headers: Headers) -> Request:
    return Request(method=request.method, url=request.url, headers=(*request.headers, *headers), body=request.body)


def _carrier(scheme: SecurityScheme) -> tuple[str, str] | None:
    """Where a scheme's credential travels: `("header", "authorization")`."""
    if scheme.type in {"http", "oauth2", "openIdConnect"}:
        return ("header", "authorization")
    if scheme.type == "apiKey" and scheme.part in {"header", "query", "cookie"}:
        return (scheme.part, scheme.parameter)
    return None


def _without_credentials(
    request: Request, schemes: list[SecurityScheme], identity: Headers
) -> tuple[Request, frozenset[str]]:
    carriers = {carrier for scheme in schemes if (carrier := _carrier(scheme)) is not None}
    removed = {name.lower() for part, name in carriers if part == "header"}
    cookies = {name for part, name in carriers if part == "cookie"}
    if cookies:
        removed.add("cookie")
    # A spec seldom names all that an app takes for a credential, a session cookie above all.
    removed |= {name.lower() for name, _ in identity if _SECRETS.is_secret(name)}
    cookies |= {name for key, value in identity if key.lower() == "cookie" for name in _cookie_names(value)}
    headers = _without_headers(request.headers, removed, cookies)
    in_query = {name for part, name in carriers if part == "query"}
    url = _without_query(request.url, in_query)
    without = frozenset(removed | {name.lower() for name in in_query})
    return Request(method=request.method, url=url, headers=headers, body=request.body), without


def _cookie_names(value: str) -> Iterator[str]:
    yield from (pair.partition("=")[0].strip() for pair in value.split(";"))


def _without_headers(headers: Headers, removed: set[str], cookies: set[str]) -> Headers:
    """The headers but for those; of the cookies, parameters of the operation among them, only the named ones go."""
    kept = [(name, value) for name, value in headers if name.lower() not in removed - {"cookie"}]
    bare = [(name, _without_cookies(value, cookies) if name.lower() == "cookie" else value) for name, value in kept]
    return tuple((name, value) for name, value in bare if value or name.lower() != "cookie")


def _without_cookies(value: str, names: set[str]) -> str:
    pairs = [pair.strip() for pair in value.split(";")]
    return "; ".join(pair for pair in pairs if pair.partition("=")[0].strip() not in names)


def _without_query(url: str, names: set[str]) -> str:
    path, _, query = url.partition("?")
    if not names or not query:
        return url
    kept = [pair for pair in query.split("&") if unquote_plus(pair.partition("=")[0]) not in names]
    return path + ("?" + "&".join(kept) if kept else "")


def _with_wrong_credentials(request: Request, alternative: tuple[SecurityScheme, ...]) -> Request:
    headers = list(request.headers)
    url = request.url
    for scheme in alternative:
        carrier = _carrier(scheme)
        if carrier is None:
            continue
        part, name = carrier
        if part == "query":
            url += ("&" if "?" in url else "?") + urlencode({name: _WRONG})
        elif part == "cookie":
            others = [value for key, value in headers if key.lower() == "cookie"]
            headers = [pair for pair in headers if pair[0].lower() != "cookie"]
            headers.append(("Cookie", "; ".join([*others, f"{name}={quote(_WRONG)}"])))
        elif name == "authorization":
            headers.append(("Authorization", _WRONG_BASIC if scheme.scheme == "basic" else f"Bearer {_WRONG}"))
        else:
            headers.append((name, _WRONG))
    return Request(method=request.method, url=url, headers=tuple(headers), body=request.body)
