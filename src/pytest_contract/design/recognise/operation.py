"""Operations: that the API has one, or that one is added, changed, removed or deprecated."""

from __future__ import annotations

import re
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.field_words import change_before, change_in
from pytest_contract.design.mention import mentions
from pytest_contract.design.passage import Passage
from pytest_contract.design.recognise.health import is_health
from pytest_contract.design.sections import speaks_of_endpoints
from pytest_contract.findings import OperationKey


def recognise(passage: Passage) -> list[Promise]:
    """The operations that a passage defines or names."""
    if passage.kind == "code" and not passage.named:
        return []
    text = passage.text
    told = [mention for mention in mentions(text) if not _IN_PLACE_OF.search(text[: mention.start][-40:])]
    found = {key: mention.start for mention in reversed(told) for key in mention.operations}
    named = {**dict.fromkeys(passage.named, 0), **found}
    change = _change(passage)
    return [
        Promise(
            kind="operation",
            offset=offset,
            value=_value(key, (change if key in passage.named else "") or change_before(text[:offset]), text),
            owners=(key,),
        )
        for key, offset in sorted(named.items(), key=lambda entry: entry[1])
    ]


_IN_PLACE_OF = re.compile(
    r"(?:\b(?:instead of|in place of|rather than|unlike|replaces|replacing|statt|anstelle von|ersetzt|au lieu de|"
    r"remplace|en lugar de|reemplaza|em vez de|substitui|вместо|заменяет)|取代|代わりに|대신)\s{0,2}"
    r"(?:the\s|an?\s)?[`*]{0,3}$",
    re.IGNORECASE,
)
"""What makes an operation one of the past: `It replaces GET /old`."""


def _value(operation: OperationKey, change: str, text: str) -> dict[str, Any]:
    health = operation.method in ("GET", "HEAD") and is_health(operation.path, text)
    return {**({"change": change} if change else {}), **({"health": True} if health else {})}


def _change(passage: Passage) -> str:
    """What the nearest heading of endpoints says is done to them: `Modified Endpoints`."""
    outer = passage.headings[:-1] if passage.kind == "heading" else passage.headings
    return next((change_in(heading) for heading in reversed(outer) if speaks_of_endpoints(heading)), "")
