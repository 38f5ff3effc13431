"""What can go wrong before a run, as data.

ContractError
├── UsageError            what the user asked for can't be done; the message holds the way out
│   ├── SpecLoadError     the spec can't be read, or is of a version that isn't supported
│   ├── AppLoadError      the app can't be imported, found, called or started
│   └── TargetError       the running server can't be reached
├── UnusableOperationError  one operation of the spec can't be tested; costs that operation alone
└── UnverifiableError     a value can't be held against its schema; costs that verdict alone
"""

from __future__ import annotations

__all__ = [
    "AppLoadError",
    "ContractError",
    "SpecLoadError",
    "TargetError",
    "UnusableOperationError",
    "UnverifiableError",
    "UsageError",
]


class ContractError(Exception):
    """The root of everything that this package raises."""


class UsageError(ContractError):
    """The user asked for something that can't be done; the message names it and the way out."""


class SpecLoadError(UsageError):
    """The spec can't be read, parsed, or is of a version that isn't supported."""


class AppLoadError(UsageError):
    """The app can't be imported, found, called or started."""


class TargetError(UsageError):
    """The running server can't be reached, or isn't one that speaks HTTP."""


class UnusableOperationError(ContractError):
    """One operation can't be tested; `pointer` is where in the spec the reason stands."""

    def __init__(self, reason: str, *, pointer: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.pointer = pointer


class UnverifiableError(ContractError):
    """A value can't be held against a schema; the message is one line that says why."""
