"""What is known of one identity's credential while an operation is tested."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from pytest_contract.exchange import Exchange, Request

_OF_CREDENTIALS = re.compile(
    r"log[-_]?out|sign[-_]?out|passw|credential|token|session|revoke|role|permission|account|/(me|self)\b|user",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Credential:
    """Whether it works, what may have taken it away, and what did."""

    name: str
    """The identity's."""
    canaries: list[Request] | None = None
    """Requests that were answered 2xx with the credential; `None`: nothing was asked yet."""
    learned: Request | None = None
    """A reading that succeeded by the way, where no canary can be had."""
    trail: list[Exchange] = field(default_factory=list)
    """What may have taken the credential away: the last success that needed it, and what came after."""
    is_dirty: bool = False
    """Something was changed since the credential was seen to work."""
    is_proven: bool = False
    """The canaries are refused without a credential."""
    suspects: Counter[str] = field(default_factory=Counter)
    """Operations after which it no longer worked, and how often."""
    acquitted: set[str] = field(default_factory=set)
    """Suspects after which it worked all the same: it had expired."""
    takers: set[str] = field(default_factory=set)
    """Suspects after which it failed again."""
    recoveries: int = 0
    demoters: dict[str, str] = field(default_factory=dict)
    """What took rights of the credential away, and how that showed."""
    is_lessened: bool = False
    """Rights that were taken away could not be had again."""
    failure: str = ""
    """Why the credential can't be had again."""

    @property
    def whose(self) -> str:
        """For a reader."""
        return "the credential" if self.name == "default" else f"the credential of {self.name!r}"

    def remarks(self, tested: str) -> Iterator[str]:
        """What happened to it, as remarks on the tested operation, which isn't named again."""
        again = "" if self.failure else "; it was renewed"
        for label, told in self.demoters.items():
            since = "; only contract_reset can give them back" if self.is_lessened else again
            yield f"{_unless(tested, label)}took rights of {self.whose} away ({told}){since}"
        for label, count in self.suspects.items():
            if label in self.takers:
                often = f" ({count} times)" if count > 1 else ""
                yield f"{_unless(tested, label)}took {self.whose} away{again}{often}"
            elif label not in self.acquitted | self.demoters.keys() and _OF_CREDENTIALS.search(label):
                yield f"{self.whose} stopped working after {label}{again}"


def _unless(tested: str, label: str) -> str:
    return "" if label == tested else f"{label} "
