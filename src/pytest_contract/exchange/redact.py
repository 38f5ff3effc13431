"""Secrets are taken out before anything is shown or stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote, quote_plus

from pytest_contract.exchange.record import Headers, Request, Response

REDACTED = "[redacted]"

_SECRET_NAME = re.compile(
    r"^(proxy-)?authorization$|^(set-)?cookie2?$|^.*(api[-_]?key|passw(or)?d|passphrase|secret|credential|"
    r"access[-_]?token|refresh[-_]?token|id[-_]?token|auth[-_]?token|session[-_]?id|csrf|private[-_]?key).*$"
    r"|^(x-)?(token|auth|session)$",
    re.IGNORECASE,
)
_JSON_MEMBER = re.compile(r'("(?P<name>(?:[^"\\]|\\.){1,80})"\s*:\s*)(?P<value>"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)')
_FORM_PAIR = re.compile(r"(?P<name>[^=&?\s]{1,80})=(?P<value>[^&\s]*)")
_USER_INFO = re.compile(r"(?<=://)[^/@\s]+@")
_SHORTEST_SECRET = 4
_SHORTEST_COOKIE = 8


@dataclass(frozen=True, slots=True)
class Redactor:
    """Takes the values of secret names out, and known secrets wherever they stand."""

    names: frozenset[str] = frozenset()
    """Names of headers, parameters and fields that are secret here, in lower case."""
    secrets: tuple[str, ...] = ()
    """Values that are secret wherever they stand, longest first."""

    @classmethod
    def knowing(cls, names: Iterable[str], secrets: Iterable[str]) -> Redactor:
        """A redactor that knows these names and values besides those that are secret everywhere."""
        parts = {part for secret in secrets for part in (secret, *_parts(secret))}
        long_enough = {part for part in parts if len(part) >= _SHORTEST_SECRET}
        spelt = {spelling for part in long_enough for spelling in _spellings(part)}
        return cls(frozenset(name.lower() for name in names), tuple(sorted(spelt, key=lambda text: (-len(text), text))))

    def is_secret(self, name: str) -> bool:
        """Whether the value of a header, parameter or field of that name is never shown."""
        return name.lower() in self.names or _SECRET_NAME.match(name) is not None

    def headers(self, headers: Headers) -> Headers:
        """The headers, each secret value replaced."""
        return tuple((name, REDACTED if self.is_secret(name) else self.text(value)) for name, value in headers)

    def text(self, text: str) -> str:
        """A URL or a body without secrets: JSON members, form pairs, user information, known values."""
        text = _JSON_MEMBER.sub(self._member, text)
        text = _FORM_PAIR.sub(self._pair, text)
        return self._without_secrets(_USER_INFO.sub(f"{REDACTED}@", text))

    def request(self, request: Request) -> Request:
        """The request without secrets; a body that isn't text stays as it is."""
        return Request(
            method=request.method,
            url=self.text(request.url),
            headers=self.headers(request.headers),
            body=self._body(request.body),
        )

    def response(self, response: Response) -> Response:
        """The response without secrets."""
        return Response(
            status=response.status,
            headers=self.headers(response.headers),
            body=self._body(response.body),
            truncated=response.truncated,
        )

    def _body(self, body: bytes) -> bytes:
        # Latin-1 maps every byte to one character and back, so that a body which isn't text survives.
        return self.text(body.decode("latin-1")).encode("latin-1", "replace")

    def _without_secrets(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, REDACTED)
        return text

    def _member(self, match: re.Match[str]) -> str:
        return f'{match[1]}"{REDACTED}"' if self.is_secret(match["name"]) else match[0]

    def _pair(self, match: re.Match[str]) -> str:
        return f"{match['name']}={REDACTED}" if self.is_secret(match["name"]) else match[0]


def _parts(secret: str) -> Iterator[str]:
    """What a header's value is made of: a token without its scheme (`Bearer`), the values of cookies."""
    yield from secret.split()[1:]
    values = (pair.partition("=")[2].strip() for pair in secret.split(";"))
    # Beside a session there are such cookies as `lang=en`, whose values stand everywhere.
    yield from (value for value in values if len(value) >= _SHORTEST_COOKIE)


def _spellings(secret: str) -> set[str]:
    """A secret as it may stand in a URL, in a form, and in JSON."""
    raw = secret.encode("utf-8", "surrogatepass")
    return {secret, quote(raw), quote(raw, safe=""), quote_plus(raw), json.dumps(secret)[1:-1]}
