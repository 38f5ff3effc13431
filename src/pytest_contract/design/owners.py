"""Who a block belongs to: the operations that headings, rows, leads, parents and its own words say.

The nearest wins: what a sentence names itself, then its list item's parents, then the paragraph that introduces the
list or the table, then the section, then the section above. A section ends at the next heading of its level or above;
a label, `**Endpoint:** POST /policies`, gives the rest of its section an owner.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pytest_contract.design.atlas import Atlas, Owners, matching
from pytest_contract.design.blocks import Block
from pytest_contract.design.error_words import holds_codes
from pytest_contract.design.mention import ANY_METHOD, Mention, called_method, mentions, methods_of, path_of, paths
from pytest_contract.design.placed import TITLE, Placed, Section
from pytest_contract.design.sections import STEP_WORDS, folded, is_general, names_endpoint, names_method, names_scope
from pytest_contract.design.sentences import Named, named_together, owned_from
from pytest_contract.design.status_words import holds_statuses
from pytest_contract.findings import OperationKey

_WORDS = re.compile(r"[^\W_]+")
_SUBJECT_END = re.compile(r"\b(?:shall|must|should|may|will|returns?|responds?|answers?|requires?|endpoints?)\b", re.I)
_EVERY = re.compile(r"\b(?:all|every|each|any)\b", re.IGNORECASE)
_OF_EVERYTHING = re.compile(
    r"\b(?:all|every|each|any)\b[^.;]{0,30}\b(?:requests?|endpoints?|calls?|routes?|operations?)\b", re.IGNORECASE
)
_REFERS_BACK = re.compile(
    r"^\W*(?:it|this|that|the (?:same )?(?:endpoint|request|response|operation|call|route|api call)|"
    r"returns?|responds?|answers?|"
    r"on (?:success|failure)|(?:an?|the) [1-5]\d\d|er|sie|es|elle|il|retourne|devuelve|retorna|возвращает|döner)\b",
    re.IGNORECASE,
)
_NSID = re.compile(r"^\W{0,2}`(?P<id>(?:com|org|net|io|app|dev|chat|social)(?:\.[A-Za-z][\w-]*){2,6})`\W{0,2}$")
_NEAR_PATH = re.compile(r"\b(?:endpoints?|routes?|path|requests?|calls?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ownership:
    """What a block is about."""

    owners: Owners = ()
    owned_from: tuple[tuple[int, Owners], ...] = ()
    below: Owners = ()
    """What stands below it, or is introduced by it, is about."""
    named: Owners = ()
    """What it defines."""
    says: bool = False
    """Whether its own text says it."""


@dataclass(slots=True)
class _Steps:
    """What the earlier items of one list named."""

    every: dict[OperationKey, None] = field(default_factory=dict)
    last: Owners = ()


@dataclass(slots=True)
class Ledger:
    """What each section, list and table so far is about."""

    atlas: Atlas
    lists: dict[int, Owners] = field(default_factory=dict)
    """By list: the operations that an item labelled `Scope`, `Trigger` or the like names for all of its items."""
    sole: Owners = ()
    """The operation of a document that speaks of one only."""
    sections: dict[int, Owners] = field(default_factory=dict)
    running: dict[int, Owners] = field(default_factory=dict)
    """By section: what its own text named last."""
    told: dict[int, Owners] = field(default_factory=dict)
    """By section: the operations that its paragraphs are about; `()` where there are several."""
    announced: dict[int, tuple[str, int]] = field(default_factory=dict)
    """By section: the method, and the place of the paragraph, of a request whose path is to follow."""
    blocks: dict[int, Ownership] = field(default_factory=dict)
    steps: dict[int, _Steps] = field(default_factory=dict)
    rows: dict[int, Owners] = field(default_factory=dict)
    """By table: the last row's own."""
    method: dict[int, str] = field(default_factory=dict)
    """By section: a method whose path is still to come."""

    def of_section(self, section: Section | None) -> Owners:
        """The owners that a section's heading, or one above it, says."""
        while section is not None:
            if (owners := self.sections.get(id(section))) is not None:
                return owners
            section = section.giving()
        return self.sole

    def inherited(self, placed: Placed) -> Owners:
        """What the surroundings of a block say."""
        for parent in reversed(placed.block.parents):
            if self.blocks[parent].below:
                return self.blocks[parent].below
        lead = placed.block.lead
        if lead is not None and self.blocks[lead].says:
            return self.blocks[lead].below
        return self.of_section(placed.section)

    def own(self, placed: Placed) -> Ownership:
        """What a block is about; remembered for those that follow."""
        match placed.block.kind:
            case "row":
                ownership = self._row(placed)
            case "item" | "paragraph" | "heading":
                ownership = self._heading(placed) if placed.opens else self._text(placed)
            case _:
                ownership = Ownership(owners=self.inherited(placed), below=self.inherited(placed))
        self.blocks[placed.place] = ownership
        return ownership

    def settle(self, section: Section, owners: Owners) -> None:
        """Makes `owners` what the rest of a section is about."""
        self.sections[id(section)] = owners

    def _heading(self, placed: Placed) -> Ownership:
        text = placed.block.text
        found = tuple(dict.fromkeys(key for mention in mentions(text) for key in mention.operations))
        path = "" if found else path_of(text)
        owners = found or (self.atlas.at_path(path) if path else ())
        if owners:
            self.settle(placed.section, owners)
        every = owners or self.of_section(placed.section)
        return Ownership(owners=every, below=every, named=found, says=bool(owners))

    def _text(self, placed: Placed) -> Ownership:
        block, base = placed.block, self.inherited(placed)
        groups = self._announced(placed) or self._groups(block)
        labelled = self._label(placed, groups) or self._entry(placed)
        if labelled:
            return Ownership(owners=labelled, below=labelled, named=labelled, says=True)
        if not groups:
            self._hear_of_a_call(placed)
            return self._unnamed(placed, base)
        every = _union(groups)
        in_passing = _OF_EVERYTHING.search(block.text[: groups[0].sentence]) is not None
        if groups[-1].owners[0].method != ANY_METHOD:
            self.running[id(placed.section)] = groups[-1].owners
            if block.kind == "paragraph" and not in_passing:
                told = self.told.get(id(placed.section))
                self.told[id(placed.section)] = every if told is None or told == every else ()
        self._remember_step(block, every)
        named = every if groups[0].is_subject and block.kind == "item" else ()
        leads = not base or groups[0].is_subject
        alone = len({group.owners for group in groups}) == 1 and not in_passing
        return Ownership(
            owners=base or (groups[0].owners if alone else ()),
            owned_from=owned_from(block.text, groups, base),
            below=every if leads else base,
            named=tuple(key for key in named if key.method != ANY_METHOD),
            says=leads,
        )

    def _entry(self, placed: Placed) -> Owners:
        """The operation that a paragraph is the title of, for the rest of its section: `GET /a - all of them.`"""
        text = placed.block.text
        if placed.block.kind != "paragraph" or _ENTRY.match(text) is None or mentions(placed.section.title):
            return ()
        found = list(mentions(text))
        if len(found) != 1 or len(found[0].operations) != 1 or not _ENTRY_GOES_ON.match(text[found[0].end :]):
            return ()
        self.settle(placed.section, found[0].operations)
        return found[0].operations

    def _groups(self, block: Block) -> list[Named]:
        """The operations that a text names: with their methods, else by a path."""
        found = mentions(block.text)
        return named_together(block.text, found or self._paths(block))

    def _hear_of_a_call(self, placed: Placed) -> None:
        """A request that goes to no path that is named ends what was told before; its path may be still to come."""
        method, section = called_method(placed.block.text), id(placed.section)
        told = self.told.get(section, ())
        if method and not any(key.method == method for key in told):
            self.running.pop(section, None)
            self.told.pop(section, None)
        if method and placed.block.text.rstrip().endswith((":", "：")):
            self.announced[section] = (method, placed.place)

    def _announced(self, placed: Placed) -> list[Named]:
        """The operation of a paragraph that is the path of a request announced by the one before."""
        method, place = self.announced.pop(id(placed.section), ("", -2))
        path = path_of(placed.block.text) if place == placed.place - 1 else ""
        if not path:
            return []
        return [Named(start=0, end=0, owners=(OperationKey(method, path),), is_subject=True, sentence=0)]

    def _paths(self, block: Block) -> list[Mention]:
        """Paths without methods: known ones, and those that are spoken of as endpoints."""
        if "/" not in block.text:
            return []
        return [
            Mention(start=place.start, end=place.end, operations=self.atlas.at_path(place.operations[0].path))
            for place in paths(block.text)
            if self.atlas.knows(place.operations[0].path) or _is_endpoint(block.text, place)
        ]

    def _unnamed(self, placed: Placed, base: Owners) -> Ownership:
        owners = self._step(placed.block) or base or self.lists.get(placed.block.group, ()) or self._referred(placed)
        return Ownership(owners=owners, below=owners, says=owners != base)

    def _referred(self, placed: Placed) -> Owners:
        text = placed.block.text
        if (nsid := _NSID.match(text[:200])) is not None:
            return (OperationKey(ANY_METHOD, nsid["id"]),)
        if _REFERS_BACK.match(text[:60]) and id(placed.section) in self.running:
            return self.running[id(placed.section)]
        return self.atlas.listed(text) or self.atlas.before_endpoint(text) or self._told(placed)

    def _told(self, placed: Placed) -> Owners:
        """The one operation that the paragraphs before, in the same section, are about."""
        told = self.told.get(id(placed.section), ())
        general = placed.section.level == TITLE or is_general(placed.section.title)
        return () if general or len(told) != 1 else told

    def _label(self, placed: Placed, groups: list[Named]) -> Owners:
        """The owners that a label line gives to the rest of its section."""
        block = placed.block
        if not block.label:
            return ()
        value = block.text[len(block.label) :].lstrip(" :：*`")
        if names_method(block.label):
            return self._labelled_method(placed.section, value)
        if not names_endpoint(block.label):
            return ()
        owners = _union(groups) if groups and groups[0].owners[0].method != ANY_METHOD else ()
        owners = owners or self._labelled_path(placed.section, value)
        if owners:
            self.settle(placed.section, owners)
        return owners

    def _labelled_method(self, section: Section, value: str) -> Owners:
        methods = methods_of(value)
        owners = self.sections.get(id(section), ())
        if methods and owners and owners[0].method == ANY_METHOD:
            whole = tuple(OperationKey(method, owners[0].path) for method in methods)
            self.settle(section, whole)
            return whole
        if len(methods) == 1:
            self.method[id(section)] = methods[0]
        return ()

    def _labelled_path(self, section: Section, value: str) -> Owners:
        path = path_of(value)
        if not path:
            return ()
        method = self.method.pop(id(section), None)
        return (OperationKey(method, path),) if method else self.atlas.at_path(path)

    def _remember_step(self, block: Block, owners: Owners) -> None:
        if block.group:
            steps = self.steps.setdefault(block.group, _Steps())
            steps.every.update(dict.fromkeys(owners))
            steps.last = owners

    def _step(self, block: Block) -> Owners:
        """What a scenario's line is about: the operation that it calls by a part of its path, else the last one."""
        first = _WORDS.match(block.text)
        if not block.group or first is None or first[0].lower() not in STEP_WORDS:
            return ()
        steps = self.steps.setdefault(block.group, _Steps())
        if not steps.last:
            self._remember_step(block, self.atlas.before_endpoint(block.text))
            return steps.last
        end = _SUBJECT_END.search(block.text, first.end())
        subject = [word.lower() for word in _WORDS.findall(block.text[first.end() : end.start() if end else 60])]
        if _EVERY.search(" ".join(subject)):
            return tuple(steps.every)
        return matching(subject, steps.every) or steps.last

    def _row(self, placed: Placed) -> Ownership:
        block, base = placed.block, self.inherited(placed)
        found, defines = row_operations(block, self.atlas, owned=bool(base))
        if not found and block.cells and not block.cells[0].strip():
            found = self.rows.get(block.group, ())
        self.rows[block.group] = found
        if found and len(block.cells) == 2 and names_endpoint(block.cells[0]):
            self.settle(placed.section, found)
        owners = found or base
        return Ownership(owners=owners, below=owners, named=found if defines else (), says=bool(found))


_ENTRY = re.compile(r"[`*]{0,3}(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
_ENTRY_GOES_ON = re.compile(r"[`*]{0,3}\s{0,2}(?:[-–—:]\s)")


def scoped_lists(placed: Sequence[Placed]) -> dict[int, Owners]:
    """By list: the operations of its one item that says what the others are about."""
    found: dict[int, set[OperationKey]] = {}
    for entry in placed:
        if entry.block.kind == "item" and entry.block.label and names_scope(entry.block.label):
            named = {key for mention in mentions(entry.block.text) for key in mention.operations}
            found.setdefault(entry.block.group, set()).update(named)
    return {group: tuple(named) for group, named in found.items() if len(named) == 1}


def row_operations(block: Block, atlas: Atlas, *, owned: bool) -> tuple[Owners, bool]:
    """The operations that a table's row is about, and whether it defines them."""
    cells, columns = block.cells, block.columns
    apart, path = operations_apart(cells)
    if apart:
        return apart, True
    named = [cell for cell, column in zip(cells, columns, strict=False) if names_endpoint(column)]
    head = named or ([] if _is_of_codes(columns) else list(cells[:1]))
    for cell in head:
        if found := tuple(dict.fromkeys(key for mention in mentions(cell) for key in mention.operations)):
            return found, cell is cells[0]
    for cell in () if owned else cells:
        if found := tuple(dict.fromkeys(key for mention in mentions(cell) for key in mention.operations)):
            return found, False
    return _row_by_name(head, path, columns, atlas), False


def _is_of_codes(columns: Sequence[str]) -> bool:
    """Whether a table lists problem types with their statuses: the path of a type is no operation's."""
    return bool(columns) and holds_codes(columns[0]) and any(holds_statuses(column) for column in columns[1:])


def operations_apart(cells: Sequence[str]) -> tuple[Owners, str]:
    """The operations of a row with the method in one cell and the path in another; and the path."""
    methods = next((found for cell in cells if (found := methods_of(cell))), ())
    path = next((at for cell in cells if (at := path_of(cell))), "")
    return tuple(OperationKey(method, path) for method in methods if path), path


def _row_by_name(head: Sequence[str], path: str, columns: Sequence[str], atlas: Atlas) -> Owners:
    for cell in head:
        if at := path_of(cell):
            return atlas.at_path(at)
    if path and atlas.knows(path):
        return atlas.at_path(path)
    if any(names_endpoint(column) for column in columns):
        called = next((found for cell in head if (found := atlas.called(folded(cell)))), ())
        return called if len(called) == 1 else ()
    return ()


def _union(groups: Sequence[Named]) -> Owners:
    return tuple(dict.fromkeys(owner for group in groups for owner in group.owners))


def _is_endpoint(text: str, place: Mention) -> bool:
    """Whether a path that no method goes with is spoken of as an endpoint, or begins its sentence."""
    before, after = text[max(place.start - 30, 0) : place.start], text[place.end : place.end + 30]
    if not text[: place.start].strip(" `*-"):
        return text[place.start] == "`"
    return _NEAR_PATH.search(before) is not None or _NEAR_PATH.search(after.split(".")[0]) is not None
