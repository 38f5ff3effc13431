"""Parameters and fields: what a request takes and a response holds, from tables, lists and lists of changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pytest_contract.design.claim import Promise
from pytest_contract.design.error_words import yes_or_no
from pytest_contract.design.field_words import (
    change_in,
    column_kind,
    part_in,
    place_in,
    says_required,
    speaks_of_fields,
    speaks_of_parameters,
)
from pytest_contract.design.passage import Passage

_IDENTIFIER = re.compile(
    r"^[`*]{0,3}(?P<name>[A-Za-z_$][\w$-]{0,60}(?:(?:\.|\[\]\.?)[A-Za-z_][\w-]{0,60}){0,5}(?:\[\])?)[`*]{0,3}$"
)
_ENTRY = re.compile(
    r"^[\s•-]{0,4}`(?P<name>[A-Za-z_$][\w$.\[\]-]{0,80})`[*]{0,2}\s{0,3}(?P<rest>[-–—:：(,].{0,200}|$)", re.DOTALL
)
_QUOTED = re.compile(r"`(?P<name>[A-Za-z_$][\w$.\[\]-]{0,80})(?:=[^`]{0,80})?`")
_MANDATORY_SIGNS = frozenset({"*", "✓", "✔", "✅", "○", "◯", "●", "m", "mandatory", "required", "必須", "必填"})

Kind = Literal["parameter", "field"]


def recognise(passage: Passage) -> list[Promise]:
    """The parameters and fields that a passage names, where it is clear of which operation."""
    if not passage.owners and not passage.owned_from:
        return []
    match passage.kind:
        case "row":
            return _in_row(passage)
        case "item" | "paragraph":
            return _changed(passage) or (_listed(passage) if passage.kind == "item" else [])
    return []


def _in_row(passage: Passage) -> list[Promise]:
    kinds = [column_kind(column) for column in passage.columns]
    at = next((index for index, kind in enumerate(kinds) if kind in ("parameter", "field", "name")), None)
    if at is None or at > 1 or not {"type", "required", "place"} & set(kinds):
        return []
    name = _IDENTIFIER.match(passage.cells[at].strip())
    about = _about(passage)
    kind = _kind(kinds[at], about, place_in(_cell(passage, kinds, "place") or about))
    if name is None or kind is None:
        return []
    required = _required(_cell(passage, kinds, "required"))
    value = {"name": name["name"], **({"required": required} if required is not None else {})}
    return [Promise(kind=kind, offset=passage.cell_offset(at), value=_whole(value, kind, passage, kinds))]


def _whole(value: Mapping[str, Any], kind: Kind, passage: Passage, kinds: list[str]) -> dict[str, Any]:
    about = _about(passage)
    if kind == "parameter":
        place = place_in(_cell(passage, kinds, "place")) or place_in(about)
        return {**value, **({"in": place} if place else {})}
    part, type_ = part_in(about), _cell(passage, kinds, "type").strip("` ")
    return {**value, **({"in": part} if part else {}), **({"type": type_} if type_.isascii() and type_ else {})}


def _kind(head: str, about: str, place: str) -> Kind | None:
    """What a table lists; a body's members are fields, whatever the head says."""
    if head == "name":
        return "parameter" if speaks_of_parameters(about) or place else "field" if part_in(about) else None
    if place == "header" and head != "parameter":
        return None
    return "parameter" if head == "parameter" else "field"


def _about(passage: Passage) -> str:
    return " ".join((*passage.headings[-2:], *passage.parents[-1:], passage.lead[-120:]))


def _cell(passage: Passage, kinds: list[str], kind: str) -> str:
    return next((cell for cell, found in zip(passage.cells, kinds, strict=False) if found == kind), "")


def _required(cell: str) -> bool | None:
    bare = cell.strip(" `*").lower()
    if bare in _MANDATORY_SIGNS or cell.strip() == "*":
        return True
    said = says_required(cell)
    return said if said is not None else yes_or_no(cell)


def _listed(passage: Passage) -> list[Promise]:
    """An item of a list of parameters: ``- `page` (optional): …``."""
    near = " ".join((*passage.headings[-1:], *passage.parents[-1:], passage.lead[-80:]))
    entry = _ENTRY.match(passage.text[:400])
    if entry is None or not (speaks_of_parameters(near) or speaks_of_fields(near)):
        return []
    kind: Kind = "parameter" if speaks_of_parameters(near) else "field"
    place = place_in(near) if kind == "parameter" else part_in(near)
    if kind == "field" and not place:
        return []
    required = says_required(entry["rest"][:60])
    value = {
        "name": entry["name"],
        **({"in": place} if place else {}),
        **({"required": required} if required is not None else {}),
    }
    return [Promise(kind=kind, offset=entry.start("name"), value=value)]


def _changed(passage: Passage) -> list[Promise]:
    """A change: ``Added query parameter: `include_related=true` ``."""
    text = passage.text[:1000]
    name = _QUOTED.search(text)
    before = text[: name.start()] if name else ""
    change = change_in(before)
    if (
        name is None
        or not change
        or len(before) > 120
        or not (speaks_of_parameters(before) or speaks_of_fields(before))
    ):
        return []
    kind: Kind = "parameter" if speaks_of_parameters(before) else "field"
    place = place_in(before) if kind == "parameter" else part_in(before)
    value = {"name": name["name"], **({"in": place} if place else {}), "change": change}
    return [Promise(kind=kind, offset=name.start(), value=value)]
