"""Promised deprecations, held against the spec and the headers of successful answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from pytest_contract.design import Claim
from pytest_contract.exchange import Response
from pytest_contract.exchange.record import header
from pytest_contract.rules.evidence import Judged, OperationEvidence

# The document's day may be one of another time zone.
_TOLERANCE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """What a deprecation promises, and clients aren't told."""

    key: str
    told: str
    """What is wrong, for a sentence that begins with the operation."""
    remedy: str
    shown_by: tuple[Judged, ...] = ()
    """None where the spec lacks it."""


def answers(evidence: OperationEvidence) -> tuple[Judged, ...]:
    """Successful answers, which carry the headers."""
    return tuple(judged for judged in evidence.succeeded if 200 <= judged.status < 300)


def untold(claim: Claim, evidence: OperationEvidence) -> Iterator[Untold]:
    """What is missing or wrong, for one promise: the spec's own mark, then the headers' presence and values.

    A promise that names no operation is about those that the spec marks.
    """
    if claim.operation is None and not evidence.operation.deprecated:
        return
    if claim.operation is not None and claim.value.get("deprecated") and not evidence.operation.deprecated:
        place = evidence.document.locate(evidence.operation.pointer)
        yield Untold(
            key="deprecated",
            told=f"is deprecated by {claim.file}:{claim.line}; {place} doesn't say `deprecated: true`",
            remedy="Say `deprecated: true` in the spec, or correct the design.",
        )
    for name, member in (("Deprecation", "date"), ("Sunset", "sunset")):
        yield from _missing(claim, evidence, name)
        yield from _wrong(claim, evidence, name, _promised_day(claim, member))
    yield from _reversed(evidence)


def _promised_day(claim: Claim, member: str) -> str | None:
    """The day that a sentence names; a header's line shows how it looks, as an example does."""
    if member not in claim.value or re.match(r"\W*(Deprecation|Sunset):", claim.text):
        return None
    return str(claim.value[member])


def is_promised(claim: Claim, name: str) -> bool:
    """Whether the document speaks of the header itself, and not of the deprecation alone."""
    pattern = rf"`{name}\b|\b{name}:|\b{name}`?\s+(response\s+)?headers?|headers?\b[^.]*\b{name}\b"
    return re.search(pattern, claim.text) is not None


def _missing(claim: Claim, evidence: OperationEvidence, name: str) -> Iterator[Untold]:
    lacking = tuple(judged for judged in answers(evidence) if _value(judged, name) is None)
    if lacking and is_promised(claim, name):
        yield Untold(
            key=name.lower(),
            told=f"answered {lacking[0].status} without {name}; {claim.file}:{claim.line} promises it",
            remedy=f"Send {name}, or correct the design.",
            shown_by=lacking,
        )


def _wrong(claim: Claim, evidence: OperationEvidence, name: str, day: str | None) -> Iterator[Untold]:
    carrying = [(judged, value) for judged in answers(evidence) if (value := _value(judged, name)) is not None]
    for judged, value in carrying[:1]:
        moment = moment_of(name, value)
        if moment is None and not (name == "Deprecation" and value.strip().lower() in ("true", "?1")):
            form = "a date as in @1688169599 (RFC 9745)" if name == "Deprecation" else "an HTTP date (RFC 8594)"
            yield Untold(
                key=f"{name.lower()}:form",
                told=f"answered {judged.status} with {name}: {value}, which is not {form}",
                remedy=f"Send {name} as {form}.",
                shown_by=(judged,),
            )
        elif moment is not None and (wanted := _day(day)) is not None and abs(moment.date() - wanted) > _TOLERANCE:
            yield Untold(
                key=f"{name.lower()}:date",
                told=f"answered with {name} on {moment.date()}; {claim.file}:{claim.line} says {day}",
                remedy=f"Send the date that the design names in {name}, or correct the design.",
                shown_by=(judged,),
            )


def _reversed(evidence: OperationEvidence) -> Iterator[Untold]:
    """RFC 9745, section 4: what is switched off was deprecated before."""
    for judged in answers(evidence)[:1]:
        begun, ended = (moment_of(name, _value(judged, name) or "") for name in ("Deprecation", "Sunset"))
        if begun is not None and ended is not None and ended < begun:
            yield Untold(
                key="sunset:before",
                told=f"answered with Sunset on {ended.date()}, before Deprecation on {begun.date()}",
                remedy="Let Sunset come after Deprecation (RFC 9745, section 4).",
                shown_by=(judged,),
            )


def moment_of(name: str, value: str) -> datetime | None:
    """When it is: `@` and seconds for Deprecation (RFC 9745), an HTTP date for either; `None` for all else."""
    text = value.strip()
    try:
        if name == "Deprecation" and re.fullmatch(r"@-?\d{1,11}", text):
            return datetime.fromtimestamp(int(text[1:]), UTC)
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text[:10])
    except ValueError:
        return None


def _value(judged: Judged, name: str) -> str | None:
    answer = judged.exchange.answer
    return header(answer.headers, name) if isinstance(answer, Response) else None
