"""What the user asked for."""

from __future__ import annotations

from dataclasses import dataclass

from pytest_contract.findings import Severity
from pytest_contract.target.identity import Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run's settings, already validated."""

    spec: str
    """A path or an http(s) URL."""
    app: str | None = None
    """`module:attribute`, or `module:create_app()`."""
    base_url: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    """Sent with each request of the default identity."""
    identities: tuple[Identity, ...] = ()
    """Named ones, each with its headers."""
    seed: int = 0
    max_examples: int = 100
    """Generated requests for each operation, besides the spec's examples and its boundary cases."""
    max_time_s: float = 30.0
    """Time budget for each operation."""
    timeout_s: float = 5.0
    """For each request, from sending to the last byte."""
    max_wait_s: float = 5.0
    """How long a probe may wait for a clock that can't be moved."""
    max_response_bytes: int = 10_000_000
    allow_remote_refs: bool = False
    validate_spec: bool = False
    """Whether the full validation of the spec is a test of its own."""
    fail_on: Severity = Severity.ERROR
    ignore: frozenset[str] = frozenset()
    """Codes that are left out."""
    fail_on_unreached: bool = False
    """Whether the test of a claim that nothing reached fails, in place of being skipped."""
    error_code: str | None = None
    """JSON pointer of the code in an error body; `None`: as documents, spec or bodies say."""
