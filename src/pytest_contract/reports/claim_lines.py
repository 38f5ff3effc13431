"""The claims of design documents as lines for a terminal: how many stand how, and what each requirement rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pytest_contract.reports.lines import Line, Span, counted, line
from pytest_contract.reports.report import Documentation, ReportedClaim, Requirement

_COLOURS = {"kept": "green", "broken": "red", "unreached": "yellow", "not_verifiable": "yellow"}
_MOST_REQUIREMENTS = 40


def claim_lines(
    claims: Iterable[ReportedClaim], documentation: Documentation | None, requirements: tuple[Requirement, ...]
) -> list[Line]:
    """`claims: 12 kept, 1 broken, 2 unreached`, the documentation's health, and a row for each requirement."""
    verdicts: Counter[str] = Counter(each.standing.verdict for each in claims)
    if documentation is None or not (verdicts or documentation.unread):
        return []
    lines = [(Span("claims: "), *_counts(verdicts, documentation.unread)), line(_health(documentation))]
    for requirement in requirements[:_MOST_REQUIREMENTS]:
        lines.append((Span(f"  {requirement.id:<12} "), *_counts(Counter(dict(requirement.verdicts)))))
    rest = len(requirements) - _MOST_REQUIREMENTS
    more = [line(f"  … and {counted(rest, 'more id')}, see the JSON report")] if rest > 0 else []
    return [*lines, *more, line("")]


def _counts(verdicts: Counter[str], unread: int = 0) -> list[Span]:
    spans: list[Span] = []
    for verdict, colour in _COLOURS.items():
        if verdicts[verdict]:
            spans.append(Span(f"{', ' if spans else ''}{verdicts[verdict]} {verdict.replace('_', ' ')}", (colour,)))
    if unread:
        spans.append(Span(f"{', ' if spans else ''}{counted(unread, 'line')} not understood", ("yellow",)))
    return spans


def _health(documentation: Documentation) -> str:
    described, declared = documentation.operations
    return (
        f"documentation: {described} of {counted(declared, 'operation')} described, "
        f"{documentation.with_examples} with examples; {documentation.verified} of "
        f"{counted(documentation.claims, 'claim')} verified, {documentation.contradicted} contradicted"
    )
