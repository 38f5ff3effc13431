"""The format of error bodies: their members, their media type, and where the code stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.error_words import speaks_of_errors
from pytest_contract.design.json_text import parse_json
from pytest_contract.design.passage import Passage
from pytest_contract.design.statuses import statuses

_PROBLEM = re.compile(r"application/problem\+(?:json|xml)|\bRFC[ -]?(?:9457|7807)\b|\bproblem details\b", re.IGNORECASE)
_FORMAT = re.compile(
    r"format|structure|schema|shape|envelope|body|bodies|object|json|response|aufbau|struktur|estructura|formato|corps|"
    r"structure|estrutura|形式|フォーマット|構造|スキーマ|格式|结构|형식|구조|bentuk|yapı|формат|структур",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:all|every|each|any|alle|jede[rsn]?|tous|toutes|chaque|todos|todas|cada|todo|semua|setiap|tüm|her|все|каждая|"
    r"standard|consistent|common|unified|uniform|same)\b|すべて|全て|共通|標準|所有|统一|标准|모든|공통|표준",
    re.IGNORECASE,
)
_MEMBER = re.compile(r"`(?P<name>[A-Za-z_][\w.]{0,60})`")
_JOINED = re.compile(
    r"\b(?:with|has|have|carries|carry|contains?|includes?|holds?|mit|hat|avec|contient|con|contiene|com|contém|dengan|"
    r"ile|с|содержит)\b|持つ|含む|包含|包含する|포함",
    re.IGNORECASE,
)
_NOT_THIS = re.compile(r"example|success|beispiel|erfolg|exemple|succès|éxito|sucesso|成功|成功時|성공", re.IGNORECASE)
_SOMETIMES = frozenset({"details", "errors", "field", "fields", "meta", "data", "hint", "help", "retryAfter",
"retry_after",
                        "docs", "documentation_url", "violations", "reason", "cause", "stack", "instance"})  # fmt: skip
"""Members that an example shows and that not every error has."""
_CODE_MEMBERS = ("code", "error_code", "errorCode", "error", "type", "reason", "errno")
_CODE_VALUE = re.compile(r"^(?:[A-Za-z][\w.-]{2,80}|\d{2,9}|(?:https?:/)?/\S{3,200})$")


def recognise(passage: Passage) -> list[Promise]:
    """The error format that a passage states."""
    if passage.kind == "code":
        return list(_in_example(passage)) if passage.language == "json" else []
    return list(_in_text(passage)) if passage.kind in ("paragraph", "item") else []


def _in_example(passage: Passage) -> Iterator[Promise]:
    """JSON below `Error format`: its members are every error's."""
    about = " ".join((*passage.headings[-1:], passage.lead[-160:]))
    if not (speaks_of_errors(about) and (_FORMAT.search(about) or _EVERY.search(about))):
        return
    body = parse_json(passage.text)
    if not isinstance(body, dict) or passage.status or statuses(about):
        return
    value = _format(body)
    if "code_at" in value and (not passage.owners or _EVERY.search(about)):
        yield Promise(kind="error_format", offset=0, value=value, owners=())


def _in_text(passage: Passage) -> Iterator[Promise]:
    text = passage.text
    errors = speaks_of_errors(text)
    problem = _PROBLEM.search(text)
    if problem and (errors or speaks_of_errors(" ".join(passage.headings[-1:]))) and _EVERY.search(text):
        yield Promise(
            kind="error_format", offset=problem.start(), value={"media_type": "application/problem+json"}, owners=()
        )
    joined = _JOINED.search(text) if errors else None
    if joined is None or not _EVERY.search(text[: joined.end()]) or not _FORMAT.search(text):
        return
    members = [match["name"] for match in _MEMBER.finditer(text, joined.end()) if "_" not in match["name"][:1]]
    if len(members) > 1 and not _NOT_THIS.search(text):
        yield Promise(kind="error_format", offset=joined.start(), value=_named(members), owners=())


def _named(members: list[str]) -> dict[str, Any]:
    pointers = list(dict.fromkeys(f"/{name.replace('.', '/')}" for name in members))
    code = next(
        (pointer for pointer in pointers if pointer.rsplit("/", 1)[1] in ("code", "error_code", "errorCode")), ""
    )
    return {"members": pointers, **({"code_at": code} if code else {})}


def _format(body: Mapping[str, Any]) -> dict[str, Any]:
    members = list(_pointers(body))
    code = _code_at(body)
    media = {"media_type": "application/problem+json"} if {"type", "title", "status"} <= body.keys() else {}
    return {"members": members, **media, **({"code_at": code} if code else {})}


def _pointers(body: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[str]:
    """The members of the body, and of the envelope that its error is in."""
    for name, value in body.items():
        pointer = f"{prefix}/{_escaped(name)}"
        if isinstance(value, dict) and value and name.lower() in ("error", "errors") and depth < 2:
            yield from _pointers(value, pointer, depth + 1)
        elif name not in _SOMETIMES and not (depth == 0 and isinstance(value, dict)):
            yield pointer


def _code_at(body: Mapping[str, Any], prefix: str = "", depth: int = 0) -> str:
    """Where the code stands: in the innermost error object, under the first name that codes have."""
    for name in ("error", "errors"):
        inner = body.get(name)
        if isinstance(inner, dict) and depth < 3 and (found := _code_at(inner, f"{prefix}/{name}", depth + 1)):
            return found
    for name in _CODE_MEMBERS:
        value = body.get(name)
        if isinstance(value, str) and _CODE_VALUE.match(value):
            return f"{prefix}/{name}"
    return ""


def _escaped(name: str) -> str:
    """A member's name in a JSON pointer (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1")
