"""The error catalogue of design documents as an oracle: which code an error body holds, and which are promised."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_contract.design import Claim
from pytest_contract.exchange import Exchange, Response
from pytest_contract.rules.evidence import Judged, OperationEvidence
from pytest_contract.rules.grouping import any_index
from pytest_contract.rules.statuses import is_of
from pytest_contract.spec.media_type import is_json

_MOST_DEPTH, _MOST_ITEMS = 4, 20
_CODE_MEMBER = re.compile(r"(error_?)?code|err(or)?|type|reason|slug|error_?(type|id|name)", re.IGNORECASE)
_LOOKS_LIKE_A_CODE = re.compile(r"[A-Za-z][A-Za-z0-9]*([._:/#-]+[A-Za-z0-9]+)*|[A-Z]*\d{2,6}|https?://\S+|/\S+")
_SPEAKS_OF_SCHEMAS = re.compile(
    r"validation|invalid[ _-]?(request|input|body|payload|param|field|json)|bad[ _-]?request|malformed|schema"
    r"|unprocessable|missing",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One error answer with the code in it."""

    judged: Judged
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where error bodies hold their code."""

    pointer: str
    """Array indices as `*`."""
    is_certain: bool
    """Whether a document or the user says so, or a promised code was seen there."""


def promised_codes(evidence: OperationEvidence) -> tuple[Claim, ...]:
    """The codes that documents promise of this operation's answers, or of the whole API's."""
    return tuple(claim for claim in evidence.claims if is_answered(claim))


def is_answered(claim: Claim) -> bool:
    """Whether a claim promises a code in an answer, and not one in a job's record."""
    return claim.kind == "error_code" and claim.value.get("where", "response") == "response"


def place_of_codes(evidence: OperationEvidence) -> Place | None:
    """Where this operation's error bodies hold their code: as the user, the document, or the bodies themselves say."""
    if evidence.code_at is not None:
        return Place(pointer=any_index(evidence.code_at), is_certain=True)
    declared = [claim.value["code_at"] for claim in evidence.catalogue if claim.value.get("code_at")]
    if declared:
        return Place(pointer=any_index(str(declared[0])), is_certain=True)
    bodies = [list(leaves(judged.exchange)) for judged in evidence.refusals]
    known = [str(claim.value["code"]) for claim in evidence.catalogue if is_answered(claim)]
    at_known = Counter(
        pointer for body in bodies for pointer, text in body if any(is_same(text, code) for code in known)
    )
    if at_known:
        return Place(pointer=at_known.most_common(1)[0][0], is_certain=True)
    usual = Counter(pointer for body in bodies for pointer, text in body if _is_code_member(pointer, text))
    return Place(pointer=usual.most_common(1)[0][0], is_certain=False) if usual else None


def said(evidence: OperationEvidence, place: Place) -> Iterator[Said]:
    """The error answers of an operation that hold a code at that place."""
    for judged in evidence.refusals:
        for pointer, text in leaves(judged.exchange):
            if pointer == place.pointer and _is_code(text, judged.status):
                yield Said(judged=judged, code=text)
                break


def holds(exchange: Exchange, code: str) -> bool:
    """Whether a JSON answer holds a code, wherever it does."""
    return any(is_same(text, code) for _, text in leaves(exchange))


def is_same(text: str, code: str) -> bool:
    """Whether a text in a body is that code; of a URI, its end is enough (RFC 9457, section 3.1.1)."""
    if text == code:
        return True
    return (
        "/" in text and bool(code.strip("/")) and re.search(rf"[/#:]{re.escape(code.strip('/'))}/?\Z", text) is not None
    )


def promises(claims: Iterable[Claim], code: str) -> list[Claim]:
    """The claims that promise that code."""
    return [claim for claim in claims if is_same(code, str(claim.value.get("code", "")))]


def is_declared_refusal(evidence: OperationEvidence, judged: Judged) -> bool:
    """Whether an answer is a refusal by the business that a document names, code and status, for this operation."""
    claims = [claim for claim in promised_codes(evidence) if not _speaks_of_schemas(claim)]
    return any(
        is_of(judged.status, str(claim.value.get("status", judged.status)))
        and holds(judged.exchange, str(claim.value.get("code", "")))
        for claim in claims
    )


def _speaks_of_schemas(claim: Claim) -> bool:
    return _SPEAKS_OF_SCHEMAS.search(f"{claim.value.get('code')} {claim.value.get('condition', '')}") is not None


def leaves(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """The texts and whole numbers of a JSON answer, each with its pointer, array indices as `*`."""
    answer = exchange.answer
    if not isinstance(answer, Response) or not answer.body or not is_json(answer.content_type or ""):
        return
    try:
        body = json.loads(answer.body)
    except (ValueError, RecursionError):
        return
    yield from _leaves(body, "", 0)


def body_of(exchange: Exchange) -> Any:
    """The JSON value of an answer; `None` where it holds none."""
    answer = exchange.answer
    if not isinstance(answer, Response) or not is_json(answer.content_type or ""):
        return None
    try:
        return json.loads(answer.body)
    except (ValueError, RecursionError):
        return None


def has_member(body: Any, tokens: Sequence[str]) -> bool:
    """Whether a JSON value has a member at these tokens of a pointer; `*` is any index of an array."""
    if not tokens:
        return True
    token, rest = tokens[0], tokens[1:]
    if isinstance(body, list):
        inner = rest if token == "*" or token.isdigit() else tokens
        return bool(body) and all(has_member(item, inner) for item in body[:_MOST_ITEMS])
    return isinstance(body, dict) and token in body and has_member(body[token], rest)


def _leaves(node: Any, pointer: str, depth: int) -> Iterator[tuple[str, str]]:
    if depth > _MOST_DEPTH or isinstance(node, bool):
        return
    if isinstance(node, str | int):
        yield pointer, str(node)
    elif isinstance(node, list):
        for item in node[:_MOST_ITEMS]:
            yield from _leaves(item, f"{pointer}/*", depth + 1)
    elif isinstance(node, dict):
        for name, value in node.items():
            token = name.replace("~", "~0").replace("/", "~1")
            yield from _leaves(value, f"{pointer}/{token}", depth + 1)


def _is_code_member(pointer: str, text: str) -> bool:
    return (
        _CODE_MEMBER.fullmatch(pointer.rpartition("/")[2]) is not None
        and _LOOKS_LIKE_A_CODE.fullmatch(text) is not None
    )


def _is_code(text: str, status: int) -> bool:
    return text not in (str(status), "about:blank") and _LOOKS_LIKE_A_CODE.fullmatch(text) is not None
