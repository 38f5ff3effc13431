"""What of a text is a template's: places that an author was to fill in."""

from __future__ import annotations

import re

_CODE = re.compile(r"`[^`]*`")
_FILL_IN = re.compile(
    r"\{\{|\$\{|\{[^{}\n]{0,80}[ ?][^{}\n]{0,80}\?\}|\[(?:X|N|XX|YY|YYYY|\.{3}|…)\]|"
    r"(?<![\w:\]])\[(?P<name>[A-Z][A-Za-z]{1,24}(?:[ /_-][A-Za-z]{1,24}){0,5})\](?![(\[:])|"
    r"<(?:[A-Z][\w]* )*[A-Z][\w]*>|"
    r"\b(?:TBD|TODO|FIXME|TBC|XXX+)\b|\blorem ipsum\b"
)
_MARKS = ("{", "[", "<", "TB", "TODO", "FIXME", "XXX", "lorem")
"""What has one of them may hold a blank."""
_BLANKS = frozenset(
    "endpoint name description path method status code value field type number url your insert placeholder date "
    "feature "
    "component title author team version condition reason parameter example metric threshold project list what "
    "who when "
    "why how limit percentage time duration amount requirement service system owner text summary resource entity "
    "action "
    "goal link id response request error header scope role role permission".split()
)
"""What authors of templates ask for."""


def is_template(text: str) -> bool:
    """Whether a text still holds a place to fill in: `[Endpoint]`, `{{limit}}`, `TBD`."""
    if not any(map(text.__contains__, _MARKS)):
        return False
    bare = _CODE.sub(" ", text[:4000])
    return any(_is_blank(match) for match in _FILL_IN.finditer(bare))


def _is_blank(match: re.Match[str]) -> bool:
    name = match["name"]
    return name is None or not _BLANKS.isdisjoint(re.split(r"[ /_-]", name.lower()))
