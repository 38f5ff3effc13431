"""Which of an operation's valid drafts are sent next, so that no two resources are made from the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from pytest_contract.spec import Document, Operation
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.renewal import renewed

_MOST_TRIES = 8


@dataclass(slots=True)
class Turns:
    """Remembers how many drafts of each operation were sent for each place."""

    generator: Generator
    document: Document
    salt: str
    """Makes what must be unique differ from what other tests make."""
    made: dict[str, int] = field(default_factory=dict)
    crowded: set[str] = field(default_factory=set)
    """Operations that answered once that something was there already."""

    def anew(self) -> Turns:
        """Turns that go on where these ended, for an app that holds nothing yet."""
        return Turns(self.generator, self.document, self.salt, self.made)

    def drafts(self, producer: Operation, place: str) -> Iterator[Draft]:
        """A few valid drafts; a later call goes on where the earlier one ended, so that no two are the same.

        Once something was there already, only generated ones: examples and boundary cases share most values.
        """
        drafts = list(self.generator.valid_drafts(producer))
        if producer.method == "GET":
            # The fewer filters, the more a list shows.
            drafts.sort(key=lambda draft: len(draft.query))
        else:
            drafts = _surest_and_richest(drafts)
        generated = [draft for draft in drafts if draft.intent.phase == "generated"]
        for _ in range(_MOST_TRIES if drafts else 0):
            crowded = producer.label in self.crowded and bool(generated)
            turn = f"{place} {producer.label} {crowded}"
            at = self.made.get(turn, 0)
            self.made[turn] = at + 1
            draft = generated[at % len(generated)] if crowded else drafts[at % len(drafts)]
            if producer.label in self.crowded:
                draft = renewed(self.document, producer, draft, f"{self.salt} {at}")
            yield draft


def _surest_and_richest(drafts: Sequence[Draft]) -> list[Draft]:
    """As they came, the surest to be taken first, and between them those that have most to show."""
    rich = sorted((draft for draft in drafts if draft.intent.phase != "generated"), key=_members, reverse=True)
    mixed = [draft for pair in zip_longest(drafts, rich) for draft in pair if draft is not None]
    return list({id(draft): draft for draft in mixed}.values())


def _members(draft: Draft) -> int:
    return len(draft.body) if isinstance(draft.body, dict) else 0
