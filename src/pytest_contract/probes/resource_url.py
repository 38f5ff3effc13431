"""Where a resource stands: the URLs of what a path template's keys name."""

from __future__ import annotations

import re
from urllib.parse import quote

from pytest_contract.exchange import Request
from pytest_contract.probes.resource import unmade
from pytest_contract.spec import Document, Operation

_KEY = re.compile(r"\{[^{}]+\}")


def anonymous(path: str) -> str:
    """A path without the names of its parameters, and without a trailing slash."""
    return _KEY.sub("{}", path.rstrip("/")) or "/"


def item_path(path: str) -> str | None:
    """The path up to its last key: `/docs/{}` for `/docs/{id}/archive`; `None` without a key."""
    plain = anonymous(path)
    last = plain.rfind("{}")
    return None if last < 0 else plain[: last + 2]


def reader_of(document: Document, place: str) -> Operation | None:
    """The operation that reads what stands at an anonymous path."""
    found = (each for each in document.operations if each.method == "GET" and anonymous(each.path) == place)
    return next(found, None)


def item_url(operation: Operation, url: str) -> str:
    """The URL of the item that a request is about: its path up to the last key of the operation's template."""
    parts, left = _split(operation, url)
    return "/".join(parts[: len(parts) - left])


def below(url: str, key: str | int) -> str:
    """The URL of a collection's item."""
    path = url.partition("?")[0]
    return f"{path.rstrip('/')}/{quote(str(key), safe='')}"


def with_unmade_key(operation: Operation, request: Request) -> Request:
    """The same request for a resource that nobody made, as far as can be told."""
    parts, left = _split(operation, request.url)
    parts[-1 - left] = unmade(parts[-1 - left])
    url = "/".join(parts) + request.url[len(request.url.partition("?")[0]) :]
    return Request(method=request.method, url=url, headers=request.headers, body=request.body)


def with_keys(operation: Operation, request: Request, values: tuple[str | int, ...]) -> Request:
    """The same request for another resource; as it is where the template's keys aren't whole segments."""
    parts, _ = _split(operation, request.url)
    template = operation.path.split("/")
    places = [index - len(template) for index, segment in enumerate(template) if _KEY.fullmatch(segment)]
    if len(places) != len(values) or len(parts) < len(template):
        return request
    for place, value in zip(places, values, strict=True):
        parts[place] = quote(str(value), safe="")
    url = "/".join(parts) + request.url[len(request.url.partition("?")[0]) :]
    return Request(method=request.method, url=url, headers=request.headers, body=request.body)


def operation_at(document: Document, request: Request) -> Operation | None:
    """The operation that a request is for: the template with the most literal segments that fits the path's end."""
    sent = request.url.partition("?")[0].strip("/").split("/")
    fitting = [each for each in document.operations if each.method == request.method and _fits(each.path, sent)]
    return max(fitting, key=lambda each: (each.path.count("/"), -each.path.count("{")), default=None)


def _fits(path: str, sent: list[str]) -> bool:
    template = path.strip("/").split("/")
    tail = sent[-len(template) :]
    return len(tail) == len(template) and all("{" in a or a == b for a, b in zip(template, tail, strict=True))


def _split(operation: Operation, url: str) -> tuple[list[str], int]:
    """The segments of a URL's path, and how many of them follow the last key."""
    parts = url.partition("?")[0].split("/")
    template = operation.path.split("/")
    last = max((index for index, segment in enumerate(template) if "{" in segment), default=len(template) - 1)
    return parts, len(template) - 1 - last
