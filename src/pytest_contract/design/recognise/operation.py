"""Operations: that the API has one, or that one is added, changed, removed or deprecated."""

from __future__ import annotations

from pytest_contract.design.claim import Promise
from pytest_contract.design.mention import mentions
from pytest_contract.design.passage import Passage


def recognise(passage: Passage) -> list[Promise]:
    """The operations that a passage defines or names."""
    if passage.kind == "code" and not passage.named:
        return []
    found = {key: mention.start for mention in reversed(mentions(passage.text)) for key in mention.operations}
    named = {**dict.fromkeys(passage.named, 0), **found}
    return [
        Promise(kind="operation", offset=offset, value={}, owners=(key,))
        for key, offset in sorted(named.items(), key=lambda entry: entry[1])
    ]
