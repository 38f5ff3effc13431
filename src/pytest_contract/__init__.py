"""Holds a design document, an OpenAPI spec and an app against each other, and reports the drift."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_contract.target.identity import Identity

__all__ = ["Identity", "__version__"]

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # pytest imports this package in every session: what a session doesn't ask for, it doesn't pay for.
    if name == "Identity":
        from pytest_contract.target.identity import Identity

        return Identity
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
