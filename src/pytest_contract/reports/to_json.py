"""The report as JSON, in the form that `report.schema.json` beside this file publishes."""

from __future__ import annotations

import json
from dataclasses import asdict
from importlib.resources import files
from typing import Any, get_args

from pytest_contract import __version__
from pytest_contract.findings import Evidence, Finding, OperationKey
from pytest_contract.reports.report import (
    Documentation,
    OperationSummary,
    Report,
    ReportedClaim,
    ReportedFinding,
    Requirement,
    StatusCount,
)
from pytest_contract.rules.standing import Verdict

SCHEMA_VERSION = 1


def to_json(report: Report) -> str:
    """One JSON document in ASCII, indented, with a line feed at its end."""
    return json.dumps(to_builtins(report), indent=2) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) that every report keeps."""
    text = files("pytest_contract.reports").joinpath("report.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def to_builtins(report: Report) -> dict[str, Any]:
    """The report as dict, list, str, int and float."""
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "pytest-contract", "version": __version__},
        "run": {
            "seed": report.seed,
            "requests": report.requests,
            "duration_s": report.duration_s,
            "workers": report.workers,
            "exit_status": report.exit_status,
        },
        "sources": _sources(report),
        "operations": [_operation_summary(summary) for summary in report.operations],
        "claims": [_claim(reported) for reported in report.claims],
        "requirements": [_requirement(requirement) for requirement in report.requirements],
        "documentation": None if report.documentation is None else _documentation(report.documentation),
        "findings": [_finding(reported) for reported in report.findings],
        "coverage": {name: list(pair) for name, pair in report.coverage.items()},
        "remarks": list(report.remarks),
    }


def _sources(report: Report) -> dict[str, Any]:
    return {
        "spec": {
            "file": report.spec_file,
            "title": report.spec_title,
            "version": report.spec_version,
            "openapi": report.openapi,
        },
        "designs": [{"file": file} for file in report.designs],
        "target": {"kind": report.target_kind, "name": report.target_name, "framework": report.framework},
    }


def _operation(operation: OperationKey | None) -> dict[str, str] | None:
    return None if operation is None else operation._asdict()


def _operation_summary(summary: OperationSummary) -> dict[str, Any]:
    return {
        **summary.operation._asdict(),
        "requests": summary.requests,
        "duration_s": summary.duration_s,
        "statuses": [_status(count) for count in summary.statuses],
        "remarks": list(summary.remarks),
    }


def _status(count: StatusCount) -> dict[str, Any]:
    counted = {"status": count.status, "declared_in": list(count.declared_in), "observed": count.observed}
    return {**counted, "tried": dict(count.tried)} if count.tried else counted


def _claim(reported: ReportedClaim) -> dict[str, Any]:
    claim, standing = reported.claim, reported.standing
    return {
        "id": claim.id,
        "kind": claim.kind,
        "file": claim.file,
        "line": claim.line,
        "text": claim.text,
        "operation": _operation(claim.operation),
        "value": dict(claim.value),
        "strength": claim.strength,
        "ids": list(claim.ids),
        "verdict": standing.verdict,
        "seen": standing.seen,
        "reason": standing.reason,
        "findings": list(reported.findings),
    }


def _requirement(requirement: Requirement) -> dict[str, Any]:
    counts = dict(requirement.verdicts)
    return {
        "id": requirement.id,
        "claims": list(requirement.claims),
        "verdicts": {verdict: counts.get(verdict, 0) for verdict in get_args(Verdict)},
    }


def _documentation(documentation: Documentation) -> dict[str, Any]:
    return {**asdict(documentation), "operations": list(documentation.operations)}


def _finding(reported: ReportedFinding) -> dict[str, Any]:
    finding = reported.finding
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.label,
        "message": finding.message,
        "remedy": finding.remedy,
        **_instance(finding),
        "baselined": False,
        "evidence": None if finding.evidence is None else _evidence(finding.evidence),
        "also": [_instance(other) for other in reported.also],
    }


def _instance(finding: Finding) -> dict[str, Any]:
    return {
        "operation": _operation(finding.operation),
        "fingerprint": finding.fingerprint,
        "occurrences": finding.occurrences,
        "locations": [asdict(location) for location in finding.locations],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "curl": evidence.curl,
        "request": dict(evidence.request),
        "response": None if evidence.response is None else dict(evidence.response),
        "exception": evidence.exception,
        "frames": [asdict(frame) for frame in evidence.frames],
        "sequence": list(evidence.sequence),
    }
