"""A request before it is rendered: its values by part, so that some can be replaced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pytest_contract.exchange import Intent


class NoBody:
    """The type of `NO_BODY`: `None` is a body too, JSON's null."""

    def __repr__(self) -> str:
        return "NO_BODY"


NO_BODY = NoBody()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The values of one request to an operation, and why it is to be sent."""

    intent: Intent
    path_parameters: Mapping[str, Any] = field(default_factory=dict)
    """Already percent-encoded where they are text."""
    query: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cookies: Mapping[str, Any] = field(default_factory=dict)
    body: Any = NO_BODY
    media_type: str | None = None
    part_media_types: Mapping[str, str] | None = None
    """For multipart bodies: the content type chosen for each part."""
    left_out: frozenset[str] = frozenset()
    """Names of headers, in lower case, whose absence is the point: credentials must not bring them back."""

    def with_values(
        self, *, path: Mapping[str, Any] | None = None, query: Mapping[str, Any] | None = None, body: Any = NO_BODY
    ) -> Draft:
        """The draft with these path and query values in place of its own, and this body where one is given."""
        return replace(
            self,
            path_parameters={**self.path_parameters, **(path or {})},
            query={**self.query, **(query or {})},
            body=self.body if body is NO_BODY else body,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """What could be generated for one operation."""

    valid: tuple[Draft, ...] = ()
    """Examples first, then boundary cases, then generated ones; simplest first within each."""
    invalid: tuple[Draft, ...] = ()
    reserved: tuple[Draft, ...] = ()
    """Valid ones besides, none of whose values was drawn for another: for what must not be there yet."""
    gaps: tuple[str, ...] = ()
    """What could not be generated, each with its reason."""
    is_cut_short: bool = False
    """The time budget ended before generation did."""
