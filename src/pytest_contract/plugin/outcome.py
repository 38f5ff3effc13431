"""From an outcome to a pytest report, and back on the other side of a process boundary."""

from __future__ import annotations

import json
from collections.abc import Generator, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Protocol

import pytest

from pytest_contract.design import Claim
from pytest_contract.errors import UsageError
from pytest_contract.findings import Finding, Severity
from pytest_contract.plugin.stash import HARNESS, OUTCOME
from pytest_contract.reports.lines import Line
from pytest_contract.reports.to_terminal import failure_lines, headline, to_text
from pytest_contract.run.claims import is_settled_by_spec, standing_of
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.settings import Settings
from pytest_contract.run.summary import TargetName

LONGEST_SECTION = 3_000
"""Characters of captured output that a report keeps: an app that logs each error would bury its findings."""


class DriftError(Exception):
    """What a contract test raises when it found something that fails it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cargo:
    """What a test report carries for us."""

    outcome: Outcome | None
    target: TargetName
    stop: str | None
    """Why the session can't go on, in one line."""

    def to_text(self) -> str:
        """As ASCII: it survives any way between processes, whatever the app answered."""
        outcome = None if self.outcome is None else self.outcome.to_builtins()
        return json.dumps({"outcome": outcome, "target": asdict(self.target), "stop": self.stop})

    @classmethod
    def of(cls, report: pytest.TestReport) -> Cargo | None:
        """What a report carries; `None` for a test that isn't ours."""
        text = getattr(report, "contract", None)
        if text is None:
            return None
        raw = json.loads(text)
        return cls(
            outcome=None if raw["outcome"] is None else Outcome.from_builtins(raw["outcome"]),
            target=TargetName(**raw["target"]),
            stop=raw["stop"],
        )


def conclude(item: pytest.Item, outcome: Outcome, fail_on: Severity) -> None:
    """Keep the outcome for the report; raise DriftError where something in it fails the test."""
    __tracebackhide__ = True
    item.stash[OUTCOME] = outcome
    failing = failing_findings(outcome, fail_on)
    if failing:
        raise DriftError(headline(failing))


def conclude_claim(item: pytest.Item, outcome: Outcome, claim: Claim, settings: Settings) -> None:
    """The same for a claim's test; where nothing shows how the claim stands, it is skipped with the reason."""
    __tracebackhide__ = True
    conclude(item, outcome, settings.fail_on)
    stood = standing_of(claim.id, outcome.standings)
    if stood.verdict == "unreached" and settings.fail_on_unreached:
        raise DriftError(f"unreached: {stood.reason}")
    if stood.verdict in ("unreached", "not_verifiable") and not is_settled_by_spec(claim, stood):
        pytest.skip(f"{stood.verdict.replace('_', ' ')}: {stood.reason}")


def failing_findings(outcome: Outcome, fail_on: Severity) -> tuple[Finding, ...]:
    """Those at or above the threshold, worst first."""
    failing = [finding for finding in outcome.findings if finding.severity >= fail_on]
    return tuple(sorted(failing, key=lambda finding: -finding.severity))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Load the report of a contract test with what the controller needs, and show findings in place of a traceback."""
    report = yield
    if item.get_closest_marker("contract") is None or not hasattr(item, "examine"):
        return report
    harness = item.config.stash[HARNESS]
    outcome = item.stash.get(OUTCOME, None) if call.when == "call" else None
    stop = _stop(call, harness.failure)
    report.contract = Cargo(outcome=outcome, target=harness.target, stop=stop).to_text()  # type: ignore[attr-defined]
    report.sections = [(title, _end_of(text)) for title, text in report.sections]
    if call.excinfo is not None and isinstance(call.excinfo.value, UsageError | DriftError):
        report.longrepr = OneLine(str(call.excinfo.value))  # type: ignore[assignment]
    if report.skipped and isinstance(report.longrepr, tuple):
        # pytest names its own file for a skip in a test that has none.
        file, line = _place(item)
        report.longrepr = (file, line, report.longrepr[2])  # type: ignore[assignment]
    show_findings(report, outcome, harness.settings.fail_on)
    return report


def _place(item: pytest.Item) -> tuple[str, int | None]:
    claim: Claim | None = getattr(item, "claim", None)
    return item.nodeid.partition("::")[0], None if claim is None else claim.line


def _stop(call: pytest.CallInfo[None], failure: str | None) -> str | None:
    if call.excinfo is None or isinstance(call.excinfo.value, pytest.skip.Exception) or failure is None:
        return None
    return failure


def _end_of(text: str) -> str:
    left_out = len(text) - LONGEST_SECTION
    return _encodable(text if left_out <= 0 else f"… ({left_out} characters left out)\n{text[-LONGEST_SECTION:]}")


def _encodable(text: str) -> str:
    """The text with lone surrogates escaped, which JSON may hold: xdist gives up a worker that reports one."""
    return text.encode("utf-8", "backslashreplace").decode()


def show_findings(report: pytest.TestReport, outcome: Outcome | None, fail_on: Severity) -> None:
    """Give a failed report the findings as its text."""
    failing = () if outcome is None else failing_findings(outcome, fail_on)
    if report.failed and failing:
        report.longrepr = Findings(failing)  # type: ignore[assignment]
        # What an app logs at each of hundreds of requests says less than the findings, and buries them.
        report.sections = [section for section in report.sections if not section[0].startswith("Captured log")]


class _Writer(Protocol):
    def write(self, content: str, *, flush: bool = ..., **markup: bool) -> None: ...


@dataclass(frozen=True, slots=True)
class Crash:
    """What pytest's short summary and JUnit XML show of a failure."""

    path: str
    lineno: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.lineno}: {self.message}" if self.path else self.message


class OneLine:
    """A failure that is told in one line."""

    def __init__(self, message: str) -> None:
        self.reprcrash = Crash("", 0, _encodable(message))

    def __str__(self) -> str:
        return self.reprcrash.message

    def toterminal(self, writer: _Writer) -> None:
        """Write it in red."""
        writer.write(f"{self}\n", red=True)


class Findings:
    """A failure that is told as findings."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self._lines = failure_lines(findings)
        places = [place for finding in findings for place in finding.locations if place.source == "spec"]
        file, number = (places[0].file, places[0].line or 0) if places else ("", 0)
        self.reprcrash = Crash(file, number, headline(findings))

    def __str__(self) -> str:
        return _encodable(to_text(self._lines))

    def toterminal(self, writer: _Writer) -> None:
        """Write the findings through pytest's own terminal writer, which knows whether there are colours."""
        write_lines(writer, self._lines)


def write_lines(writer: _Writer, lines: Sequence[Line]) -> None:
    """Write lines with their colours."""
    for each in lines:
        for span in each:
            markup: dict[str, Any] = dict.fromkeys(span.markup, True)
            writer.write(span.text, **markup)
        writer.write("\n")
