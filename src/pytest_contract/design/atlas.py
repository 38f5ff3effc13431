"""All operations that one document names, and how else it calls them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pytest_contract.design.mention import ANY_METHOD, Mention, is_concrete, normal_path
from pytest_contract.findings import OperationKey

Owners = tuple[OperationKey, ...]

_WORDS = re.compile(r"[^\W_]+")
_STATIC = re.compile(r"^[\w.-]+$")
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
class Atlas:
    """The operations of one document by path, and by the words of their paths."""

    operations: dict[OperationKey, None] = field(default_factory=dict)
    by_path: dict[str, list[OperationKey]] = field(default_factory=dict)
    shapes: dict[tuple[str, int], list[OperationKey]] = field(default_factory=dict)
    """Operations with variables, by method and number of parts."""
    prefixes: set[str] = field(default_factory=set)
    """What paths begin with."""
    stems: set[str] = field(default_factory=set)
    """The first letters of the words of all paths."""
    counts: Counter[OperationKey] = field(default_factory=Counter)
    """How often each is named."""

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
        self.operations[operation] = None
        path = normal_path(operation.path)
        self.by_path.setdefault(path, []).append(operation)
        if "{}" in path:
            self.shapes.setdefault((operation.method, path.count("/") + 1), []).append(operation)
        self.prefixes.update(path[:end] for end, letter in enumerate(path) if letter == "/" and end)
        self.stems.update(word[:_SHORTEST_STEM] for word in path_words(operation.path))
        self.stems.add(operation.method.lower())

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
        fits = [
            key
            for key in self.shapes.get((operation.method, len(parts)), ())
            if key != operation and _fits(parts, normal_path(key.path).split("/"))
        ]
        return fits[0] if len(fits) == 1 and "{}" not in normal_path(operation.path) else None

    def called(self, nickname: str) -> Owners:
        """The operations that a few words call by parts of their paths: `password change`, `resend`; `()` for none."""
        return called(nickname, self.operations) if self._may_be_called(nickname) else ()

    def _may_be_called(self, nickname: str) -> bool:
        return any(
            not self.stems.isdisjoint((word[:_SHORTEST_STEM], f"{word}s", word[:-1])) for word in _words(nickname)
        )

    def sole(self) -> Owners:
        """The operation of a document that speaks of one only, and more than in passing; `()` where there is none."""
        only = next(iter(self.operations), None)
        return (only,) if only is not None and len(self.operations) == 1 and self.counts[only] >= _OFTEN else ()

    def before_endpoint(self, text: str) -> Owners:
        """The operations that `the login endpoint` means, where the document has exactly one such."""
        for match in _BEFORE_ENDPOINT.finditer(text):
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


def _fits(parts: Sequence[str], template: Sequence[str]) -> bool:
    return all(one == other or (other == "{}" and one) for one, other in zip(parts, template, strict=True)) and any(
        one == other and one for one, other in zip(parts, template, strict=True)
    )


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
    parts = _parts(operation.path)
    last = _WORDS.findall(last_part(operation.path).lower())
    everything = {word for part in parts for word in _WORDS.findall(part.lower())} | {operation.method.lower()}
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


def last_part(path: str) -> str:
    """The last part of a path that is no variable: `verify` of `/auth/verify/:token`."""
    parts = _parts(path)
    return parts[-1] if parts else ""


def path_words(path: str) -> set[str]:
    """The words of a path's fixed parts, in lower case."""
    return {word.lower() for part in _parts(path) for word in _WORDS.findall(part)}
