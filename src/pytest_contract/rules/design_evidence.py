"""What design documents promise, beside the spec that they are held against, in the form in which rules read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pytest_contract.design import Claim, ClaimKind
from pytest_contract.findings import Location, OperationKey
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.owners import Owners
from pytest_contract.spec import Document, Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A line that looks like a promise and can't be read."""

    file: str
    line: int
    text: str
    reason: str = ""
    """Why it could not be read; may be empty."""


@dataclass(frozen=True, kw_only=True)
class DesignEvidence:
    """All design documents as one, and the operations that they are held against."""

    document: Document
    owners: Owners
    claims: tuple[Claim, ...]
    """In the documents' order."""
    unread: tuple[UnreadLine, ...] = ()
    operations: tuple[Operation, ...]
    """Those of the spec that are looked at: all, or the one that was just examined."""
    observed: OperationEvidence | None = None
    """What the app did, where one operation is looked at."""
    routes: Mapping[OperationKey, Location | None] = field(default_factory=dict)
    """Operations of the documents that the spec lacks and the app's route table has, each with its handler."""
    knows_routes: bool = False
    """Whether the app has a route table."""

    @property
    def is_whole(self) -> bool:
        """Whether the whole design is looked at, and not one operation alone."""
        return self.observed is None

    def on(self, operation: Operation, *kinds: ClaimKind) -> tuple[Claim, ...]:
        """Claims about that very operation, of some kinds or of all."""
        return tuple(claim for claim in self._by_operation.get(operation.label, ()) if not kinds or claim.kind in kinds)

    def general(self, *kinds: ClaimKind) -> tuple[Claim, ...]:
        """Claims about the whole API, of some kinds or of all."""
        return tuple(claim for claim in self.claims if claim.operation is None and (not kinds or claim.kind in kinds))

    def each(self, *kinds: ClaimKind) -> Iterator[tuple[Operation, tuple[Claim, ...]]]:
        """The operations that are looked at and have claims of these kinds, with those."""
        for operation in self.operations:
            claims = self.on(operation, *kinds)
            if claims:
                yield operation, claims

    @cached_property
    def homeless(self) -> Mapping[OperationKey, tuple[Claim, ...]]:
        """Claims about operations that the spec lacks, by the operation as the document spells it."""
        found: dict[OperationKey, list[Claim]] = {}
        for claim in self.claims:
            if claim.operation is not None and not self.owners.of(claim.operation):
                found.setdefault(claim.operation, []).append(claim)
        return {operation: tuple(claims) for operation, claims in found.items()}

    @cached_property
    def _by_operation(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            for operation in () if claim.operation is None else self.owners.of(claim.operation):
                found.setdefault(operation.label, []).append(claim)
        return found

    @cached_property
    def describes_operations(self) -> bool:
        """Whether the documents name operations at all, so that one that they leave out says something."""
        return any(claim.operation is not None for claim in self.claims)


def lines(claims: Iterable[Claim]) -> str:
    """Where claims stand: `design.md:57`, `design.md:57 and design.md:80`."""
    return " and ".join(dict.fromkeys(f"{claim.file}:{claim.line}" for claim in claims))
