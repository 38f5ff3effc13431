"""What the controller shows and writes: the header, the section `contract drift`, the report files."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from pytest_contract.findings import OperationKey
from pytest_contract.plugin.item import name_of
from pytest_contract.plugin.outcome import Cargo, show_findings, write_lines
from pytest_contract.plugin.stash import HARNESS
from pytest_contract.reports.lines import counted, line
from pytest_contract.reports.report import Report
from pytest_contract.reports.to_json import to_json
from pytest_contract.reports.to_terminal import summary_lines
from pytest_contract.rules.owners import Owners
from pytest_contract.rules.reach.worker_lost import WorkerLost
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.summary import summarise
from pytest_contract.spec import Operation

_DESIGNS = 3
"""How many design documents the header names."""


class Reporting:
    """Gathers what the tests came to, in whatever process they ran."""

    def __init__(self, config: pytest.Config, reports: tuple[Path, ...]) -> None:
        self._config = config
        self._harness = config.stash[HARNESS]
        self._files = reports
        self._outcomes: dict[str, Outcome] = {}
        self._workers: set[str] = set()
        self._target = self._harness.target
        self._stop: str | None = None
        self._session: pytest.Session | None = None
        self._started = time.perf_counter()
        self._report: Report | None = None
        self._unwritten: list[str] = []

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        """Give an xdist worker the seed that was drawn here."""
        node.workerinput["contract_seed"] = self._harness.settings.seed

    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Start the clock."""
        self._session = session
        self._started = time.perf_counter()

    def pytest_report_header(self) -> str:
        """Spec, design documents, target and seed in one line."""
        document, settings = self._harness.document, self._harness.settings
        about = " ".join(filter(None, (document.title, document.version)))
        target = settings.app or settings.base_url or "the fixture contract_app"
        if self._harness.designs and target == "the fixture contract_app":
            target += " (without one, the design is held against the spec, and nothing is sent)"
        return (
            f"contract: {document.display} ({about}, OpenAPI {document.openapi}), "
            f"{counted(len(document.operations), 'operation')}; {self._about_designs()}"
            f"target {target}; seed {settings.seed}"
        )

    def _about_designs(self) -> str:
        """`design.md, 37 claims; `."""
        designs = [f"{each.file}, {counted(len(each.claims), 'claim')}" for each in self._harness.designs.values()]
        more = [f"{len(designs) - _DESIGNS} more documents"] if len(designs) > _DESIGNS else []
        return "".join(f"{each}; " for each in (*designs[:_DESIGNS], *more))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a test came to, before anything shows it."""
        cargo = Cargo.of(report)
        if cargo is None:
            self._take_in_lost(report)
            return
        self._workers.add(getattr(report, "worker_id", "main"))
        self._target = cargo.target if cargo.target.kind != "none" else self._target
        if cargo.outcome is not None:
            self._outcomes[report.nodeid] = cargo.outcome
            show_findings(report, cargo.outcome, self._harness.settings.fail_on)
        if cargo.stop is not None and self._stop is None:
            self._stop_session(cargo.stop)

    def _take_in_lost(self, report: pytest.TestReport) -> None:
        """A report that xdist itself makes for the test that a worker died in."""
        if str(report.when) != "???":
            return
        for operation in self._tested_by(report.nodeid.partition("::")[2]):
            place = self._harness.document.locate(operation.pointer)
            lost = WorkerLost().of_operation(
                OperationKey(operation.method, operation.path), str(report.longrepr), place
            )
            self._outcomes[report.nodeid] = Outcome(findings=(lost,))

    def _tested_by(self, name: str) -> list[Operation]:
        """The operation that a test of that name examines: its own, or that of its claim."""
        labels = {name, *(str(claim.operation) for claim in self._harness.claims if name_of(claim) == name)}
        owners = Owners(self._harness.document)
        named = (OperationKey(*label.split(" ", 1)) for label in labels if " /" in label)
        return [operation for key in named for operation in owners.of(key)]

    def _stop_session(self, stop: str) -> None:
        self._stop = stop
        if self._session is not None:
            self._session.shouldstop = stop
        distributed = self._config.pluginmanager.getplugin("dsession")
        if distributed is not None:
            distributed.shouldstop = stop

    def pytest_report_teststatus(
        self, report: pytest.TestReport
    ) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
        """Beside the verdict under `-v`: how many requests it rests on."""
        outcome = self._outcomes.get(report.nodeid)
        if not report.passed or report.when != "call" or outcome is None or outcome.summary is None:
            return None
        return report.outcome, ".", (f"PASSED ({counted(outcome.summary.requests, 'request')})", {"green": True})

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Settle the exit status and write the report files, after an interrupted run as well."""
        if self._stop is not None:
            # What died in the middle failed the tests; what never came up was asked for wrongly.
            session.exitstatus = pytest.ExitCode.TESTS_FAILED if self._outcomes else pytest.ExitCode.USAGE_ERROR
        if self._config.option.collectonly:
            return
        self._report = self._summarised(int(session.exitstatus))
        text = to_json(self._report) if self._files else ""
        for path in self._files:
            try:
                path.write_text(text, encoding="utf-8")
            except OSError as error:
                self._unwritten.append(f"the report {path} can't be written: {error.strerror or error}")
                session.exitstatus = pytest.ExitCode.USAGE_ERROR

    def _summarised(self, exit_status: int) -> Report:
        return summarise(
            self._outcomes.values(),
            settings=self._harness.settings,
            document=self._harness.document,
            target=self._target,
            duration_s=time.perf_counter() - self._started,
            workers=max(1, len(self._workers)),
            exit_status=exit_status,
            designs=tuple(self._harness.designs.values()),
        )

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """The section `contract drift`."""
        if self._report is None:
            return
        terminalreporter.section("contract drift")
        verbose, fail_on = self._config.option.verbose > 0, self._harness.settings.fail_on
        lines = summary_lines(self._report, fail_on=fail_on, verbose=verbose)
        lines += [line(message, "red", "bold") for message in self._unwritten]
        if self._stop is not None:
            lines.append(line(self._stop, "red", "bold"))
        write_lines(terminalreporter, lines)
