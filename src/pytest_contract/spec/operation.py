"""What the spec declares for one method on one path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pytest_contract.spec.media_type import best_match

ParameterPart = Literal["path", "query", "header", "cookie", "querystring"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter object, its reference followed (OpenAPI 3.1.1, section 4.8.12)."""

    name: str
    part: ParameterPart
    required: bool
    schema: Any
    """The JSON Schema as written, references inside it not followed: a dict, or a boolean in 3.1;
    `{}` where there is none. For `content` parameters, the schema of that media type."""
    style: str
    """`form`, `simple`, `label`, `matrix`, `spaceDelimited`, `pipeDelimited`, `deepObject`; the default filled in."""
    explode: bool
    allow_reserved: bool
    media_type: str | None
    """Set where the parameter is declared by `content`; its value is then text in that media type."""
    pointer: str
    """JSON pointer of the parameter object itself, behind the reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaType:
    """One entry of a `content` map."""

    key: str
    """As written, `application/json; charset=utf-8` or `*/*`."""
    schema: Any
    """As written; `None` where the entry has no schema."""
    pointer: str
    """JSON pointer of the media type object."""
    raw: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The media type object as written (`encoding`, `example`, `examples`, `itemSchema`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A request body, its reference followed."""

    required: bool
    content: tuple[MediaType, ...]
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseHeader:
    """A header that a response declares, its reference followed."""

    name: str
    required: bool
    schema: Any
    pointer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredResponse:
    """One entry of `responses`, its reference followed."""

    status: str
    """As written, as a string: `200`, `4XX`, `default`."""
    content: tuple[MediaType, ...]
    headers: tuple[ResponseHeader, ...]
    description: str
    pointer: str

    def media_type(self, content_type: str) -> MediaType | None:
        """The most specific declared entry that covers this `Content-Type`, or `None`."""
        key = best_match(content_type, [entry.key for entry in self.content])
        return next((entry for entry in self.content if entry.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityScheme:
    """A scheme that an operation's `security` names, its reference followed."""

    name: str
    type: str
    """`http`, `apiKey`, `oauth2`, `openIdConnect`, `mutualTLS`; empty where the name isn't defined."""
    scheme: str = ""
    """For `http`: `bearer`, `basic`, in lower case."""
    part: str = ""
    """For `apiKey`: `header`, `query` or `cookie`."""
    parameter: str = ""
    """For `apiKey`: the parameter's name."""
    scopes: tuple[str, ...] = ()
    pointer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A method and a path template, with all that the spec says of it.

    References are followed down to parameters, bodies, responses, headers and security schemes; schemas are
    as written. What is shared at path level is already merged in.
    """

    method: str
    """In capitals."""
    path: str
    """As written, without the base path: `/users/{id}`."""
    pointer: str
    """JSON pointer of the operation object in the spec, behind a reference: `/paths/~1users~1{id}/get`."""
    operation_id: str | None
    tags: tuple[str, ...]
    deprecated: bool
    parameters: tuple[Parameter, ...]
    body: Body | None
    responses: tuple[DeclaredResponse, ...]
    security: tuple[tuple[SecurityScheme, ...], ...]
    """Alternatives; each holds the schemes that must be there together; an empty alternative is `{}`,
    anonymous access. No alternatives at all: nothing is required."""
    raw: Mapping[str, Any] = field(compare=False, repr=False)
    """The operation object as written."""

    @property
    def label(self) -> str:
        """`GET /users/{id}`."""
        return f"{self.method} {self.path}"

    @property
    def requires_credentials(self) -> bool:
        """Whether every alternative of `security` names at least one scheme."""
        return bool(self.security) and all(self.security)

    def response_for(self, status: int) -> DeclaredResponse | None:
        """The declaration that covers a status: its own, its range (`4XX`), `default`, or none.

        OpenAPI 3.1.1, section 4.8.16: an explicit code definition takes precedence over the range.
        """
        by_status = {response.status.upper(): response for response in self.responses}
        for key in (str(status), f"{status // 100}XX", "DEFAULT"):
            if key in by_status:
                return by_status[key]
        return None

    def parameters_in(self, part: str) -> tuple[Parameter, ...]:
        """The parameters of one part: `path`, `query`, `header`, `cookie`."""
        return tuple(parameter for parameter in self.parameters if parameter.part == part)
