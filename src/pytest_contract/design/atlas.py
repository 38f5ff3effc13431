"""All operations that one document names, and how else it calls them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from pytest_contract.design.mention import ANY_METHOD, Mention, is_concrete, normal_path
from pytest_contract.design.sections import contains
from pytest_contract.findings import OperationKey

Owners = tuple[OperationKey, ...]

_WORDS = re.compile(r"[^\W_]+")
_STATIC = re.compile(r"^[\w.-]+$")
_ENDPOINTS = ("endpoint", "route", "エンドポイント", "endpunkt", "端点", "接口", "엔드포인트")
_BEFORE_ENDPOINT = re.compile(
    r"((?:[\w/'`-]{1,30} ){1,4})(?:endpoints?|routes?|エンドポイント|endpunkte?|端点|接口|엔드포인트)(?!\w)",
    re.IGNORECASE,
)
_ARTICLES = frozenset(
    "the a an this that each every all both any these those our its new existing and or for of on".split()
)
_SHORTEST_STEM = 5
_OFTEN = 3
_LISTED = re.compile(r"[(（]([^()（）]{3,300})[)）]")
_COMMA = re.compile(r"\s*(?:,|;|、|，| and | und | et | y | e | и )\s*")


@dataclass(slots=True)
class _Branch:
    """What paths that begin alike go on with."""

    parts: dict[str, _Branch] = field(default_factory=dict)
    operations: list[OperationKey] = field(default_factory=list)


@dataclass(slots=True)
class Atlas:
    """The operations of one document by path, and by the words of their paths."""

    operations: dict[OperationKey, int] = field(default_factory=dict)
    """Each with its number, in the order in which they are first named."""
    by_path: dict[str, list[OperationKey]] = field(default_factory=dict)
    templates: dict[str, _Branch] = field(default_factory=dict)
    """Operations with variables, by method and then by the parts of their paths."""
    prefixes: set[str] = field(default_factory=set)
    """What paths begin with."""
    by_last: dict[str, dict[OperationKey, None]] = field(default_factory=dict)
    """Operations by the first letters of each word of their paths' last parts."""
    counts: Counter[OperationKey] = field(default_factory=Counter)
    """How often each is named."""
    meant: dict[tuple[OperationKey, bool], OperationKey] = field(default_factory=dict)
    """What each operation that was asked for resolves to, strictly and loosely."""
    nicknames: dict[str, Owners] = field(default_factory=dict)
    """What each nickname that was asked for calls."""

    @classmethod
    def of(cls, found: Iterable[Mention]) -> Atlas:
        """The atlas of a document's mentions."""
        atlas = cls()
        for mention in found:
            for operation in mention.operations:
                atlas._add(operation)
        return atlas

    def _add(self, operation: OperationKey) -> None:
        self.counts[operation] += 1
        if operation in self.operations:
            return
        self.operations[operation] = len(self.operations)
        path = normal_path(operation.path)
        self.by_path.setdefault(path, []).append(operation)
        if "{}" in path:
            branch = self.templates.setdefault(operation.method, _Branch())
            for part in path.split("/"):
                branch = branch.parts.setdefault(part, _Branch())
            branch.operations.append(operation)
        self.prefixes.update(path[:end] for end, letter in enumerate(path) if letter == "/" and end)
        for word in _words(last_part(operation.path)):
            self.by_last.setdefault(word[:_SHORTEST_STEM], {})[operation] = None

    def knows(self, path: str) -> bool:
        """Whether the document names an operation of this path."""
        return normal_path(path) in self.by_path

    def at_path(self, path: str) -> Owners:
        """The operations of a path; where none is known, the path with `ANY_METHOD`, or all below it."""
        known = tuple(self.by_path.get(normal_path(path), ()))
        below = f"{path}/*" if normal_path(path) in self.prefixes else path
        return known or (OperationKey(ANY_METHOD, below),)

    def resolved(self, operation: OperationKey, *, loosely: bool = False) -> OperationKey:
        """The operation that one with an example of an id means: `GET /jobs/123` where `GET /jobs/{id}` is known.

        `loosely`: whether it stands in an example, where anything may be an id.
        """
        if (operation, loosely) not in self.meant:
            self.meant[operation, loosely] = self._resolved(operation, loosely)
        return self.meant[operation, loosely]

    def _resolved(self, operation: OperationKey, loosely: bool) -> OperationKey:
        parts = operation.path.split("/")
        if loosely and (general_one := self._template(operation)) is not None:
            return general_one
        if not any(is_concrete(part) for part in parts):
            return operation
        general = "/".join("{}" if is_concrete(part) else part for part in parts)
        same = (key for key in self.by_path.get(normal_path(general), ()) if key.method == operation.method)
        return next((key for key in same if not any(map(is_concrete, key.path.split("/")))), operation)

    def _template(self, operation: OperationKey) -> OperationKey | None:
        """The one operation with variables whose path an example's fits."""
        parts = operation.path.split("/")
        branches = [self.templates.get(operation.method, _Branch())]
        for part in parts:
            names = {part, "{}"} if part else {part}
            branches = [branch.parts[name] for branch in branches for name in names if name in branch.parts]
        found = (key for branch in branches for key in branch.operations if key != operation)
        fits = list(islice((key for key in found if _has_fixed(parts, normal_path(key.path).split("/"))), 2))
        return fits[0] if len(fits) == 1 and "{}" not in normal_path(operation.path) else None

    def called(self, nickname: str) -> Owners:
        """The operations that a few words call by parts of their paths: `password change`, `resend`; `()` for none."""
        if nickname not in self.nicknames:
            stems = {stem[:_SHORTEST_STEM] for word in _words(nickname) for stem in (word, f"{word}s", word[:-1])}
            near = {key: None for stem in stems for key in self.by_last.get(stem, ())}
            self.nicknames[nickname] = called(nickname, sorted(near, key=self.operations.__getitem__))
        return self.nicknames[nickname]

    def sole(self) -> Owners:
        """The operation of a document that speaks of one only, and more than in passing; `()` where there is none."""
        only = next(iter(self.operations), None)
        return (only,) if only is not None and len(self.operations) == 1 and self.counts[only] >= _OFTEN else ()

    def before_endpoint(self, text: str) -> Owners:
        """The operations that `the login endpoint` means, where the document has exactly one such."""
        for match in _BEFORE_ENDPOINT.finditer(text) if contains(text.lower(), _ENDPOINTS) else ():
            words = [word for word in _words(match[1]) if word not in _ARTICLES]
            for first in range(len(words)):
                found = self.called(" ".join(words[first:]))
                if len(found) == 1:
                    return found
        return ()

    def listed(self, text: str) -> Owners:
        """The operations of a list of nicknames in parentheses: `(logout, me, password change)`."""
        for match in _LISTED.finditer(text):
            entries = _COMMA.split(match[1].strip())
            found = [self.called(entry) for entry in entries if 0 < len(entry) <= 40]
            if len(entries) > 1 and sum(bool(owners) for owners in found) > 1:
                return tuple(dict.fromkeys(owner for owners in found for owner in owners))
        return ()


def _has_fixed(parts: Sequence[str], template: Sequence[str]) -> bool:
    return any(one == other and one for one, other in zip(parts, template, strict=True))


def called(nickname: str, operations: Iterable[OperationKey]) -> Owners:
    """The operations whose paths hold all words of a nickname, the last part of the path among them."""
    words = _words(nickname)
    if not words or len(words) > 4:
        return ()
    return tuple(operation for operation in operations if _is_called(operation, words))


def matching(words: Sequence[str], operations: Iterable[OperationKey]) -> Owners:
    """The operations that any of the words calls: by the last part of their paths, else by any part."""
    every = tuple(operations)
    last = tuple(operation for operation in every if any(_names(word, last_part(operation.path)) for word in words))
    return last or tuple(o for o in every if any(_names(word, part) for word in words for part in _parts(o.path)))


def _is_called(operation: OperationKey, words: Sequence[str]) -> bool:
    last, everything = _words(last_part(operation.path)), path_words(operation.path) | {operation.method.lower()}
    return (
        bool(last)
        and any(_same(word, end) for word in words for end in last)
        and all(any(_same(word, other) for other in everything) for word in words)
    )


def _names(word: str, part: str) -> bool:
    lowered = part.lower()
    return (
        _same(word, lowered)
        or any(_same(word, piece) for piece in _WORDS.findall(lowered))
        or (len(lowered) >= 4 and word.endswith(lowered))
    )


def _same(one: str, other: str) -> bool:
    """Whether two words are one, or of one stem: `registration` and `register`."""
    if one == other or one + "s" == other or one == other + "s":
        return True
    stem = max(_SHORTEST_STEM, (max(len(one), len(other)) + 1) // 2)
    return len(one) >= stem and one[:stem] == other[:stem]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORDS.findall(text)]


def _parts(path: str) -> list[str]:
    return [part for part in path.split("/") if _STATIC.match(part)]


@lru_cache(maxsize=4096)
def last_part(path: str) -> str:
    """The last part of a path that is no variable: `verify` of `/auth/verify/:token`."""
    parts = _parts(path)
    return parts[-1] if parts else ""


@lru_cache(maxsize=4096)
def path_words(path: str) -> frozenset[str]:
    """The words of a path's fixed parts, in lower case."""
    return frozenset(word.lower() for part in _parts(path) for word in _WORDS.findall(part))
