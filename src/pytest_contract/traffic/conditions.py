"""The headers that make a request conditional (RFC 9110, section 13.1)."""

from __future__ import annotations

from dataclasses import replace

from pytest_contract.traffic.draft import Draft

CONDITIONS = frozenset({"if-match", "if-none-match", "if-unmodified-since", "if-modified-since", "if-range"})
"""Names of the headers that make a request conditional."""


def without_conditions(draft: Draft) -> Draft:
    """The draft as an unconditional request."""
    return replace(draft, headers={key: each for key, each in draft.headers.items() if key.lower() not in CONDITIONS})


def with_condition(draft: Draft, name: str, value: str) -> Draft:
    """The draft under that condition alone."""
    bare = without_conditions(draft)
    return replace(bare, headers={**bare.headers, name: value})
