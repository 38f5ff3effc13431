"""What a draft's values stand amid: those of an accepted request, so that they alone can be objected to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pytest_contract.exchange import Request
from pytest_contract.traffic.accepted import Accepted
from pytest_contract.traffic.draft import Draft, Drafts
from pytest_contract.traffic.transplant import isolated, template_of, transplanted, with_one_member


class Surroundings:
    """Puts the drafts of one operation amid what the app took."""

    def __init__(self, drafts: Drafts, bases: Sequence[Draft], accepted: Accepted) -> None:
        self._template = template_of(drafts.valid)
        self._bases: Iterator[Draft] = iter(bases)
        self._base: Draft | None = None
        self._accepted = accepted
        self._is_template_accepted = False

    def amid_accepted(self, draft: Draft, turn: int) -> tuple[Draft, tuple[Request, ...]]:
        """The draft as it is to be sent, and what the values that it took over need; `turn` counts valid drafts."""
        accepted = self._base or self._accepted.first
        moved = transplanted(draft, template=self._template, accepted=accepted)
        if moved is draft and self._is_variation_of_accepted(draft):
            moved = isolated(draft)
        is_generated = draft.intent.kind == "valid" and draft.intent.phase == "generated"
        if is_generated and accepted is not None and self._is_mostly_refused(turn):
            moved = with_one_member(accepted, moved, turn)
        # A body that was taken from another request needs what that one needed.
        return moved, () if moved.body is draft.body else self._accepted.needed_by(accepted)

    def change_base(self) -> bool:
        """Put what follows amid a body that wasn't sent yet; whether there is one."""
        self._base = next(self._bases, None)
        return self._base is not None

    def note_accepted(self, original: Draft) -> None:
        """Remember that a draft was accepted, in whatever form it was sent."""
        self._is_template_accepted |= original is self._template

    def _is_variation_of_accepted(self, draft: Draft) -> bool:
        is_variation = self._template is not None and draft.media_type in (None, self._template.media_type)
        return self._is_template_accepted and draft.intent.phase == "boundary" and is_variation

    def _is_mostly_refused(self, turn: int) -> bool:
        """Whether fewer than one in two valid requests is taken; then every second one stays near what was."""
        return turn % 2 == 0 and len(self._accepted) * 2 < turn
