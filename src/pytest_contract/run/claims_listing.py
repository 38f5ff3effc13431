"""What design documents promise, without any app: for a reader, and as builtins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pytest_contract.design import Claim
from pytest_contract.findings import Finding, Severity
from pytest_contract.reports.lines import counted
from pytest_contract.reports.to_terminal import counts, failure_lines, to_text
from pytest_contract.run.design_reading import read_document
from pytest_contract.run.designs import DesignDocument, Designs
from pytest_contract.spec import Document, load


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Documents that were read, and what they and a spec say of each other."""

    designs: tuple[DesignDocument, ...]
    spec: Document | None = None
    findings: tuple[Finding, ...] = ()
    """Worst first; empty where there is no spec."""

    def lines(self) -> Iterator[str]:
        """For a reader: each document's claims, what could not be read, and the findings."""
        for design in self.designs:
            yield from _of_document(design)
        if self.spec is None:
            return
        told = [finding for finding in self.findings if finding.severity > Severity.NOTE]
        if told:
            yield to_text(failure_lines(told))
            yield ""
        yield f"{counts(self.findings)} against {self.spec.display}; nothing was sent"

    def to_builtins(self) -> Any:
        """The claims as a list; with a spec, also what could not be read, and the findings."""
        has_many = len(self.designs) > 1
        claims = [_claim(claim, has_file=has_many) for design in self.designs for claim in design.claims]
        if self.spec is None:
            return claims
        unread = [line for design in self.designs for line in design.unread]
        return {
            "claims": claims,
            "unread": [asdict(line) for line in unread],
            "findings": [{**finding.to_builtins(), "fingerprint": finding.fingerprint} for finding in self.findings],
        }


def listed(files: Sequence[Path], spec: str | None) -> Listing:
    """Read the documents, and the spec where one is given; raises UsageError where something can't be used."""
    designs = tuple(read_document(file) for file in dict.fromkeys(files))
    if spec is None:
        return Listing(designs=designs)
    document = load(spec)
    claims = [claim for design in designs for claim in design.claims]
    found = Designs(document, claims, [line for design in designs for line in design.unread]).drift()
    ranked = sorted(found, key=lambda finding: (-finding.severity, finding.code))
    return Listing(designs=designs, spec=document, findings=tuple(ranked))


def _of_document(design: DesignDocument) -> Iterator[str]:
    yield f"{design.file}: {_summary(design)}"
    for claim in design.claims:
        weak = "" if claim.strength == "must" else f"  ({claim.strength})"
        yield f"  {claim.title}{weak}"
    if design.unread:
        yield "  not understood:"
        yield from (f"    L{line.line} {line.text}{line.reason and f'  ({line.reason})'}" for line in design.unread)
    yield ""


def _summary(design: DesignDocument) -> str:
    kinds = Counter(claim.kind for claim in design.claims)
    told = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in kinds.most_common())
    parts = [counted(len(design.claims), "claim") + (f" ({told})" if told else "")]
    parts += [f"{counted(len(design.unread), 'line')} not understood"] if design.unread else []
    parts += [f"{counted(design.left_out, 'line')} left out"] if design.left_out else []
    return "; ".join(parts)


def _claim(claim: Claim, *, has_file: bool) -> dict[str, Any]:
    operation = claim.operation
    method = None if operation is None or operation.method == "*" else operation.method
    return {
        **({"file": claim.file} if has_file else {}),
        "kind": claim.kind,
        "line": claim.line,
        "operation": None if operation is None else {"method": method, "path": operation.path},
        "value": dict(claim.value),
        "text": claim.text,
        "strength": claim.strength,
    }
