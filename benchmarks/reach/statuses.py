"""Which of the declared statuses a row of answers reached, and with how many requests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pytest_contract.spec import Document, Operation

ERRORS = frozenset({401, 403, 404, 405, 406, 409, 410, 412, 415, 422, 428})


@dataclass(frozen=True, slots=True, order=True)
class Declared:
    """A status of an operation."""

    operation: str
    """`GET /users/{id}`."""
    status: int

    @property
    def is_success(self) -> bool:
        """2xx."""
        return self.status < 300

    def __str__(self) -> str:
        return f"{self.operation} {self.status}"


def declared(document: Document) -> frozenset[Declared]:
    """All that count: each operation's 2xx, and those errors that a client can bring about."""
    return frozenset(
        Declared(operation.label, int(response.status))
        for operation in document.operations
        for response in operation.responses
        if response.status.isdigit() and (200 <= int(response.status) < 300 or int(response.status) in ERRORS)
    )


class Reach:
    """Answers held against what is declared."""

    def __init__(self, document: Document) -> None:
        self._declared = declared(document)
        self._bases = sorted(document.base_paths, key=len, reverse=True)
        self._patterns = [(operation, _pattern(operation.path)) for operation in document.operations]
        # A literal segment goes before a parameter, as in every router.
        self._patterns.sort(key=lambda entry: entry[0].path.count("{"))

    def curve(self, answers: Iterable[tuple[str, str, int]]) -> Iterator[tuple[int, Declared]]:
        """Each declared status that is reached, with the number of requests that it took."""
        seen: set[Declared] = set()
        for number, (method, path, status) in enumerate(answers, start=1):
            for operation in self._operations(method, path, status):
                met = Declared(operation.label, status)
                if met in self._declared and met not in seen:
                    seen.add(met)
                    yield number, met

    def _operations(self, method: str, path: str, status: int) -> Iterator[Operation]:
        below = self._below(path)
        at_path = [operation for operation, pattern in self._patterns if pattern.fullmatch(below)]
        # A 405 is about the path: it answers the methods that none of its operations has.
        yield from at_path if status == 405 else [each for each in at_path if each.method == method][:1]

    def _below(self, path: str) -> str:
        base = next((base for base in self._bases if path.startswith(f"{base}/")), "")
        return path.removeprefix(base)

    def lost(self, answers: Sequence[tuple[str, str, int]], credentials: Sequence[str]) -> int:
        """How many requests were refused though their credential had been let in before: 401 where one is needed,
        or 403 where it had been answered otherwise."""
        let_in: set[tuple[str, ...]] = set()
        count = 0
        for (method, path, status), credential in zip(answers, credentials, strict=True):
            operation = next(self._operations(method, path, status), None)
            if operation is None or not credential or not operation.security or () in operation.security:
                continue
            keys = (credential,) if status == 401 else (credential, method, path)
            count += status in (401, 403) and keys in let_in
            if status < 400:
                let_in |= {(credential,), (credential, method, path)}
        return count


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"(\{[^{}]+\})", template)
    return re.compile("".join("[^/]+" if part.startswith("{") else re.escape(part) for part in parts), re.DOTALL)
