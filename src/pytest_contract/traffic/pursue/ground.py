"""What a pursuit stands on: valid requests of the operation, resources of its own, and the operations around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Exchange, Intent, Request
from pytest_contract.spec import Operation
from pytest_contract.target import Identity, Sender
from pytest_contract.traffic.draft import NO_BODY, Draft
from pytest_contract.traffic.equipment import Equipment
from pytest_contract.traffic.filling import referring
from pytest_contract.traffic.preconditions import Preconditions
from pytest_contract.traffic.producers import Producers
from pytest_contract.traffic.pursue.action import Action, actions_at, is_deletion
from pytest_contract.traffic.relations import parameters_of, place_of
from pytest_contract.traffic.supply import with_own_key
from pytest_contract.traffic.values import Resource, path_values
from pytest_contract.traffic.variation import FreeText, varied
from pytest_contract.traffic.visit import Visit, generated_names

_MOST_DRAFTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What a request is about, and all that was done to it before."""

    resource: Resource | None = None
    after: tuple[Request, ...] = ()

    def then(self, exchange: Exchange) -> Scene:
        """The scene once that was sent, too."""
        return replace(self, after=tuple(dict.fromkeys((*self.after, *exchange.after, exchange.request))))


@dataclass(slots=True)
class Ground:
    """One operation, its exploration behind it."""

    visit: Visit
    others: Sequence[Identity] = ()
    """Identities beside the default one."""
    last: Exchange | None = None
    """The answer to the last attempt."""
    _number: int = 0
    _worked: dict[str, int] = field(default_factory=dict)

    @property
    def operation(self) -> Operation:
        """The operation that is pursued."""
        return self.visit.operation

    @property
    def equipment(self) -> Equipment:
        """The document, and what works with it."""
        return self.visit.equipment

    @property
    def producers(self) -> Producers:
        """Those of the visit."""
        return self.visit.producers

    @property
    def place(self) -> str | None:
        """The place that the operation's path leads to."""
        return place_of(self.operation.path)

    @property
    def preconditions(self) -> Preconditions:
        """Those of the visit."""
        return self.visit.preconditions

    @property
    def was_accepted(self) -> bool:
        """Whether the app ever took a valid request."""
        return bool(self.visit.accepted)

    @property
    def base(self) -> Draft | None:
        """A valid request, one that the app took where there is one."""
        return next(iter(self.bases()), None)

    def bases(self) -> list[Draft]:
        """Valid requests: those that the app took, and only where there is none, the simplest ones."""
        return list(self.visit.accepted) or list(self.equipment.generator.valid_drafts(self.operation))

    def fresh(self, draft: Draft) -> Draft:
        """The draft with texts that the app doesn't know yet, where they are free."""
        draft, texts = self.again(draft), self.free_texts(draft)
        return replace(draft, body=varied(draft.body, texts, _FIRST_NUMBER + self._number)) if texts else draft

    def again(self, draft: Draft) -> Draft:
        """The same draft, not as a repetition: with a key of its own where a header says what is one request."""
        self._number += 1
        return with_own_key(draft, _FIRST_NUMBER + self._number)

    def free_texts(self, draft: Draft) -> tuple[FreeText, ...]:
        """Texts of the draft's body that may as well be others."""
        return self.visit.free_texts(draft)

    def scene(self) -> Scene:
        """A resource of the pursuit's own where the path names one; no resource where none could be made."""
        resource = None if self.place is None else self.producers.fresh(self.place)
        return Scene() if resource is None else Scene(resource=resource, after=resource.made_by)

    def own_scene(self) -> Scene | None:
        """The same, only where the resource was made just now: nothing else misses it."""
        scene = self.scene()
        return scene if scene.resource is not None and scene.resource.made_by else None

    def actions(self) -> tuple[Action, ...]:
        """What else can be done to the resource that the path names, short of deleting it."""
        return actions_at(self.equipment.relations, self.place, beside=self.operation)

    def deletion(self) -> Action | None:
        """What deletes the resource that the path names."""
        if self.place is None:
            return None
        found = (other for other in self.equipment.document.operations if is_deletion(other))
        return next((Action(operation=other) for other in found if place_of(other.path) == self.place), None)

    def act(self, action: Action, scene: Scene, identity: Identity | None = None) -> Scene | None:
        """The scene once the action was taken in it, by another identity where one is given; `None` where it couldn't
        be."""
        drafts = [draft for each in self._valid_drafts(action.operation) if (draft := action.shaped(each)) is not None]
        first = self._worked.get(action.name, 0)
        for at, draft in list(enumerate(drafts))[first : first + _MOST_DRAFTS]:
            exchange = self._send(action, draft, scene, self.sender_of(identity))
            if exchange is not None and exchange.is_success:
                self._worked[action.name] = at
                self.preconditions.forget(scene.resource)
                return scene.then(exchange)
        return None

    def sender_of(self, identity: Identity | None) -> Sender:
        """Sends as that identity, or as the default one; what is sent is numbered and counted together."""
        own = self.visit.sender
        if identity is None:
            return own
        other = own.as_identity(identity)
        other.exchanges = own.exchanges
        return other

    def rendered(self, draft: Draft, scene: Scene, *, is_filled: bool = True) -> tuple[Request, Scene]:
        """The draft as a request in that scene, its references filled; the scene with what they needed.

        Raises UnusableOperationError where it can't be serialised.
        """
        if scene.resource is not None:
            draft = draft.with_values(path=path_values(parameters_of(self.operation.path), scene.resource))
        if is_filled:
            draft, referred = self.producers.fill_references(self.operation, draft)
            scene = replace(scene, after=tuple(dict.fromkeys((*scene.after, *referred))))
        return self.equipment.render(self.operation, draft), scene

    def read(self, resource: Resource) -> Exchange | None:
        """The resource as the API shows it."""
        return self.preconditions.read(resource, self.visit.sender)

    def _valid_drafts(self, operation: Operation) -> Iterator[Draft]:
        if operation.label == self.operation.label:
            yield from self.bases()
        else:
            yield from self.equipment.generator.valid_drafts(operation)

    def _send(self, action: Action, draft: Draft, scene: Scene, sender: Sender) -> Exchange | None:
        operation = action.operation
        draft, referred = self.producers.fill_references(operation, draft)
        if scene.resource is not None and action.reference is not None:
            key = scene.resource.key(action.reference.member)
            draft = draft if key is None else referring(draft, action.reference, key)
            draft, referred = self._with_parent(operation, draft, referred)
        elif scene.resource is not None:
            draft = draft.with_values(path=path_values(parameters_of(operation.path), scene.resource))
            draft = Preconditions(self.equipment, operation).met(draft, scene.resource, sender)
        try:
            request = self.equipment.render(operation, draft)
        except UnusableOperationError:
            return None
        after = tuple(dict.fromkeys((*scene.after, *referred)))
        intent = Intent(kind="valid", phase="producer")
        return sender.send(request, intent, after=after, without=generated_names(draft))

    def _with_parent(
        self, operation: Operation, draft: Draft, referred: tuple[Request, ...]
    ) -> tuple[Draft, tuple[Request, ...]]:
        place = place_of(operation.path)
        parent = None if place is None else self.producers.any(place)
        if parent is None:
            return draft, referred
        placed = draft.with_values(path=path_values(parameters_of(operation.path), parent))
        return placed, (*referred, *parent.made_by)


def members_of(body: Any) -> dict[str, Any]:
    """The members of a body; none where it isn't an object."""
    return dict(body) if isinstance(body, dict) else {}


def has_body(draft: Draft) -> bool:
    """Whether the draft carries a body."""
    return draft.body is not NO_BODY


_FIRST_NUMBER = 500_000
"""Far from the numbers that other variations have."""
