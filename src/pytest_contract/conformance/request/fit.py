"""How well a value fits a schema: exactly, for a lenient reader only, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class Degree(IntEnum):
    """From best to worst, so that the worst of several parts is their `max`."""

    EXACT = 0
    LENIENT = 1
    """A strict reader may refuse it, a lenient one may take it; or nobody can tell."""
    BROKEN = 2
    """No reader takes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """One keyword that a value doesn't keep."""

    degree: Degree
    """`LENIENT` or `BROKEN`."""
    keyword: str
    pointer: str
    """JSON pointer into the value."""
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The degree, and what stands in the way of a better one."""

    degree: Degree
    breaches: tuple[Breach, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether nothing stands in the way."""
        return self.degree is Degree.EXACT

    @property
    def is_broken(self) -> bool:
        """Whether no lenient reading helps."""
        return self.degree is Degree.BROKEN

    @property
    def decisive(self) -> tuple[Breach, ...]:
        """The breaches of the degree that counts."""
        return tuple(breach for breach in self.breaches if breach.degree is self.degree)

    def softened(self) -> Fit:
        """The same, with nothing worse than lenient."""
        if not self.is_broken:
            return self
        return Fit(degree=Degree.LENIENT, breaches=tuple(_soft(breach) for breach in self.breaches))


EXACT = Fit(degree=Degree.EXACT)


def lenient(keyword: str, pointer: str, description: str) -> Fit:
    """A fit for a lenient reader only, for one reason."""
    return _single(Degree.LENIENT, keyword, pointer, description)


def broken(keyword: str, pointer: str, description: str) -> Fit:
    """No fit, for one reason."""
    return _single(Degree.BROKEN, keyword, pointer, description)


def all_of(fits: Iterable[Fit]) -> Fit:
    """What parts add up to that must all fit: as bad as the worst, with the breaches of each."""
    flawed = [fit for fit in fits if fit.degree is not Degree.EXACT]
    if len(flawed) < 2:
        return flawed[0] if flawed else EXACT
    breaches = tuple(breach for fit in flawed for breach in fit.breaches)
    return Fit(degree=max(fit.degree for fit in flawed), breaches=breaches)


def _single(degree: Degree, keyword: str, pointer: str, description: str) -> Fit:
    breach = Breach(degree=degree, keyword=keyword, pointer=pointer, description=description[:300])
    return Fit(degree=degree, breaches=(breach,))


def _soft(breach: Breach) -> Breach:
    return Breach(degree=Degree.LENIENT, keyword=breach.keyword, pointer=breach.pointer, description=breach.description)
