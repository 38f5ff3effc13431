"""Media types, compared as RFC 9110 (section 8.3.1) asks: without case, parameters apart."""

from __future__ import annotations

from collections.abc import Iterable


def essence(media_type: str) -> str:
    """`type/subtype` in lower case, without parameters: `Application/JSON; charset=utf-8` → `application/json`."""
    return media_type.partition(";")[0].strip().lower()


def is_json(media_type: str) -> bool:
    """Whether a body of that type is JSON: `application/json`, `text/json`, or any `+json` (RFC 6839)."""
    kind = essence(media_type)
    return kind in {"application/json", "text/json"} or kind.endswith("+json")


def best_match(content_type: str, keys: Iterable[str]) -> str | None:
    """The most specific of the declared keys that covers a content type: exact, then `type/*`, then `*/*`.

    Among keys of equal essence, one whose text is equal wins over one with other parameters.
    """
    wanted = essence(content_type)
    ranges = (wanted, wanted.partition("/")[0] + "/*", "*/*")
    best: tuple[int, bool, str] | None = None
    for key in keys:
        kind = "*/*" if essence(key) == "*" else essence(key)
        if kind in ranges:
            rank = (ranges.index(kind), _squeeze(key) != _squeeze(content_type), key)
            best = rank if best is None or rank[:2] < best[:2] else best
    return None if best is None else best[2]


def _squeeze(text: str) -> str:
    return "".join(text.split()).lower()
