"""Hypothesis without its eye for the literals of the modules that happen to be imported.

It mixes numbers and strings from the source of every local module into what it draws. An app that imports
something at its first request, or a worker that has collected other tests, would then change what is sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis.internal.cache import LRUCache
from hypothesis.internal.conjecture import providers

UNDOCUMENTED = ("_get_local_constants", "CONSTANTS_CACHE", "Constants")
"""Names in `hypothesis.internal.conjecture.providers` that its documentation doesn't promise."""


@contextmanager
def without_local_constants() -> Iterator[None]:
    """Draw from the schemas and from hypothesis's own constants alone; no module is read, no file written for it."""
    # A later hypothesis may have other names; drawing goes on as it would without this.
    if not all(hasattr(providers, name) for name in UNDOCUMENTED):
        yield
        return
    namespace: dict[str, Any] = vars(providers)
    before = {name: namespace[name] for name in UNDOCUMENTED[:2]}
    namespace.update(_get_local_constants=namespace["Constants"], CONSTANTS_CACHE=_CACHE)
    try:
        yield
    finally:
        namespace.update(before)


_CACHE: LRUCache[Any, Any] = LRUCache(1024)
