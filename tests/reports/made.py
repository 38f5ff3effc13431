"""Reports made by hand, and a strategy for all the others."""

from __future__ import annotations

from hypothesis import strategies as st

from pytest_contract.design import Claim
from pytest_contract.findings import AppFrame, Evidence, Finding, Location, OperationKey, Severity
from pytest_contract.reports.report import (
    Documentation,
    OperationSummary,
    Report,
    ReportedClaim,
    ReportedFinding,
    Requirement,
    StatusCount,
)
from pytest_contract.rules.standing import Standing, Verdict

READ, ADD = OperationKey("GET", "/users/{id}"), OperationKey("POST", "/users")


def a_finding(
    operation: OperationKey | None = READ, *, severity: Severity = Severity.ERROR, cause: str = "", key: str = "500"
) -> Finding:
    """A server error with everything that a finding can hold."""
    return Finding(
        code="CT105",
        name="server-error",
        severity=severity,
        operation=operation,
        key=key,
        message="raised ValueError: no room (shop.py:12).",
        remedy="Handle it.",
        locations=(
            Location(source="spec", file="openapi.yaml", line=4),
            Location(source="app", file="shop.py", line=9),
        ),
        evidence=Evidence(
            curl="curl -i http://localhost:8000/users/1",
            request={"method": "GET", "url": "http://localhost:8000/users/1", "headers": {"A": "b"}, "body": None},
            response={"status": 500, "headers": {"content-type": "text/plain"}, "body": "Internal Server Error"},
            exception="ValueError: no room",
            frames=(AppFrame(file="shop.py", line=12, function="add", code="raise ValueError"),),
        ),
        occurrences=3,
        cause=cause,
    )


def a_report(*findings: ReportedFinding, operations: tuple[OperationSummary, ...] = (), **changes: object) -> Report:
    """A report on a shop."""
    fields: dict[str, object] = {
        "seed": 0,
        "requests": sum(each.requests for each in operations),
        "duration_s": 1.5,
        "workers": 1,
        "exit_status": 1,
        "spec_file": "openapi.yaml",
        "spec_title": "Shop",
        "spec_version": "1",
        "openapi": "3.0.3",
        "target_kind": "asgi",
        "target_name": "shop:app",
        "framework": None,
        "operations": operations,
        "findings": findings,
    }
    return Report(**{**fields, **changes})  # type: ignore[arg-type]


def counted(operation: OperationKey, requests: int, *, remarks: tuple[str, ...] = (), **seen: int) -> OperationSummary:
    """An operation's numbers: `counted(READ, 9, s200=9, s404=0)`."""
    statuses = tuple(
        StatusCount(status=status.removeprefix("s"), declared_in=("spec",), observed=observed)
        for status, observed in seen.items()
    )
    return OperationSummary(operation=operation, requests=requests, statuses=statuses, remarks=remarks)


def a_claim(verdict: Verdict = "kept", *, line: int = 9, ids: tuple[str, ...] = ()) -> ReportedClaim:
    """A status that a design promises of READ, and how it stands."""
    claim = Claim(
        kind="status", file="design.md", line=line, text="| 404 |", operation=READ, value={"status": "404"}, ids=ids
    )
    return ReportedClaim(claim=claim, standing=Standing(claim=claim.id, verdict=verdict))


texts = st.text(st.characters(), max_size=20)
numbers = st.integers(0, 10**6)
keys = st.builds(OperationKey, st.sampled_from(["GET", "POST"]), texts)
locations = st.builds(
    Location, source=st.sampled_from(["design", "spec", "app"]), file=texts, line=st.none() | st.integers(1, 10**6)
)
headers = st.dictionaries(texts, texts, max_size=2)
bodies = st.none() | texts
evidences = st.builds(
    Evidence,
    curl=texts,
    request=st.fixed_dictionaries({"method": texts, "url": texts, "headers": headers, "body": bodies}),
    response=st.none() | st.fixed_dictionaries({"status": numbers, "headers": headers, "body": bodies}),
    exception=st.none() | texts,
    frames=st.lists(st.builds(AppFrame, file=texts, line=numbers, function=texts, code=texts), max_size=2).map(tuple),
    sequence=st.lists(texts, max_size=2).map(tuple),
)
findings = st.builds(
    Finding,
    code=st.integers(100, 999).map("CT{}".format),
    name=texts,
    severity=st.sampled_from(Severity),
    operation=st.none() | keys,
    key=texts,
    message=texts,
    remedy=texts,
    locations=st.lists(locations, max_size=2).map(tuple),
    evidence=st.none() | evidences,
    occurrences=numbers,
    cause=st.sampled_from(["", "a", "b"]),
)
statuses = st.builds(
    StatusCount, status=texts, declared_in=st.sampled_from([(), ("spec",), ("spec", "design")]), observed=numbers
)
summaries = st.builds(
    OperationSummary,
    operation=keys,
    requests=numbers,
    statuses=st.lists(statuses, max_size=2).map(tuple),
    duration_s=st.floats(0, 1e6),
    remarks=st.lists(texts, max_size=2).map(tuple),
)
verdicts = st.sampled_from(["kept", "broken", "unreached", "not_verifiable"])
claims = st.builds(
    ReportedClaim,
    claim=st.builds(
        Claim,
        kind=st.sampled_from(["status", "rate_limit", "example"]),
        file=texts,
        line=st.integers(1, 10**6),
        text=texts,
        operation=st.none() | keys,
        value=st.dictionaries(st.sampled_from(["status", "body"]), texts, max_size=2),
        strength=st.sampled_from(["must", "should", "may"]),
        ids=st.lists(texts, max_size=2).map(tuple),
    ),
    standing=st.builds(Standing, claim=texts, verdict=verdicts, seen=numbers, reason=texts),
    findings=st.lists(st.just("0123456789abcdef"), max_size=1).map(tuple),
)
requirements = st.builds(
    Requirement,
    id=texts,
    claims=st.lists(texts, max_size=2).map(tuple),
    verdicts=st.dictionaries(verdicts, numbers).map(lambda counts: tuple(counts.items())),
)
documentation = st.builds(
    Documentation,
    operations=st.tuples(numbers, numbers),
    with_examples=numbers,
    claims=numbers,
    verified=numbers,
    contradicted=numbers,
    unread=numbers,
)
reports = st.builds(
    Report,
    seed=st.integers(),
    requests=numbers,
    duration_s=st.floats(0, 1e6),
    workers=numbers,
    exit_status=numbers,
    spec_file=texts,
    spec_title=texts,
    spec_version=texts,
    openapi=texts,
    target_kind=st.sampled_from(["asgi", "wsgi", "url", "none"]),
    target_name=texts,
    framework=st.none() | texts,
    operations=st.lists(summaries, max_size=2).map(tuple),
    findings=st.lists(
        st.builds(ReportedFinding, finding=findings, also=st.lists(findings, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
    coverage=st.dictionaries(
        st.sampled_from(["operations", "statuses", "success_statuses", "claims"]), st.tuples(numbers, numbers)
    ),
    remarks=st.lists(texts, max_size=2).map(tuple),
    designs=st.lists(texts, max_size=2).map(tuple),
    claims=st.lists(claims, max_size=2).map(tuple),
    requirements=st.lists(requirements, max_size=2).map(tuple),
    documentation=st.none() | documentation,
)
