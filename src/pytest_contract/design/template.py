"""What of a text is a template's: places that an author was to fill in."""

from __future__ import annotations

import re

_CODE = re.compile(r"`[^`]*`")
_FILL_IN = re.compile(
    r"\{\{|\$\{|\{[^{}\n]{0,80}[ ?][^{}\n]{0,80}\?\}|\[(?:X|N|XX|YY|YYYY|\.{3}|…)\]|"
    r"\[(?P<name>[A-Z][A-Za-z]{1,24}(?:[ /_-][A-Za-z]{1,24}){0,5})\](?![(\[:])|<(?:[A-Z][\w]* )*[A-Z][\w]*>|"
    r"\b(?:TBD|TODO|FIXME|TBC|XXX+)\b|\blorem ipsum\b"
)
_BADGES = frozenset(
    "deprecated new optional required draft beta alpha added changed removed modified fixed must should may get post "
    "put patch delete head options experimental internal public breaking security unreleased note warning stable "
    "planned rfc auth admin read write user all".split()
)


def is_template(text: str) -> bool:
    """Whether a text still holds a place to fill in: `[Endpoint]`, `{{limit}}`, `TBD`."""
    bare = _CODE.sub(" ", text[:4000])
    return any(_is_blank(match) for match in _FILL_IN.finditer(bare))


def _is_blank(match: re.Match[str]) -> bool:
    name = match["name"]
    return name is None or name.split()[0].lower() not in _BADGES
