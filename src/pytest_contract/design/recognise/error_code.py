"""Error codes: what the API calls an error for programs, with the status that it comes with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pytest_contract.design.claim import Promise
from pytest_contract.design.codes import (
    COMPOUND,
    is_code,
    is_compound,
    is_error_word,
    is_placeholder,
    is_shouted,
    listed_codes,
    tells_a_fault,
)
from pytest_contract.design.error_words import (
    holds_codes,
    holds_others,
    is_vague,
    says_retryable,
    speaks_of_codes,
    speaks_of_errors,
    yes_or_no,
)
from pytest_contract.design.passage import Passage
from pytest_contract.design.sections import folded
from pytest_contract.design.status_words import holds_statuses, says_when
from pytest_contract.design.statuses import Status, cell_statuses, is_registered, statuses

_SPLIT = re.compile(r"\s*(?:,|;|、|，|/(?=\s?`)|\s/\s|\s\|\s|\bor\b|\bund\b|\by\b|\n)\s*")
_ENTRY = re.compile(
    rf"^[\s•▪-]{{0,4}}`?(?P<code>{COMPOUND}|[A-Z]{{4,30}}|[a-z]{{4,30}}(?=`$))`?(?P<rest>\s{{0,2}}(?:[-–—:：=(→|]|"
    rf"$).{{0,80}}|$)",
    re.DOTALL,
)
_NAMED = re.compile(
    rf"(?:\b(?:error(?:[ _-]?code)?|(?:error|problem) type|(?:error |reason )code|errno|fehlercode|código|erreur|"
    rf"erro|kode|hata kodu|kod"
    rf"|ошибк\w{{0,3}}|код)|エラーコード|错误码|에러 코드|오류 코드|コード|エラー)"
    rf"(?:\s{{0,2}}[=:：]\s{{0,2}}|\s(?:is |of |set to |to |als )?)[\"'`]{{1,2}}"
    rf"(?P<code>{COMPOUND}|(?-i:[A-Z]{{4,30}}))[\"'`]",
    re.IGNORECASE,
)
_CODED = re.compile(
    r"(?<!\w)(?<!status )(?<!country )(?<!currency )(?<!language )(?:[Cc]ode|código|kode|kod|код|コード)[:：]?\s{0,2}"
    r"(?:is |to |of )?[\"'`]{1,2}(?P<code>[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,8}|[A-Z]{4,30})[\"'`]"
)
_ASSIGNED = re.compile(
    rf"`(?:error|code|error_code|errorCode|reason|type)\s?[=:]\s?[\"']?(?P<code>{COMPOUND}|[a-z]{{4,30}})[\"']?`"
)
_BEFORE_ERROR = re.compile(rf"`(?![A-Z]\w{{0,40}}(?:Error|Exception)`)(?P<code>{COMPOUND})` error(?: code)?\b")
_AFTER_STATUS = re.compile(
    rf"^[`*\])]{{0,4}}\s{{0,2}}(?:[A-Z][a-z]{{1,20}}(?: [A-Za-z]{{2,20}}){{0,3}})?[\s:–—,/→⇒>=-]{{0,4}}"
    rf"(?:with |and |code |error |errors |error code |mit |con |com |avec |は|で){{0,3}}"
    rf"[(\[]?`{{0,2}}\"?(?P<code>{COMPOUND})[`\"]?"
)
_BEFORE_STATUS = re.compile(rf"`\"?(?P<code>{COMPOUND})\"?`\s{{0,2}}[(\[/:–—-]{{0,3}}\s?(?:HTTP )?(?:with )?`{{0,2}}$")
_FAILS_WITH = re.compile(
    rf"\b(?:fails?|failed|rejected|rejects?|refused|aborts?|errors?|scheitert|échoue|falla|falha)"
    rf"\s(?:with|mit|avec|con|com)\s(?:an? |the )?(?:error |code |error code )?`(?P<code>{COMPOUND})`"
)
_IN_BRACKETS = re.compile(rf"[(（](?:error |code |code: )?`(?P<code>{COMPOUND})`[)）]")
_PLAIN = re.compile(
    r"[`*]{0,3}(?P<status>[45]\d\d)[`*]{0,3}\s{0,2}[:–—-]?\s{0,2}`(?P<code>[A-Za-z][\w-]{2,40})`\W{0,3}"
)
"""All that an item of a list says: 400 `invalid`."""
_JOB = re.compile(r"\b(?:jobs?|tasks?|runs?|imports?|exports?|batch(?:es)?)\b[^.]{0,60}\bfail", re.IGNORECASE)
_RETRYABLE = re.compile(r"(?P<not>\b(?:not|non|never)[ -])?\bretr[iy]able\b", re.IGNORECASE)
_SETTINGS = re.compile(
    r"environment|\benv\b|config|setting|variable|umgebung|einstellung|entorno|ambiente|環境変数|设置|配置|환경|ortam"
    r"|настройк",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Code:
    offset: int
    code: str
    status: str = ""


def recognise(passage: Passage) -> list[Promise]:
    """The error codes that a passage names."""
    if passage.kind == "code" and passage.language not in ("", "text", "txt", "plain"):
        return []
    found = _in_row(passage) if passage.kind == "row" else list(_in_text(passage))
    unique = {code.code: code for code in reversed(found)}
    return [
        Promise(kind="error_code", offset=code.offset, value=_value(passage, code))
        for code in sorted(unique.values(), key=lambda code: code.offset)
    ]


def _value(passage: Passage, code: _Code) -> dict[str, Any]:
    retryable, condition = _retryable(passage), _condition(passage)
    return {
        "code": code.code,
        **({"status": code.status} if code.status else {}),
        **({"retryable": retryable} if retryable is not None else {}),
        **({"condition": condition} if condition else {}),
        **({"where": "job"} if passage.kind != "row" and _JOB.search(passage.text) else {}),
    }


def _in_row(passage: Passage) -> list[_Code]:
    """The codes of the cell that holds them: known by its head, else by the status that stands beside it."""
    if _SETTINGS.search(" ".join((*passage.headings[-1:], passage.columns[0] if passage.columns else ""))):
        return []
    row = _row_statuses(passage)
    if row and not any(status[0] in "45" for status in row):
        return []
    status = row[0] if len(row) == 1 else ""
    for index in _candidates(passage, bool(row)):
        codes = list(_cell_codes(passage.cells[index], passage.columns[index], row))
        if codes and not _are_statuses(codes, row):
            offset = passage.cell_offset(index)
            return [_Code(offset=offset + at, code=code, status=status) for at, code in codes]
    return []


def _row_statuses(passage: Passage) -> list[str]:
    found: dict[str, None] = {}
    for cell, column in zip(passage.cells, passage.columns, strict=False):
        read = cell_statuses(cell) if holds_statuses(column) else statuses(cell, opens=True) if len(cell) < 40 else ()
        found.update(dict.fromkeys(status.status for status in read))
    return list(found)


def _candidates(passage: Passage, has_status: bool) -> Iterator[int]:
    columns = passage.columns
    about_errors = has_status or _about_errors(passage) or _about_codes(passage)
    if about_errors or any(speaks_of_errors(column) for column in columns):
        yield from (index for index, column in enumerate(columns) if holds_codes(column))
    if has_status:
        yield from (
            index for index, (cell, column) in enumerate(zip(passage.cells, columns, strict=False))
            if folded(column) in _BODY_COLUMN and is_shouted(cell.strip(" `"))
        )  # fmt: skip
    if has_status or _about_codes(passage):
        yield from (
            index for index, column in enumerate(columns)
            if not holds_codes(column) and not holds_others(column) and not holds_statuses(column)
            and not says_when(column)
        )  # fmt: skip


_BODY_COLUMN = frozenset({"body", "response", "response body", "answer", "antwort", "réponse", "respuesta", "resposta"})


def _cell_codes(cell: str, column: str, row: list[str]) -> Iterator[tuple[int, str]]:
    """The codes of a cell that holds nothing else."""
    in_column = holds_codes(column) and (bool(row) or not is_vague(column))
    text = cell.strip()
    parts = _SPLIT.split(text) if len(text) < 600 else []
    bare = [part.strip("`*\"' ()") for part in parts if part.strip("`*\"' ()")]
    fits = is_code if in_column else is_compound
    quoted = in_column or len(bare) > 1 or all(f"`{part}`" in cell or is_shouted(part) for part in bare)
    if bare and quoted and all(fits(part) for part in bare):
        at = 0
        for part in bare:
            at = max(cell.find(part, at), 0)
            yield at, part


def _are_statuses(codes: list[tuple[int, str]], row: list[str]) -> bool:
    return all(code in row or (code.isdigit() and len(code) == 3 and is_registered(code)) for _, code in codes)


def _about_errors(passage: Passage) -> bool:
    return speaks_of_errors(
        " ".join((*passage.headings[:1], *passage.headings[-2:], passage.lead[-200:], *passage.parents))
    )


def _about_codes(passage: Passage) -> bool:
    return speaks_of_codes(" ".join((*passage.headings[:1], *passage.headings[-2:], passage.lead[-200:])))


def _in_text(passage: Passage) -> Iterator[_Code]:
    text = passage.text
    found = statuses(text)
    yield from _entry(passage, found)
    if passage.kind == "item" and (plain := _PLAIN.fullmatch(text)) and is_code(plain["code"]):
        yield _Code(offset=plain.start("code"), code=plain["code"], status=plain["status"])
    yield from _labelled(passage)
    for match in _ASSIGNED.finditer(text):
        yield _Code(offset=match.start("code"), code=match["code"], status=_status_of(passage, found, match.start()))
    for match in _CODED.finditer(text):
        if not is_placeholder(match["code"]):
            beside = _status_of(passage, found, match.start())
            yield _Code(offset=match.start("code"), code=match["code"], status=beside)
    for pattern in (_NAMED, _FAILS_WITH, _BEFORE_ERROR):
        for match in pattern.finditer(text):
            if is_compound(match["code"]) or (match["code"].isupper() and not is_placeholder(match["code"])):
                yield _Code(
                    offset=match.start("code"), code=match["code"], status=_status_of(passage, found, match.start())
                )
    for offset, code in listed_codes(text):
        yield _Code(offset=offset, code=code, status=_status_of(passage, found, offset))
    for match in _IN_BRACKETS.finditer(text):
        code = match["code"]
        if (given := _nearest_before(text, found, match.start())) and (is_shouted(code) or _ends_entry(passage, match)):
            yield _Code(offset=match.start("code"), code=code, status=given)
    yield from _below_status(passage)
    yield from _serial(passage)
    for status in found:
        yield from _beside(text, status)


def _entry(passage: Passage, found: Sequence[Status]) -> Iterator[_Code]:
    """The code that an item or a heading begins with, where errors are listed or a status stands beside it."""
    if passage.kind not in ("item", "heading", "code") or (entry := _ENTRY.match(passage.text[:400])) is None:
        return
    code = entry["code"]
    beside = [status for status in found if status.start <= entry.end() and status.status[0] in "45"]
    outer = " ".join((*passage.headings[: -1 if passage.kind == "heading" else None], passage.lead[-200:]))
    near = outer if passage.kind == "heading" else _near(passage)
    listed = (speaks_of_errors(outer) and is_shouted(code)) or (_is_slug(passage, code) and speaks_of_codes(near))
    whole = passage.kind == "heading" and passage.text.strip() == f"`{code}`"
    listed = listed or is_error_word(code) or (whole and speaks_of_codes(near))
    quoted = f"`{code}`" in passage.text or is_shouted(code) or (passage.kind == "code" and "-" in code)
    listed = listed and passage.kind != "code"
    if (
        quoted
        and not is_placeholder(code)
        and (is_compound(code) or is_error_word(code) or whole)
        and (beside or listed)
        and (speaks_of_codes(" ".join(passage.headings)) or not _SETTINGS.search(outer))
    ):
        status = beside[0].status if len(beside) == 1 else "" if beside else _heading_status(passage)
        yield _Code(offset=entry.start("code"), code=code, status=status)


def _ends_entry(passage: Passage, match: re.Match[str]) -> bool:
    """Whether an item ends in a code in brackets that says what went wrong: 400, no JSON (`body_malformed`)."""
    rest = passage.text[match.end() :].strip(" .;,")
    return passage.kind == "item" and not rest and is_compound(match["code"]) and tells_a_fault(match["code"])


def _below_status(passage: Passage) -> Iterator[_Code]:
    """An item that is nothing but a code, or begins with one, below an item of one error status: `422, one of`."""
    if passage.kind != "item" or not passage.parents or (entry := _BELOW.match(passage.text)) is None:
        return
    above = {status.status for status in statuses(passage.parents[-1]) if status.status[0] in "45"}
    if len(above) == 1 and is_compound(entry["code"]) and tells_a_fault(entry["code"]):
        yield _Code(offset=entry.start("code"), code=entry["code"], status=above.pop())


_BELOW = re.compile(rf"`(?P<code>{COMPOUND})`\s{{0,2}}(?:[-–—:：=(（→]|$)")


def _serial(passage: Passage) -> Iterator[_Code]:
    """A numbered code that begins a passage about errors, beside its status: `E12 - gone (404)`, `a.b → 402`."""
    if passage.kind not in ("heading", "item", "paragraph") or (entry := _SERIAL.match(passage.text)) is None:
        return
    outer = passage.headings[:-1] if passage.kind == "heading" else passage.headings
    line = passage.text.partition("\n")[0]
    beside = [status.status for status in statuses(line) if status.status[0] in "45"]
    if len(beside) == 1 and speaks_of_errors(" ".join((*outer, passage.lead[-200:]))):
        yield _Code(offset=entry.start("code"), code=entry["code"], status=beside[0])


_SERIAL = re.compile(
    r"[`*]{0,3}(?P<code>(?:[A-Z]{1,6}|ERR[-_]|E[-_])\d{2,6}|[a-z][a-z0-9_-]{1,30}(?:\.[a-z][a-z0-9_-]{1,30}){1,3})[`*]{0,3}(?:\s{0,2}[-–—:：(（→|]|\s`?[45]\d\d\b)"
)


def _labelled(passage: Passage) -> Iterator[_Code]:
    """The code of a label line: ``**Code**: `INVALID_DATE```."""
    if not holds_codes(passage.label) or folded(passage.label) in ("type", "error", "errors"):
        return
    value = passage.text[len(passage.label) :]
    code = value.strip(" :：`*\"'")
    if is_compound(code) and (f"`{code}`" in value or is_shouted(code)):
        yield _Code(offset=len(passage.label) + value.find(code), code=code, status=_heading_status(passage))


def _status_of(passage: Passage, found: Sequence[Status], offset: int) -> str:
    return _nearest(passage.text, found, offset) or ("" if found else _heading_status(passage))


def _near(passage: Passage) -> str:
    return " ".join((*passage.headings[-1:], passage.lead[-200:], *passage.parents[-1:]))


def _is_slug(passage: Passage, code: str) -> bool:
    """Whether a code is in a style in which fields are not: `not-found`, and, as a heading, any."""
    return passage.kind == "heading" or "-" in code or "_" in code


def _heading_status(passage: Passage) -> str:
    """The one status that the nearest heading with a status names."""
    for heading in reversed(passage.headings):
        found = {status.status for status in statuses(heading)}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _beside(text: str, status: Status) -> Iterator[_Code]:
    """Codes directly before or after a status: ``409 `DUPLICATE` ``, ``` `DUPLICATE` (409)```."""
    if status.status[0] not in "45":
        return
    after = _AFTER_STATUS.match(text[status.end : status.end + 160])
    if after is not None and _is_told(text, status.end + after.start("code"), after["code"]):
        yield _Code(offset=status.end + after.start("code"), code=after["code"], status=status.status)
    window = max(status.start - 120, 0)
    before = _BEFORE_STATUS.search(text[window : status.start])
    if before is not None and is_compound(before["code"]):
        yield _Code(offset=window + before.start("code"), code=before["code"], status=status.status)


def _is_told(text: str, offset: int, code: str) -> bool:
    """Whether a code after a status is quoted, or shouted."""
    quoted = text[offset - 1 : offset] in ("`", '"') or text[offset + len(code) : offset + len(code) + 1] == "`"
    return is_compound(code) and (quoted or is_shouted(code))


def _nearest(text: str, found: Sequence[Status], offset: int) -> str:
    errors = [
        status for status in found if status.status[0] in "45" and "." not in text[status.end : offset].rstrip()[:-1]
    ]
    before = [status for status in errors if status.start < offset]
    return before[-1].status if before else errors[0].status if len(errors) == 1 else ""


def _nearest_before(text: str, found: Sequence[Status], offset: int) -> str:
    """The error status that the sentence names before a place."""
    before = [status for status in found if status.start < offset and status.status[0] in "45"]
    return before[-1].status if before and ". " not in text[before[-1].end : offset] else ""


def _retryable(passage: Passage) -> bool | None:
    for cell, column in zip(passage.cells, passage.columns, strict=False):
        if says_retryable(column):
            return yes_or_no(cell)
    found = _RETRYABLE.search(passage.text)
    return None if found is None or passage.kind == "row" else found["not"] is None


def _condition(passage: Passage) -> str:
    return next(
        (
            cell.strip()[:200]
            for cell, column in zip(passage.cells, passage.columns, strict=False)
            if says_when(column) and cell.strip()
        ),
        "",
    )
