"""The report as lines for a reader at a terminal: values in, text out, with the spans that may be coloured."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from pytest_contract.findings import Evidence, Finding, Severity
from pytest_contract.reports.claim_lines import claim_lines
from pytest_contract.reports.lines import Line, Span, counted, line
from pytest_contract.reports.report import NOT_RUN, OperationSummary, Report, ReportedFinding

BODY_LINES, BODY_WIDTH, ALSO, REMARKS = 12, 300, 8, 20
"""How much of a body, and how many further operations and remarks, a reader is shown."""

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def to_text(lines: Iterable[Line]) -> str:
    """The lines without colour."""
    return "\n".join("".join(span.text for span in each).rstrip() for each in lines)


def counts(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 note`; `no findings`."""
    by_severity = Counter(finding.severity for finding in findings)
    parts = [counted(by_severity[each], each.label) for each in sorted(Severity, reverse=True) if by_severity[each]]
    return ", ".join(parts) or "no findings"


def headline(findings: Sequence[Finding]) -> str:
    """A failed test in one line: `2 errors: CT105 server-error, CT103 response-body-mismatch`."""
    names = dict.fromkeys(f"{finding.code} {finding.name}" for finding in findings)
    return f"{counts(findings)}: {', '.join(names)}"


def failure_lines(findings: Sequence[Finding]) -> list[Line]:
    """All findings of one failed test, in the order given, each with its evidence and its remedy."""
    lines = list[Line]()
    for finding in findings:
        lines += [*finding_lines(finding), line("")]
    return lines[:-1]


def finding_lines(finding: Finding) -> list[Line]:
    """One finding in full."""
    return [
        _title(finding),
        *_indented(_sentence(finding), ""),
        *(_evidence_lines(finding.evidence) if finding.evidence else ()),
        *(_labelled(f"{location.source}:", str(location)) for location in finding.locations),
        *([_labelled("seen:", counted(finding.occurrences, "time"))] if finding.occurrences > 1 else []),
        *_indented(finding.remedy, "remedy:"),
    ]


def _title(finding: Finding) -> Line:
    return (
        Span(f"{finding.code} {finding.name}", (COLOURS[finding.severity], "bold")),
        Span(f"  ({finding.severity.label})"),
    )


def _sentence(finding: Finding) -> str:
    """The message with what it speaks of: `GET /users/{id} answered 403; …`."""
    return finding.message if finding.operation is None else f"{finding.operation} {finding.message}"


def _labelled(label: str, text: str) -> Line:
    return (Span(f"  {label:<10}"), Span(text))


def _indented(text: str, label: str) -> list[Line]:
    """A text of several lines beside its label, or two spaces in where there is none."""
    first, *others = text.splitlines() or [""]
    if not label:
        return [line(f"  {each}") for each in (first, *others)]
    return [_labelled(label, first), *(_labelled("", each) for each in others)]


def _evidence_lines(evidence: Evidence) -> list[Line]:
    return [
        *(_labelled("before:" if not at else "", curl) for at, curl in enumerate(evidence.sequence)),
        *_indented(evidence.curl, "request:"),
        *(_response_lines(evidence.response) if evidence.response is not None else ()),
        *_exception_lines(evidence),
    ]


def _response_lines(response: Any) -> list[Line]:
    content_type = next(
        (value for name, value in response.get("headers", {}).items() if name.lower() == "content-type"), ""
    )
    first = _labelled("answer:", f"{response['status']} {content_type}".rstrip())
    return [first, *(_labelled("", each) for each in _shortened(response.get("body") or ""))]


def _shortened(body: str) -> list[str]:
    """The beginning of a body: a reader needs its shape, the JSON report has all that was kept."""
    lines = [each if len(each) <= BODY_WIDTH else f"{each[:BODY_WIDTH]}…" for each in body.splitlines()]
    rest = len(lines) - BODY_LINES
    return lines if rest <= 0 else [*lines[:BODY_LINES], f"… {counted(rest, 'more line')}"]


def _exception_lines(evidence: Evidence) -> list[Line]:
    if evidence.exception is None:
        return []
    frames = [f"{frame.file}:{frame.line} in {frame.function}: {frame.code}".rstrip(": ") for frame in evidence.frames]
    raised = evidence.exception.splitlines() or [""]
    return [_labelled("raised:", raised[0]), *(_labelled("", each) for each in (*raised[1:], *frames))]


def summary_lines(report: Report, *, fail_on: Severity = Severity.ERROR, verbose: bool = False) -> list[Line]:
    """The section `contract drift`: findings, the table of operations, and a last line that says it all.

    Notes are only counted unless `verbose`; a request is shown for what no failed test has shown already.
    """
    return [
        *_grouped_lines(report.findings, fail_on),
        *(_note_lines(report.findings) if verbose else ()),
        *operation_table(report.operations),
        *_remark_lines(report.operations),
        *claim_lines(report.claims, report.documentation, report.requirements),
        *(line(remark, "red", "bold") for remark in report.remarks),
        last_line(report),
    ]


def _grouped_lines(findings: Sequence[ReportedFinding], fail_on: Severity) -> list[Line]:
    """What failed a test stands in full above already, and is only named; the rest is told here."""
    lines = list[Line]()
    for each in findings:
        if each.finding.severity > Severity.NOTE:
            lines += reported_lines(each, in_full=each.finding.severity < fail_on)
    return [*lines, *([line("")] if lines else [])]


def _note_lines(findings: Sequence[ReportedFinding]) -> list[Line]:
    notes = [each for each in findings if each.finding.severity == Severity.NOTE]
    lines = list[Line]()
    for each in notes:
        lines += [_title(each.finding), line(f"  {_sentence(each.finding)}{_more(each)}")]
    return [*lines, *([line("")] if lines else [])]


def _more(reported: ReportedFinding) -> str:
    return f" (also at {counted(len(reported.also), 'other place')})" if reported.also else ""


def reported_lines(reported: ReportedFinding, *, in_full: bool = True) -> list[Line]:
    """One finding in short, with the other operations that show the same cause."""
    finding = reported.finding
    also = _also(reported)
    more = f", and {len(also) - ALSO} more" if len(also) > ALSO else ""
    return [
        _title(finding),
        *_indented(_sentence(finding), ""),
        *([_labelled("also at:", ", ".join(also[:ALSO]) + more)] if also else []),
        *(_how_to_mend(finding) if in_full else []),
    ]


def _how_to_mend(finding: Finding) -> list[Line]:
    return [
        *([_labelled("where:", ", ".join(map(str, finding.locations)))] if finding.locations else []),
        *(_evidence_lines(finding.evidence) if finding.evidence else []),
        *_indented(finding.remedy, "remedy:"),
    ]


def _also(reported: ReportedFinding) -> list[str]:
    own = str(reported.finding.operation)
    return [each for each in dict.fromkeys(str(other.operation or "the API") for other in reported.also) if each != own]


def operation_table(operations: Iterable[OperationSummary]) -> list[Line]:
    """A row for each operation that sent something: requests, statuses seen, declared statuses not seen."""
    rows = [_row(each) for each in operations if each.requests]
    if not rows:
        return []
    header = ("operation", "requests", "seen")
    widths = [max(map(len, column)) for column in zip(header, *(row[:3] for row in rows), strict=True)]
    lines = [line(_in_columns(header, widths), "bold")]
    for *cells, missing in rows:
        tail = Span(f"  | not seen: {missing}", ("yellow",)) if missing else Span("")
        lines.append((Span(_in_columns(cells, widths)), tail))
    return [*lines, line("")]


def _row(summary: OperationSummary) -> tuple[str, str, str, str]:
    seen = [f"{count.status}\N{MULTIPLICATION SIGN}{count.observed}" for count in summary.statuses if count.observed]
    missing = [count.status for count in summary.statuses if not count.observed and count.declared_in]
    return str(summary.operation), str(summary.requests), " ".join(seen) or "-", ", ".join(missing)


def _in_columns(cells: Sequence[str], widths: Sequence[int]) -> str:
    operation, requests, seen = cells
    return f"{operation:<{widths[0]}}  {requests:>{widths[1]}}  {seen:<{widths[2]}}"


def _remark_lines(operations: Iterable[OperationSummary]) -> list[Line]:
    """What was cut short, operation by operation; those that did not run are only counted."""
    remarks = [f"{each.operation}: {remark}" for each in operations for remark in each.remarks if remark != NOT_RUN]
    rest = len(remarks) - REMARKS
    more = [line(f"… and {counted(rest, 'more remark')}, see the JSON report")] if rest > 0 else []
    return [*(line(each, "yellow") for each in remarks[:REMARKS]), *more, *([line("")] if remarks else [])]


def last_line(report: Report) -> Line:
    """`3 errors, 1 warning, 5 notes in 12 operations, 812 requests`; without an app, in how many claims."""
    ran = sum(NOT_RUN not in each.remarks for each in report.operations)
    declared = len(report.operations)
    share = counted(declared, "operation") if ran == declared else f"{ran} of {counted(declared, 'operation')}"
    findings = [reported.finding for reported in report.findings]
    worst = max((finding.severity for finding in findings), default=Severity.NOTE)
    if report.is_design_alone:
        claims = counted(len(report.claims), "claim")
        return line(f"{counts(findings)} in {claims}, held against the spec; nothing was sent", _colour(worst), "bold")
    colour = _colour(worst) if worst > Severity.NOTE or (ran and report.requests) else "red"
    return line(f"{counts(findings)} in {share}, {counted(report.requests, 'request')}", colour, "bold")


def _colour(worst: Severity) -> str:
    return COLOURS[worst] if worst > Severity.NOTE else "green"
