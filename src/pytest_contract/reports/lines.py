"""What reports for a terminal are made of: lines, and spans in one colour."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line that is written in one colour."""

    text: str
    markup: tuple[str, ...] = ()
    """Names that pytest's terminal writer knows: `red`, `bold`."""


Line = tuple[Span, ...]


def line(text: str, *markup: str) -> Line:
    """A line in one colour."""
    return (Span(text, markup),)


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
