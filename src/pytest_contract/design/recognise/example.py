"""JSON examples of requests and responses."""

from __future__ import annotations

import re
from typing import Any, Literal

from pytest_contract.design.claim import Promise
from pytest_contract.design.json_text import ABSENT, is_complete, parse_json
from pytest_contract.design.passage import Passage
from pytest_contract.design.statuses import statuses
from pytest_contract.design.template import is_template

_REQUEST = re.compile(
    r"\brequests?\b|\bpayload\b|\binput\b|\banfrage|\brequête|\bpetici[oó]n|\bsolicitud|\brequisi[cç][aã]o|"
    r"\bpermintaan|"
    r"\bistek|\bзапрос|リクエスト|请求|요청|\bthe body names\b|\baccepts?\b|\btakes\b|\bsends?\b|\bposts?\b",
    re.IGNORECASE,
)
_RESPONSE = re.compile(
    r"\bresponses?\b|\breturns?\b|\banswers?\b|\boutput\b|\bantwort|\bréponse|\brespuesta|\bresposta|\brespons|\byanıt|"
    r"\bответ|レスポンス|応答|响应|返回|응답|\bresponds?\b|\breplies\b|\bsuccess\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\"(?:string|number|\.{3}|…|<[^\">]{1,60}>|\{\{[^\"]{1,60}\}\})\"")

_SHORT_LEAD = 40

Part = Literal["request", "response"]


def recognise(passage: Passage) -> list[Promise]:
    """The example that a JSON fence shows, where it is clear of which operation and of which part it is."""
    if passage.kind != "code" or passage.language != "json" or not passage.owners:
        return []
    part = _part(passage)
    if part is None or len(passage.owners) != 1 or not is_complete(passage.text) or is_template(passage.text):
        return []
    body = parse_json(passage.text)
    if body is ABSENT or not isinstance(body, dict | list) or _PLACEHOLDER.search(passage.text) or not body:
        return []
    status = _status(passage) if part == "response" else ""
    value: dict[str, Any] = {"part": part, "media_type": "application/json", "body": body}
    return [Promise(kind="example", offset=0, value={**value, **({"status": status} if status else {})})]


def _part(passage: Passage) -> Part | None:
    """Which part of the exchange: what stands nearest says so."""
    if passage.part:
        return passage.part
    for text in (passage.lead[-160:], *reversed(passage.parents), *reversed(passage.headings)):
        requests, responses = _last(_REQUEST, text), _last(_RESPONSE, text)
        if requests != responses:
            return "request" if requests > responses else "response"
    return None


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _status(passage: Passage) -> str:
    """The one status that the nearest text with a status names."""
    if passage.status:
        return passage.status
    lead = passage.lead if len(passage.lead) <= _SHORT_LEAD or passage.lead.rstrip().endswith((":", "：")) else ""
    for text in (lead[-200:], *reversed(passage.parents), *reversed(passage.headings)):
        found = {status.status for status in statuses(text) if not status.negated}
        if found:
            only = found.pop()
            return only if not found and not only.endswith("xx") else ""
    return ""
