"""Headers that responses carry."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from pytest_contract.design.claim import Promise
from pytest_contract.design.passage import Passage
from pytest_contract.design.surroundings import surroundings
from pytest_contract.design.wording import says

_NAME = re.compile(
    r"(?<![\w/.-])(?P<name>[A-Za-z][A-Za-z0-9]{0,30}(?:-[A-Za-z0-9]{1,30}){1,6}(?:-\*)?|"
    r"ETag|Etag|Location|Link|Allow|Vary|Age|Expires|Warning|Deprecation|Sunset|RateLimit|Traceparent|traceparent)"
    r"(?P<more>(?:/-?[A-Z][A-Za-z]{1,20}){1,5})?(?:\{(?P<braced>[A-Za-z,|\s]{2,80})\})?(?![\w-])"
)
_ANSWERS_ONLY = re.compile(
    r"retry-after|(?:x-)?rate-?limit(?:-.*)?|etag|last-modified|location|www-authenticate|proxy-authenticate|allow|"
    r"deprecation|sunset|link|vary|set-cookie|access-control-(?:allow|expose)-.*|access-control-max-age|"
    r"strict-transport-security|x-content-type-options|x-frame-options|content-security-policy(?:-report-only)?|"
    r"x-xss-protection|referrer-policy|permissions-policy|server-timing|x-response-time|x-runtime|age|expires|"
    r"accept-ranges|content-range|content-disposition|content-location|warning|x-total-count|x-total-pages|"
    r"x-next-page|x-prev-page|x-page-count|x-has-more|x-cache(?:-.*)?|cf-ray|.*-replayed?|idempotent-replay.*|"
    r"x-powered-by|clear-site-data|cache-control|cross-origin-.*-policy|x-retry-after|x-should-retry",
    re.IGNORECASE,
)
_ASKS_ONLY = re.compile(
    r"authorization|accept(?:-(?!ranges).*)?|host|user-agent|cookie|if-.*|origin|referer|idempotency-key|"
    r"x-idempotency-key|x-forwarded-.*|x-real-ip|x-api-key|api-key|x-csrf-token|x-xsrf-token|range|expect|"
    r"access-control-request-.*|proxy-authorization|content-type|content-length|content-encoding|transfer-encoding|"
    r"connection|x-auth-token|x-access-token|x-hub-signature.*|x-signature.*|x-http-method-override|"
    r"x-subscription-key|ocp-apim-subscription-key|x-tenant-id|x-user-id|x-client-.*",
    re.IGNORECASE,
)
_BOTH_WAYS = re.compile(r"content-range|content-disposition|content-location|cache-control|link|warning", re.IGNORECASE)
_ALSO_A_WORD = {"location", "link", "allow", "vary", "age", "expires", "warning", "deprecation", "sunset", "ratelimit"}
_LINE = re.compile(r"^[<\s]{0,4}(?P<name>[A-Za-z][\w-]{1,60}):\s?(?P<value>.{0,400})$")
_CODE_SPAN = re.compile(r"`(?P<name>[A-Za-z][\w-]{1,60}):\s(?P<value>[^`\n]{1,120})`")
_FIXED = re.compile(r"^[A-Za-z][A-Za-z-]{0,40}(?:[,;] ?[A-Za-z=-]{1,40}){0,3}$")
_STATUS = re.compile(r"(?<![\w.,/-])(?P<status>[1-5]\d\d|[2-5]xx)(?![\w%,/]|\.\d)", re.IGNORECASE)
_STATUSES = {*(str(status.value) for status in HTTPStatus), "4xx", "5xx", "2xx", "3xx"}
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|[。；]|\n\s*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    name: str
    offset: int
    sentence: str


def recognise(passage: Passage) -> list[Promise]:
    """The response headers that a passage promises, each name once."""
    text = passage.text
    if (
        "-" not in text
        and "`Location`" not in text
        and not says(text, "header")
        and not _CODE_LINE_NAMES.match(text)
        and not _in_column(passage)
    ):
        return []
    found: dict[str, Promise] = {}
    for named in _of_code(passage, found) if passage.kind == "code" else _of_prose(passage, found):
        if named.name.lower() not in found:
            found[named.name.lower()] = _promise(passage, named)
    return list(found.values())


def _in_column(passage: Passage) -> bool:
    return any(says(column, "header") for column in passage.columns)


_CODE_LINE_NAMES = re.compile(r"[<\s]{0,4}(?:ETag|Location|Link|Allow|Vary|Age|Expires|Sunset|Deprecation|RateLimit):")


def _of_code(passage: Passage, found: Container[str]) -> Iterator[_Named]:
    """A fence's `Name: value` lines of a response, and of headers that only responses have; and what comments say."""
    line = _LINE.match(passage.text)
    if line is None:
        yield from _of_prose(passage, found)
        return
    name = line["name"]
    if passage.language == "json" or _ASKS_ONLY.fullmatch(name):
        return
    both_ways = _BOTH_WAYS.fullmatch(name) and says(passage.lead, "request") and not says(passage.lead, "response")
    known = _ANSWERS_ONLY.fullmatch(name) and not both_ways
    if known or (_is_name(name) and _is_of_response(passage, ())):
        comment = line["value"].partition(" #")[2] or line["value"].partition(" //")[2]
        yield _Named(name=name, offset=line.start("name"), sentence=comment)


def _is_name(text: str) -> bool:
    return "-" in text and text[0].isupper()


def _of_prose(passage: Passage, found: Container[str]) -> Iterator[_Named]:
    start = 0
    for sentence in _SENTENCE.split(passage.text):
        start = passage.text.index(sentence, start)
        if not sentence.rstrip().endswith(("?", "？")):
            for match in _NAME.finditer(sentence):
                is_new = match["name"].lower() not in found or match["more"] or match["braced"]
                if is_new and _is_promised(match, sentence, passage, start):
                    for name in _spelled_out(match):
                        yield _Named(name=name, offset=start + match.start(), sentence=sentence)
        start += len(sentence)


def _spelled_out(match: re.Match[str]) -> Iterator[str]:
    """`X-RateLimit-Limit/Remaining` and `X-RateLimit-{Limit,Remaining}` name two."""
    name = match["name"]
    if match["braced"]:
        yield from (name + part.strip() for part in re.split(r"[,|]", match["braced"]) if part.strip())
        return
    yield name
    stem = name.rpartition("-")[0]
    yield from (f"{stem}-{part.strip('-')}" for part in (match["more"] or "").split("/") if part and stem)


def _is_promised(match: re.Match[str], sentence: str, passage: Passage, start: int) -> bool:
    name = match["name"] + ("x" if match["braced"] else "")
    if (_ASKS_ONLY.fullmatch(name) and not _are_of_responses(passage)) or _is_denied(match, sentence):
        return False
    column = _column_at(passage, start + match.start())
    names_one = says(column, "header") or _fills_first_cell(match, passage, start)
    if names_one and _are_of_responses(passage) and _is_quoted(match, sentence):
        return True
    near = sentence[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    spoken_of = says(near, "header", "every_response") or says(column, "header")
    if name.islower() and not spoken_of:
        return False
    if _ANSWERS_ONLY.fullmatch(name):
        return (_is_meant(match, sentence, spoken_of) or says(column, "header")) and not _is_asked_for(near, column)
    said = _NAME.sub(" ", near)
    return spoken_of and _is_name(name) and _is_quoted(match, sentence) and _is_of_response(passage, (said, column))


def _are_of_responses(passage: Passage) -> bool:
    """Whether its section, its table or what introduces it is called after the headers of responses."""
    titles = (*passage.headings[-1:], *passage.columns[:1])
    if any(says(title, "response") and says(title, "header") for title in titles):
        return True
    lead = passage.lead[-_NEAR:]
    return passage.kind == "row" and says(lead, "response") and says(lead, "header") and not says(lead, "request")


def _fills_first_cell(match: re.Match[str], passage: Passage, start: int) -> bool:
    """Whether a row's first cell is that name and nothing else."""
    is_first = bool(passage.cells) and start + match.start() < len(passage.cells[0])
    return is_first and passage.cells[0].strip(" `*:") == match[0]


_NEAR = 300


def _is_quoted(match: re.Match[str], sentence: str) -> bool:
    """Whether it stands as code or in a header's own spelling, and not as a hyphenated word."""
    name = match["name"]
    return sentence[max(0, match.start() - 1) : match.start()] == "`" or name.startswith("X-") or name == name.title()


def _is_meant(match: re.Match[str], sentence: str, spoken_of: bool) -> bool:
    """Whether a name that is a word of the language, too, is meant as a header."""
    if match["name"].lower() not in _ALSO_A_WORD:
        return True
    quoted = sentence[max(0, match.start() - 1) : match.start()] == "`"
    if quoted and match["name"] == "Location" and _MOVED.search(sentence[: match.start()]):
        return True
    return spoken_of and (quoted or says(sentence[match.end() : match.end() + 20], "header"))


_MOVED = re.compile(r"(?<![\w.,/-])(?:20[12]|30[12378])(?![\w%,/])")
"""A status whose answers say where (RFC 9110, section 10.2.2)."""


def _is_denied(match: re.Match[str], sentence: str) -> bool:
    before = re.split(r"[,:;]\s", sentence[max(0, match.start() - 60) : match.start()])[-1]
    return says(before, "not") or says(sentence[match.end() : match.end() + 24], "not")


def _is_asked_for(sentence: str, column: str) -> bool:
    """Whether a sentence tells clients to send it: `Clients should also send a Cache-Control header`."""
    return bool(_SENDS.search(sentence)) or (says(column, "request") and not says(column, "response"))


_SENDS = re.compile(
    r"(?:clients?|callers?|consumers?|requests?)(?:\s\S{1,20}){0,9}?\s(?:send|sends|include|includes|set|provide|carry)\b"
    r"|(?:request header|-H ['\"])",
    re.IGNORECASE,
)


def _is_of_response(passage: Passage, texts: tuple[str, ...]) -> bool:
    """Whether the sentence, else what stands around it, is about responses, and not about requests."""
    if passage.part:
        return passage.part == "response"
    for text in (*texts, *surroundings(passage)):
        answers, asks = says(text, "response"), says(text, "request")
        if answers != asks:
            return answers
        if answers and asks:
            return "esponse header" in text
    return False


def _column_at(passage: Passage, offset: int) -> str:
    at = 0
    for cell, column in zip(passage.cells, passage.columns, strict=False):
        at += len(cell) + len(" | ")
        if offset < at:
            return column
    return ""


def _promise(passage: Passage, named: _Named) -> Promise:
    value = {"name": named.name}
    on = _on(passage, named.sentence)
    if on:
        value["on"] = on
    for match in _CODE_SPAN.finditer(passage.text, max(0, named.offset - 1), named.offset + 200):
        if match.start() == named.offset - 1 and _FIXED.match(match["value"]):
            value["value"] = match["value"]
    return Promise(kind="header", offset=named.offset, value=value)


def _on(passage: Passage, sentence: str) -> str | None:
    """The status whose responses carry it, `all`, or nothing said."""
    statuses = {match["status"].lower() for match in _STATUS.finditer(sentence)} & _STATUSES
    if len(statuses) == 1:
        return statuses.pop()
    if passage.status:
        return passage.status
    around = (sentence, *list(surroundings(passage))[:3])
    return "all" if not statuses and any(says(text, "every_response") for text in around) else None
