"""What validation raises, in our words."""

from __future__ import annotations

from pytest_contract.errors import ContractError

LIMIT = 300


class UnverifiableError(ContractError):
    """A value can't be held against a schema; the message is one line that says why."""


def cut(text: str, limit: int = 200) -> str:
    """One line of at most that many characters."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def reason_of(error: BaseException) -> str:
    """Type and message of an exception, in one line; `str()` of some raises by itself."""
    reference = getattr(error, "ref", None)
    if isinstance(reference, str):
        return cut(f"the reference {reference} can't be resolved", LIMIT)
    try:
        message = str(error)
    except Exception:
        message = ""
    name = type(error).__name__.lstrip("_")
    return cut(f"{name}: {message}" if message.strip() else name, LIMIT)


def unverifiable(error: BaseException) -> UnverifiableError:
    """The exception as a reason why something can't be validated."""
    return UnverifiableError(f"can't be validated: {reason_of(error)}"[:LIMIT])
