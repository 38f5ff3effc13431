"""What was learned of an operation that rejects what its spec allows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.feedback import Hint
from pytest_contract.traffic.improve import improved
from pytest_contract.traffic.places import collection_of, segments, singular
from pytest_contract.traffic.references import Reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What makes the difference between a request that is rejected and one that is taken."""

    references: tuple[Reference, ...] = ()
    """Fields that name a resource, found by trying."""
    hints: tuple[Hint, ...] = ()
    """What the app said."""

    def applied(self, draft: Draft, turn: int) -> Draft:
        """The draft as the hints want it."""
        return improved(draft, self.hints, turn) if self.hints else draft

    def hearing(self, further: Iterable[Hint]) -> Lesson:
        """The lesson with what was said since; what was said of a field before stands."""
        known = {(hint.steps, hint.kind) for hint in self.hints}
        return replace(self, hints=(*self.hints, *(each for each in further if (each.steps, each.kind) not in known)))

    def likeliest(self, guesses: Iterable[Reference]) -> list[Reference]:
        """The guesses, those first whose field or whose resource the app said that it doesn't know."""
        unknown = [hint for hint in self.hints if hint.kind == "unknown-resource"]

        def doubt(guess: Reference) -> int:
            noun = singular(segments(collection_of(guess.place))[-1])
            spoken = [hint for hint in unknown if hint.steps[-1] == guess.name]
            if any(noun in {singular(word) for word in hint.text.split()} for hint in spoken):
                return 0
            return 1 if spoken else 2

        return sorted(guesses, key=doubt)


NOTHING = Lesson()
