"""What every exploration of one document works with."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pytest_contract.exchange import Request
from pytest_contract.spec import Document, Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.generate import Generator
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.relations import Relations


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """A document with what generates, renders and makes for it."""

    document: Document
    generator: Generator
    relations: Relations
    base_path: str

    def render(self, operation: Operation, draft: Draft) -> Request:
        """The request as it goes over the wire; raises UnusableOperationError where it can't be serialised."""
        return self.generator.render(operation, draft, base_path=self.base_path)

    def producers(self, sender: Sender, deadline: float = math.inf, *, salt: str = "") -> Producers:
        """Producers that know nothing yet of what the app holds; `salt` names the test that they work for."""
        return Producers(self.generator, self.relations, sender, self.base_path, deadline, salt=salt)
