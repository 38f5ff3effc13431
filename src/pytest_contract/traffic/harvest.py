"""The resource that an answer tells of: made, listed, or named by a link."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from pytest_contract.exchange import Exchange, Response
from pytest_contract.spec import Operation
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.links import ABSENT, Link, evaluated
from pytest_contract.traffic.relations import Relations, parameters_of
from pytest_contract.traffic.values import Resource, Value, located_values, members_of, values_in


def shown(
    relations: Relations, producer: Operation, place: str, parent: Resource | None, exchange: Exchange, draft: Draft
) -> Resource | None:
    """The resource that a producer made, or the first that it lists; `None` where its answer tells of none."""
    if not isinstance(exchange.answer, Response) or not 200 <= exchange.answer.status < 400:
        return None
    # A flat place has no values above its own, wherever its resources are made.
    higher = () if parent is None or place.count("{}") == 1 else parent.values
    made_by = (*exchange.after, exchange.request) if producer.method != "GET" else exchange.after
    parameter = relations.parameter(place)
    schema = parameter.schema if parameter and isinstance(parameter.schema, dict) else {}
    if producer.method == "PUT":
        values = _put_at(producer, higher, draft)
    elif (located := located_values(exchange.answer, place, _type_of(schema))) is not None:
        values = located
    else:
        name = parameter.name if parameter else "id"
        named = values_in(exchange.answer, place=place, parameter=name, type_name=_type_of(schema))
        own = next(named, None)
        values = None if own is None else (*higher, own)
    members = members_of(draft.body, exchange.answer, is_list=producer.method == "GET")
    if values is None and (place in relations.places or not members):
        return None
    return Resource(place=place, values=values or (), made_by=made_by, source=producer.label, members=members)


def linked(link: Link, place: str, parent: Resource | None, exchange: Exchange, draft: Draft) -> Resource | None:
    """The resource that a link names in the answer to a draft; `None` where it names none."""
    answer = exchange.answer
    if not isinstance(answer, Response) or answer.status >= 400 or not link.covers(answer.status):
        return None
    in_force = {name: decoded(value) for name, value in draft.path_parameters.items()}
    if parent is not None:
        in_force |= dict(zip(parameters_of(link.source.path), parent.values, strict=False))
    values: list[Value] = []
    for name in parameters_of(link.target.path)[: place.count("{}")]:
        value = evaluated(link.path.get(name, ABSENT), exchange.request, answer, in_force)
        # What a link leaves out stays what it was for the answer that has the link.
        value = in_force.get(name) if value is ABSENT else value
        if isinstance(value, bool) or not isinstance(value, str | int):
            return None
        values.append(value)
    made_by = (*exchange.after, exchange.request) if link.source.method != "GET" else exchange.after
    return Resource(place=place, values=tuple(values), made_by=made_by, source=link.source.label)


def decoded(value: Any) -> Any:
    """A draft's path value as the app knows it, without percent-encoding."""
    return unquote(value) if isinstance(value, str) else value


def _put_at(producer: Operation, higher: tuple[Value, ...], draft: Draft) -> tuple[Value, ...] | None:
    own = draft.path_parameters.get(parameters_of(producer.path)[-1])
    # A draft's path values are percent-encoded, a resource's are as the app knows them.
    return None if own is None else (*higher, decoded(own))


def _type_of(schema: dict[str, Any]) -> str | None:
    kind = schema.get("type")
    if isinstance(kind, list):
        kind = next((name for name in kind if name != "null"), None)
    return kind if isinstance(kind, str) else None
