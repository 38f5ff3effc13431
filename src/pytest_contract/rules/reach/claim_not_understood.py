"""CT903 claim-not-understood."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Location, Severity
from pytest_contract.rules.design_evidence import DesignEvidence
from pytest_contract.rules.rule import DesignRule


class ClaimNotUnderstood(DesignRule):
    """A line of a design document looks like a promise and can't be read.

    Why it matters: what can't be read isn't checked, and nobody should believe that it was.

    Example: `Requests are rate limited to 60 calls each.`

    How to mend: say it with a number, a status or a code; or put it into a fence marked `contract`; or, where it
    promises nothing, leave it out with a comment.

    How to accept: `--contract-ignore=CT903`.
    """

    code = "CT903"
    name = "claim-not-understood"
    severity = Severity.NOTE

    def check(self, evidence: DesignEvidence) -> Iterator[Finding]:
        for unread in evidence.unread if evidence.is_whole else ():
            yield self.finding(
                evidence,
                operation=None,
                key=f"{unread.file}:{unread.text[:80]}",
                message=f"{unread.file}:{unread.line} looks like a promise, and can't be read"
                f"{unread.reason and f', for {unread.reason}'}: {_cut(unread.text)}",
                remedy="Say it with a number, a status or a code; or leave the line out with a comment.",
                locations=(Location(source="design", file=unread.file, line=unread.line),),
            )


def _cut(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
