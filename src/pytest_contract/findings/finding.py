"""One drift: what was found, where, by what evidence, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from pytest_contract.findings.fingerprint import fingerprint
from pytest_contract.findings.location import Location
from pytest_contract.findings.severity import Severity


class OperationKey(NamedTuple):
    """A method and a path template."""

    method: str
    """In capitals, `GET`."""
    path: str
    """As the spec writes it, `/users/{id}`."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppFrame:
    """One line of a traceback."""

    file: str
    line: int
    function: str
    code: str
    """The source line, stripped; empty where it can't be had."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The smallest exchange that shows a drift, with its secrets already redacted."""

    curl: str
    """A command line that sends the request again."""
    request: Mapping[str, Any]
    """`{"method", "url", "headers": {...}, "body": str | None}`."""
    response: Mapping[str, Any] | None = None
    """`{"status", "headers": {...}, "body": str | None}`, or `None` where none came."""
    exception: str | None = None
    """`ValueError: message` of an app in process that raised; `None` otherwise."""
    frames: tuple[AppFrame, ...] = ()
    """The traceback from the app's first own frame to its last; empty without an exception."""
    sequence: tuple[str, ...] = ()
    """Curl lines that have to be sent before, in their order, where the drift depends on state."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One drift between design, spec and app."""

    code: str
    """`CT101`."""
    name: str
    """`undocumented-status`."""
    severity: Severity
    operation: OperationKey | None
    """`None` where the whole API is meant."""
    key: str
    """What the rule tells its findings apart by within one operation: a status, a pointer and a keyword."""
    message: str
    """What, where and against which promise, in one sentence, without the code and the operation."""
    remedy: str
    """What to change, and where."""
    locations: tuple[Location, ...] = ()
    evidence: Evidence | None = None
    occurrences: int = 1
    """In how many exchanges it was seen."""
    cause: str = ""
    """Equal for findings of several operations that one change would mend; empty: this one stands alone."""
    claims: tuple[str, ...] = ()
    """Ids of the design documents' claims that it breaks, the one that is to show it first."""

    @property
    def fingerprint(self) -> str:
        """Stable over runs, machines and wording."""
        return fingerprint(self.code, "" if self.operation is None else str(self.operation), self.key)

    def to_builtins(self) -> dict[str, Any]:
        """The finding as dict, list, str and int, so that it survives JSON and the way between processes."""
        return {
            "code": self.code,
            "name": self.name,
            "severity": self.severity.label,
            "operation": None if self.operation is None else list(self.operation),
            "key": self.key,
            "message": self.message,
            "remedy": self.remedy,
            "locations": [asdict(location) for location in self.locations],
            "evidence": None if self.evidence is None else _evidence_to_builtins(self.evidence),
            "occurrences": self.occurrences,
            "cause": self.cause,
            "claims": list(self.claims),
        }

    @classmethod
    def from_builtins(cls, raw: Mapping[str, Any]) -> Finding:
        """The inverse of `to_builtins`."""
        evidence = raw["evidence"]
        return cls(
            code=raw["code"],
            name=raw["name"],
            severity=Severity.from_label(raw["severity"]),
            operation=None if raw["operation"] is None else OperationKey(*raw["operation"]),
            key=raw["key"],
            message=raw["message"],
            remedy=raw["remedy"],
            locations=tuple(Location(**location) for location in raw["locations"]),
            evidence=None if evidence is None else _evidence_from_builtins(evidence),
            occurrences=raw["occurrences"],
            cause=raw["cause"],
            claims=tuple(raw["claims"]),
        )


def _evidence_to_builtins(evidence: Evidence) -> dict[str, Any]:
    raw = asdict(evidence)
    return {**raw, "frames": list(raw["frames"]), "sequence": list(raw["sequence"])}


def _evidence_from_builtins(raw: Mapping[str, Any]) -> Evidence:
    frames = tuple(AppFrame(**frame) for frame in raw["frames"])
    return Evidence(**{**raw, "frames": frames, "sequence": tuple(raw["sequence"])})
