"""Where an API starts below its target: the spec's `servers` promise it, the app decides."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from pytest_contract.exchange import Intent, Request
from pytest_contract.spec import Document
from pytest_contract.target import RouteTable, Sender, Target

_MOST_ASKED = 4


def choose_base_path(document: Document, target: Target, sender: Sender) -> str:
    """The path that each operation's own is appended to, without a trailing slash.

    A base URL with a path of its own is taken at its word. Else it is the candidate (each of `servers`, and
    none) under which most of the app's routes are found; where there is no route table, the first under which
    an operation that needs nothing answers anything but 404. Where nothing decides, the first of `servers`.
    """
    if target.kind == "url" and urlsplit(target.name).path.strip("/"):
        return ""
    candidates = list(dict.fromkeys([*document.base_paths, ""]))
    if len(candidates) == 1:
        return candidates[0]
    routes = target.routes
    if routes is not None:
        return max(candidates, key=lambda candidate: _found(document, routes, candidate))
    return next((candidate for candidate in candidates if _answers(document, sender, candidate)), candidates[0])


def _found(document: Document, routes: RouteTable, base_path: str) -> int:
    return sum(
        routes.may_serve(operation.method, base_path + operation.path) is True for operation in document.operations
    )


def _answers(document: Document, sender: Sender, base_path: str) -> bool:
    intent = Intent.of_probe("base-path")
    paths = _paths_without_parameters(document)[:_MOST_ASKED]
    statuses = (sender.send(Request(method="GET", url=base_path + path), intent).status for path in paths)
    return any(status not in (None, 404) for status in statuses)


def _paths_without_parameters(document: Document) -> Sequence[str]:
    return [
        operation.path for operation in document.operations if operation.method == "GET" and "{" not in operation.path
    ]
