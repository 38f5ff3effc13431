"""Places: path templates up to one of their parameters, whose names are left out: `/users/{}/posts/{}`."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"^\{([^{}]+)\}$")


def segments(path: str) -> list[str]:
    """The segments of a path template, without the empty first one."""
    return path.strip("/").split("/")


def parameter_of(segment: str) -> str | None:
    """The parameter's name where the whole segment is one: `{id}` → `id`."""
    match = _PARAMETER.match(segment)
    return match[1] if match else None


def place_of(path: str) -> str | None:
    """The deepest place of a path, `/users/{}` for `/users/{id}/avatar`; `None` without a parameter."""
    parts = ["{}" if segment == "{}" or parameter_of(segment) else segment for segment in segments(path)]
    if "{}" not in parts:
        return None
    last = len(parts) - parts[::-1].index("{}")
    return "/" + "/".join(parts[:last])


def place_of_path(path: str) -> str:
    """The whole path without the names of its parameters: `/users/{}/avatar`."""
    return "/" + "/".join("{}" if parameter_of(segment) else segment for segment in segments(path))


def place_below(path: str) -> str:
    """The place of what stands in a collection: `/users/{}/posts/{}` for `/users/{id}/posts`."""
    return place_of_path(path).rstrip("/") + "/{}"


def parameters_of(path: str) -> list[str]:
    """Names of the parameters that fill a whole segment, from left to right."""
    return [name for name in map(parameter_of, segments(path)) if name]


def collection_of(place: str) -> str:
    """The place's collection: `/users/{}/posts` for `/users/{}/posts/{}`."""
    return place.removesuffix("/{}")


def above(place: str) -> str | None:
    """The place that a place stands in: `/users/{}` for `/users/{}/posts/{}`; `None` at the top."""
    return place_of(collection_of(place))


def plain(name: str) -> str:
    """A name in lower case and without separators: `orderId`, `order_id` and `order-id` are one."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def singular(noun: str) -> str:
    """A noun as it is compared: lower case, no separators, English plurals undone."""
    word = plain(noun)
    for plural, one in (("ies", "y"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")):
        if word.endswith(plural) and len(word) > len(plural) + 1:
            return word.removesuffix(plural) + one
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
