"""What is left to do when all passages are read: claims that say the same are one, and each gets a name of its own."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pytest_contract.design.claim import Claim
from pytest_contract.design.passage import Passage
from pytest_contract.design.sections import names_endpoint, shows_example
from pytest_contract.findings import OperationKey

_LONGEST_LABEL_LINE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim, and the passage that it was read in."""

    claim: Claim
    passage: Passage
    owner: OperationKey | None = None
    """The claim's operation as it stands in the passage, without the base path."""

    example: bool = False
    """Whether the operation was named by an example of its path: `GET /jobs/123`."""

    @property
    def standing(self) -> int:
        """Of an operation's claim: 0 for its definition, 1 for an item that begins with it, 2 for a mention."""
        if self.example or self.owner not in self.passage.named or shows_example(self.passage.label):
            return 2
        return 1 if self.passage.kind == "item" and not names_endpoint(self.passage.label) else 0


def finished(drafts: Sequence[Draft]) -> tuple[Claim, ...]:
    """The claims in the order of their lines, without repetition, each title once."""
    kept = list(_once(_without_restatements(_completed(drafts))))
    kept.sort(key=lambda claim: claim.line)
    return tuple(_numbered(kept))


def _without_restatements(drafts: Sequence[Draft]) -> Iterator[Draft]:
    """An operation that is defined somewhere is not promised again wherever it is mentioned."""
    best: dict[OperationKey | None, int] = {}
    for draft in drafts:
        if draft.claim.kind == "operation":
            best[draft.claim.operation] = min(best.get(draft.claim.operation, 2), draft.standing)
    for draft in drafts:
        if not _names(draft) or best[draft.claim.operation] == draft.standing:
            yield draft
        if _names(draft) and best[draft.claim.operation] == draft.standing == 2:
            best[draft.claim.operation] = -1


def _names(draft: Draft) -> bool:
    return draft.claim.kind == "operation" and "change" not in draft.claim.value


def _completed(drafts: Sequence[Draft]) -> Sequence[Draft]:
    """A code that is a heading gets the one error status that its section names."""
    statuses: dict[tuple[str, ...], set[str]] = {}
    for draft in drafts:
        status = str(draft.claim.value.get("status", ""))
        if draft.claim.kind == "status" and status[:1] in ("4", "5") and _is_label_line(draft.passage):
            for depth in range(1, len(draft.passage.headings) + 1):
                statuses.setdefault(draft.passage.headings[:depth], set()).add(status)
    return [_with_status(draft, statuses.get(draft.passage.headings, set())) for draft in drafts]


def _is_label_line(passage: Passage) -> bool:
    """Whether a status is said of a whole section: by a heading, or by a line such as `**Status:** 422`."""
    labelled = bool(passage.label) and passage.kind in ("item", "paragraph")
    return passage.kind == "heading" or (labelled and len(passage.text) <= _LONGEST_LABEL_LINE)


def _stands_apart(draft: Draft) -> bool:
    """Whether a code has a line of its own, and its status another one."""
    return draft.passage.kind == "row" or _is_label_line(draft.passage)


def _with_status(draft: Draft, found: set[str]) -> Draft:
    claim = draft.claim
    if claim.kind != "error_code" or claim.value.get("status") or not _stands_apart(draft) or len(found) != 1:
        return draft
    return replace(draft, claim=replace(claim, value={**claim.value, "status": next(iter(found))}))


def _once(drafts: Iterable[Draft]) -> Iterator[Claim]:
    seen: set[tuple[str, int, OperationKey | None, str]] = set()
    for draft in drafts:
        claim = draft.claim
        key = (claim.kind, claim.line, claim.operation, _canonical(claim))
        if key not in seen:
            seen.add(key)
            yield claim


def _canonical(claim: Claim) -> str:
    value = {key: said for key, said in claim.value.items() if key != "condition"}
    return json.dumps(value, sort_keys=True, default=str)


def _numbered(claims: Iterable[Claim]) -> Iterator[Claim]:
    counts: Counter[str] = Counter()
    for claim in claims:
        title = claim.title
        counts[title] += 1
        yield claim if counts[title] == 1 else replace(claim, number=counts[title])
