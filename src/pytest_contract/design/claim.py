"""One promise that a design document makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pytest_contract.design.in_words import in_words
from pytest_contract.findings import OperationKey

ClaimKind = Literal[
    "operation",
    "status",
    "error_code",
    "error_format",
    "rate_limit",
    "auth",
    "tenancy",
    "latency",
    "header",
    "parameter",
    "field",
    "example",
    "idempotency",
    "concurrency",
    "deprecation",
]
Strength = Literal["must", "should", "may"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What a recogniser reads in a passage: a claim that doesn't know its line and its owner yet."""

    kind: ClaimKind
    offset: int
    """Where in the passage's text it stands."""
    value: Mapping[str, Any]
    """As `Claim.value`."""
    owners: tuple[OperationKey, ...] | None = None
    """The operations that it names itself; `()` for the whole API; `None`: those of the passage at `offset`."""
    strength: Strength | None = None
    """`None`: the passage's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One promise: what, of which operation, and where it stands."""

    kind: ClaimKind
    file: str
    """As it is displayed, with `/`."""
    line: int
    """From 1."""
    text: str
    """The source line, stripped."""
    operation: OperationKey | None = None
    """As the document spells it, base path joined; `None` for the whole API. The method is `*` where the document
    names a path alone; the path may be a glob, `/rpc/*`."""
    value: Mapping[str, Any] = field(default_factory=dict)
    """Builtins alone; `?` marks what may be absent.

    | kind | value |
    |---|---|
    | operation | `{"change"?: "added|modified|removed|deprecated", "health"?: True}` |
    | status | `{"status": "404" or "4xx", "condition"?: str, "negated"?: True}` |
    | error_code | `{"code": str, "status"?: "409", "retryable"?: bool, "condition"?: str, "where"?: "response|job"}` |
    | error_format | `{"members"?: [pointer, …], "media_type"?: str, "code_at"?: pointer}` |
    | rate_limit | `{"limit": int, "window_s": int or float, "scope"?: "user|key|ip|endpoint|tenant|all",` |
    | | `"burst"?: int, "plan"?: str, "category"?: str, "status"?: "429", "unit"?: str,` |
    | | `"headers"?: [name, …], "negated"?: True}`; limits of a category or a plan aren't everybody's |
    | auth | `{"required": True, False or None, "scheme"?: str, "scopes"?: [str], "roles"?: [str],` |
    | | `"category"?: str}`; what is asked of a category isn't asked of everybody |
    | tenancy | `{"status"?: "404", "not_status"?: "403", "of"?: "user|organisation|tenant"}` |
    | latency | `{"percentile": 50, 95, 99 or "max", "threshold_ms": float, "category"?: str}` |
    | header | `{"name": str, "on"?: status or "all", "value"?: str}` |
    | parameter | `{"name": str, "in"?: "query|path|header|cookie", "required"?: bool, "change"?: str}` |
    | field | `{"name": str, "in"?: "request|response", "type"?: str, "required"?: bool, "change"?: str}` |
    | example | `{"part": "request|response", "status"?: str, "media_type": str, "body": JSON value}` |
    | idempotency | `{"header"?: str, "replay"?: "same", "conflict_status"?: "422", "ttl_s"?: int,` |
    | | `"negated"?: True}` |
    | concurrency | `{"winners": 1, "status"?: "409"}` |
    | deprecation | `{"deprecated"?: True, "date"?: "2026-01-31", "sunset"?: "2026-06-30", "notice"?: str}` |
    """
    strength: Strength = "must"
    ids: tuple[str, ...] = ()
    """Requirement, threat or invariant ids that it rests on: `REQ-001`."""
    number: int = 1
    """Tells claims apart whose titles would be the same."""

    @property
    def title(self) -> str:
        """The claim as a test's name: `L57 POST /reports 10 per hour`."""
        owner = "" if self.operation is None else f" {_spelled(self.operation)}"
        said = in_words(self.kind, self.value)
        numbered = "" if self.number == 1 else f" ({self.number})"
        return f"L{self.line}{owner}{said and ' '}{said}{numbered}"

    @property
    def id(self) -> str:
        """Unique within a run: the test's node id."""
        return f"{self.file}::{self.title}"


def _spelled(operation: OperationKey) -> str:
    """An operation for people: a path alone where any method is meant."""
    return operation.path if operation.method == "*" else str(operation)
