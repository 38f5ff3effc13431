"""CT907 worker-lost."""

from __future__ import annotations

from typing import ClassVar

from pytest_contract.findings import Finding, Location, OperationKey, Severity
from pytest_contract.rules.rule import Rule


class WorkerLost(Rule):
    """The process that tested an operation died, and what it had learned died with it.

    Why it matters: an operation that ends its process ends a server's too, and nothing is known of its answers.

    Example: under `pytest -n 2`, a handler calls `os._exit`, or a native extension crashes.

    What the other processes found is kept. An app that calls `sys.exit` doesn't end the process: that is CT105.

    How to mend: run the operation's test alone, without `-n`, to see the last words of the process.

    How to accept: `--contract-ignore=CT907`.
    """

    code: ClassVar[str] = "CT907"
    name: ClassVar[str] = "worker-lost"
    severity: ClassVar[Severity] = Severity.ERROR

    def of_operation(self, operation: OperationKey, how: str, place: Location) -> Finding:
        """The finding for the operation whose process died; `how` is what is known of that."""
        return Finding(
            code=self.code,
            name=self.name,
            severity=self.severity,
            operation=operation,
            key="worker-lost",
            message=f"was being tested when its process died, and with it what it had learned: {how}.",
            remedy="Find what ends the process: os._exit, a crash in native code, the system's memory limit. "
            "Run this test alone, without -n, to see its last words.",
            locations=(place,),
        )
