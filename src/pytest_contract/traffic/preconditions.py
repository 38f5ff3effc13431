"""Conditional requests (RFC 9110, section 13): the tag and the date that a resource has now."""

from __future__ import annotations

from dataclasses import dataclass, field

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange, Intent, Response
from pytest_contract.exchange.record import header
from pytest_contract.spec import Operation
from pytest_contract.target import Sender
from pytest_contract.traffic.conditions import with_condition, without_conditions
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.relations import parameters_of, place_of
from pytest_contract.traffic.values import Resource, Value, path_values

_CHANGING = {"PUT", "PATCH", "DELETE", "POST"}
_REPLACING = {"PUT", "PATCH"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a resource calls its present state."""

    tag: str | None = None
    """`ETag`, quotes and `W/` in place."""
    date: str | None = None
    """`Last-Modified`."""


NO_VALIDATORS = Validators()


def validators_of(exchange: Exchange | None) -> Validators:
    """Those in an answer below 400."""
    answer = None if exchange is None else exchange.answer
    if not isinstance(answer, Response) or not 200 <= answer.status < 400:
        return NO_VALIDATORS
    return Validators(tag=header(answer.headers, "etag"), date=header(answer.headers, "last-modified"))


@dataclass(slots=True)
class Preconditions:
    """Reads what a resource calls its state, where an operation asks for it."""

    equipment: Equipment
    operation: Operation
    _known: dict[tuple[Value, ...], Validators] = field(default_factory=dict)

    @property
    def are_wanted(self) -> bool:
        """Whether the operation changes something and declares a condition, or the statuses that speak of one."""
        if self.operation.method not in _CHANGING:
            return False
        declared = {response.status for response in self.operation.responses}
        return bool(self._condition("if-match") or {"412", "428"} & declared)

    def read(self, resource: Resource, sender: Sender) -> Exchange | None:
        """Read the resource by the operation that reads its place; `None` where there is none."""
        reader = self.equipment.relations.reader(resource.place)
        drafts = self.equipment.generator.valid_drafts(reader) if reader is not None else ()
        if reader is None or not drafts:
            return None
        plain = min(drafts, key=lambda draft: len(draft.query) + len(draft.headers))
        plain = without_conditions(plain).with_values(path=path_values(parameters_of(reader.path), resource))
        try:
            request = self.equipment.render(reader, plain)
        except UnusableOperationError:
            return None
        return sender.send(request, Intent(kind="valid", phase="producer"), after=resource.made_by)

    def validators(self, resource: Resource, sender: Sender) -> Validators:
        """What the resource calls its state now; read again once that may have changed."""
        if resource.values not in self._known:
            self._known[resource.values] = validators_of(self.read(resource, sender))
        return self._known[resource.values]

    def met(self, draft: Draft, resource: Resource | None, sender: Sender) -> Draft:
        """The draft under the condition that the resource is as it is now, where the operation wants one."""
        if resource is None or resource.place != place_of(self.operation.path) or not self.are_wanted:
            return draft
        if "if-match" in draft.left_out:
            return draft
        found = self.validators(resource, sender)
        if found.tag is not None:
            return with_condition(draft, self._condition("if-match") or "If-Match", found.tag)
        name = self._condition("if-unmodified-since")
        return draft if name is None or found.date is None else with_condition(draft, name, found.date)

    def changed(self, resource: Resource | None, exchange: Exchange) -> None:
        """The resource has changed; the answer may say what it calls itself now (RFC 9110, section 8.8.3)."""
        self.forget(resource)
        found = validators_of(exchange)
        if resource is not None and found.tag is not None and self.operation.method in _REPLACING:
            self._known[resource.values] = found

    def forget(self, resource: Resource | None) -> None:
        """The resource has changed."""
        if resource is not None:
            self._known.pop(resource.values, None)

    def _condition(self, name: str) -> str | None:
        """The declared header of that name, as the spec spells it."""
        declared = (parameter.name for parameter in self.operation.parameters_in("header"))
        return next((each for each in declared if each.lower() == name), None)
