"""Routes of Django, Django REST framework's viewsets among them."""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from pytest_contract.target.protocol import Route, RouteTable
from pytest_contract.target.routes.handler import enclosed_by, entries
from pytest_contract.target.routes.regex import Template, template_of

_VARIABLE = re.compile(r"<(?:(?P<converter>[^>:]+):)?(?P<name>[^>]+)>")


def read(app: object) -> RouteTable | None:
    """The routes of the project's root URLconf, which is the same for all handlers."""
    urls = sys.modules.get("django.urls")
    if urls is None:
        return None
    routes = tuple(_walk(urls.get_resolver().url_patterns, Template(path="/")))
    return RouteTable(framework="django", routes=routes)


def _walk(patterns: Iterable[Any], before: Template) -> Iterator[Route]:
    for pattern in patterns:
        template = before.joined(_template(pattern.pattern, is_endpoint=not hasattr(pattern, "url_patterns")))
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern.url_patterns, template)
        else:
            yield from _read_view(pattern.callback, template, is_suffix=_is_format_suffix(pattern.pattern))


def _template(pattern: Any, *, is_endpoint: bool) -> Template:
    if hasattr(pattern, "_route"):
        return _route_template(str(pattern._route), pattern.converters)
    if hasattr(pattern, "_regex"):
        return template_of(str(pattern._regex), is_endpoint=is_endpoint)
    # A language prefix, or a pattern class of the project's own.
    return Template(path="", is_open_ended=True)


def _route_template(route: str, converters: dict[str, Any]) -> Template:
    for match in _VARIABLE.finditer(route):
        if re.fullmatch(getattr(converters.get(match["name"]), "regex", ""), "a/b"):
            return Template(path=_VARIABLE.sub(r"{\g<name>}", route[: match.start()]), is_open_ended=True)
    return Template(path=_VARIABLE.sub(r"{\g<name>}", route))


def _is_format_suffix(pattern: Any) -> bool:
    """Whether it is the `.json` twin that Django REST framework makes of each of its routes."""
    text = str(getattr(pattern, "_route", None) or getattr(pattern, "_regex", ""))
    return "drf_format_suffix" in text or "(?P<format>" in text


def _read_view(view: Any, template: Template, *, is_suffix: bool) -> Iterator[Route]:
    path = template.prefix if template.is_open_ended else template.path
    for methods, handler, owner in _handlers(view):
        yield from entries(
            path, methods, handler, owner=owner, is_open_ended=template.is_open_ended, is_internal=is_suffix
        )


def _handlers(view: Any) -> Iterator[tuple[Iterable[str], Any, Any]]:
    owner = getattr(view, "view_class", None) or getattr(view, "cls", None)
    actions = getattr(view, "actions", None)
    if owner is None:
        yield _required_methods(view), view, None
    elif actions:
        allowed = getattr(owner, "http_method_names", None) or list(actions)
        for method, action in actions.items():
            if method in allowed:
                yield {method}, getattr(owner, action, view), owner
    else:
        yield from _class_handlers(view, owner)


def _class_handlers(view: Any, owner: Any) -> Iterator[tuple[Iterable[str], Any, Any]]:
    arguments = getattr(view, "view_initkwargs", None) or {}
    for name in arguments.get("http_method_names") or owner.http_method_names:
        handler = getattr(owner, name, None)
        if handler is not None and name != "options":
            # Every view answers OPTIONS; GET stands in for HEAD.
            along = {"get": {"HEAD", "OPTIONS"}}.get(name, {"OPTIONS"})
            yield {name, *along}, handler, owner


def _required_methods(view: Any) -> Iterable[str]:
    """What `require_http_methods` allows, which only its closure knows; nothing where any method is taken."""
    for _ in range(20):
        if not inspect.isfunction(view):
            break
        allowed = enclosed_by(view).get("request_method_list")
        if allowed is not None:
            return tuple(str(method) for method in allowed)
        view = getattr(view, "__wrapped__", None)
    return ()
