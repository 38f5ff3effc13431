"""In which order operations are tested: what ends logins comes last, since not all of them can be had again."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pytest_contract.spec import Operation

_LOGS_OUT = re.compile(r"log[-_]?out|sign[-_]?out|log[-_]?off|revoke", re.IGNORECASE)
_OF_SESSIONS = re.compile(r"/(sessions?|tokens?|(api[-_]?)?keys?|credentials?|log[-_]?ins?)(/|$)", re.IGNORECASE)
_OF_RIGHTS = re.compile(r"passw|/(roles?|permissions?|scopes?)(/|$)|deactivate|rotate", re.IGNORECASE)
_OF_ACCOUNTS = re.compile(r"/(me|self|profile|account|(users?|accounts|members)/\{[^/]*\})/?$", re.IGNORECASE)


def in_testing_order(operations: Iterable[Operation]) -> list[Operation]:
    """The operations in the spec's order, and after them, by their names, those that may end a session, change
    a password or a role, and delete an account."""
    return sorted(operations, key=_weight)


def _weight(operation: Operation) -> int:
    path, method = operation.path, operation.method
    if _LOGS_OUT.search(path) or (method == "DELETE" and _OF_SESSIONS.search(path)):
        return 1
    if method in {"PUT", "PATCH", "POST"} and _OF_RIGHTS.search(path):
        return 2
    return {"PUT": 2, "PATCH": 2, "DELETE": 3}.get(method, 0) if _OF_ACCOUNTS.search(path) else 0
