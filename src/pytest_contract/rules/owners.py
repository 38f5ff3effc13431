"""Which operation of the spec a design document means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from pytest_contract.design import Claim
from pytest_contract.findings import OperationKey
from pytest_contract.spec import Document, Operation

_BASE_SEGMENT = re.compile(r"api|apis|rest|gateway|v\d+([.-]\d+)*", re.IGNORECASE)
_LOOKS_LIKE_A_KEY = re.compile(r"(?=.*\d)[\w.-]+|[0-9a-fA-F-]{32,36}")
_VERSION = re.compile(r"v\d+([.-]\d+)*", re.IGNORECASE)
_PARAMETER = "{}"
_PARAMETERS = re.compile(r"\{[^/{}]*\}|<[^/<>]*>|\A:\w+\Z|\A\[\w+\]\Z|\A\$\w+\Z")
"""`{id}`, `<id>`, `:id`, `[id]`, `$id`."""
_ANY_METHOD = frozenset({"*", "ANY", "ALL"})


class Owners:
    """Finds the spec's operations for what a document names, whatever its base path and its parameters are called."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[OperationKey, tuple[Operation, ...]] = {}

    def of(self, named: OperationKey) -> tuple[Operation, ...]:
        """The operations that a document's `METHOD /path` means: none, one, or all that a `*` covers."""
        if named not in self._found:
            self._found[named] = tuple(self._search(named))
        return self._found[named]

    def is_on(self, claim: Claim, operation: Operation) -> bool:
        """Whether a claim is about that very operation, and not about the whole API."""
        return claim.operation is not None and operation in self.of(claim.operation)

    def _search(self, named: OperationKey) -> Iterator[Operation]:
        wanted = _segments(named.path)
        candidates = [each for each in self._spelled if named.method.upper() in (each[0].method, *_ANY_METHOD)]
        versions = _versions(wanted)
        if versions and not any(versions & self._versions_of(operation) for operation, _ in candidates):
            # A path of another version is another path; a spec without versions leaves its base path out.
            candidates = [each for each in candidates if not self._versions_of(each[0])]
        if wanted and wanted[-1] in ("*", "**"):
            yield from _distinct(each for each, path in candidates if path[: len(wanted) - 1] == wanted[:-1])
            return
        for is_meant in (_is_same, _is_same_below_a_base, _is_an_example, _is_an_example_below_a_base):
            found = _distinct(operation for operation, path in candidates if is_meant(wanted, path))
            if found:
                by_method = {operation.method for operation in found}
                yield from found if len(found) == len(by_method) else ()
                return

    def _versions_of(self, operation: Operation) -> set[str]:
        bases = self._document.base_paths
        return set().union(*(_versions(_segments(base + operation.path)) for base in bases))

    @cached_property
    def _spelled(self) -> list[tuple[Operation, list[str]]]:
        """Each operation with each of its full paths: below every base path, and below none."""
        bases = dict.fromkeys([*self._document.base_paths, ""])
        return [
            (operation, _segments(base + operation.path)) for operation in self._document.operations for base in bases
        ]


def normalised(method: str, path: str) -> tuple[str, str]:
    """An operation without its parameters' names."""
    return method.upper(), "/" + "/".join(_segments(path))


def _segments(path: str) -> list[str]:
    return [_PARAMETERS.sub(_PARAMETER, segment) for segment in path.partition("?")[0].split("/") if segment]


def _versions(segments: list[str]) -> set[str]:
    return {segment.lower() for segment in segments if _VERSION.fullmatch(segment)}


def _is_same(wanted: list[str], path: list[str]) -> bool:
    return wanted == path


def _is_same_below_a_base(wanted: list[str], path: list[str]) -> bool:
    """`/users` for `/api/v1/users`, and the other way round: a base path that one of the two leaves out."""
    shorter, longer = sorted((wanted, path), key=len)
    base, rest = longer[: len(longer) - len(shorter)], longer[len(longer) - len(shorter) :]
    return rest == shorter and any(segment != _PARAMETER for segment in shorter) and all(map(_is_base, base))


def _is_base(segment: str) -> bool:
    return _BASE_SEGMENT.fullmatch(segment) is not None


def _is_an_example(wanted: list[str], path: list[str]) -> bool:
    """`/users/42` for `/users/{id}`."""
    return len(wanted) == len(path) and all(map(_fits, wanted, path))


def _fits(segment: str, template: str) -> bool:
    return segment == template or (template == _PARAMETER and _LOOKS_LIKE_A_KEY.fullmatch(segment) is not None)


def _is_an_example_below_a_base(wanted: list[str], path: list[str]) -> bool:
    difference = len(path) - len(wanted)
    if difference > 0:
        return all(map(_is_base, path[:difference])) and _is_an_example(wanted, path[difference:])
    return all(map(_is_base, wanted[:-difference])) and _is_an_example(wanted[-difference:], path)


def _distinct(operations: Iterator[Operation]) -> list[Operation]:
    return list({operation.label: operation for operation in operations}.values())
