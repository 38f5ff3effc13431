"""Concurrency: of several commands at once, one wins."""

from __future__ import annotations

import re
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.passage import Passage
from pytest_contract.design.surroundings import is_about
from pytest_contract.design.wording import bounded, says

_ONE_WINS = re.compile(
    rf"{bounded('exactly_one')}[^.;|]{{0,60}}?{bounded('wins')}|{bounded('first')}[^.;|]{{0,40}}?{bounded('wins')}",
    re.IGNORECASE,
)
_OTHER_LOSES = re.compile(
    rf"{bounded('the_others')}[^.;|]{{0,60}}?{bounded('gets')}[^|]{{0,80}}?(?<!\d)(?P<status>409|412|423|422|400|429)(?!\d)",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\w.,/-])(?P<status>409|412|423|422|400|429|503)(?![\w%,/]|\.\d)")


def recognise(passage: Passage) -> list[Promise]:
    """That one of several simultaneous requests succeeds, and what the others are answered."""
    if passage.kind in ("code", "heading") or passage.text.rstrip().endswith(("?", "？")):
        return []
    if not says(passage.text, "wins", "the_others"):
        return []
    simultaneous = says(passage.text, "at_once") or is_about(passage, "at_once")
    loses = _OTHER_LOSES.search(passage.text)
    wins = _ONE_WINS.search(passage.text)
    found = wins or loses
    if found is None or not (simultaneous or (wins and loses)) or says(passage.text[: found.start()][-40:], "not"):
        return []
    value: dict[str, Any] = {"winners": 1}
    status = _status(passage.text, found)
    return [Promise(kind="concurrency", offset=found.start(), value=value | ({"status": status} if status else {}))]


def _status(text: str, found: re.Match[str]) -> str | None:
    after = _STATUS.search(text, found.start(), found.start() + 400)
    return after["status"] if after else None
