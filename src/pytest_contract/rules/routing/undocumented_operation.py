"""CT302 undocumented-operation."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.findings import Finding, Location, OperationKey, Severity, displayed
from pytest_contract.rules.evidence import ApiEvidence
from pytest_contract.rules.rule import ApiRule


class UndocumentedOperation(ApiRule):
    """The app has an operation that the spec doesn't declare.

    Why it matters: nobody reviews, secures or versions what isn't in the spec.

    Example: `GET /debug/users` was left in the app.

    In process it is read from the app's own routes; what belongs to the framework (documentation pages, static
    files, automatic HEAD and OPTIONS) and routes whose reach can't be told (mounts of other apps) don't count.
    For a server, it is read from the OpenAPI document that the server itself serves, if it does.

    How to mend: declare the operation, or remove it.

    How to accept: `--contract-ignore=CT302`.
    """

    code = "CT302"
    name = "undocumented-operation"
    severity = Severity.ERROR

    def check(self, evidence: ApiEvidence) -> Iterator[Finding]:
        for method, route in evidence.undocumented:
            where = () if route.file is None else (Location(source="app", file=displayed(route.file), line=route.line),)
            handler = f" ({route.handler})" if route.handler else ""
            yield self._finding(evidence, method, route.path, f"is served by the app{handler}", where)
        for method, path in evidence.served_operations:
            yield self._finding(
                evidence, method, path, f"stands in the server's own document, {evidence.served_at}", ()
            )

    def _finding(
        self, evidence: ApiEvidence, method: str, path: str, what: str, where: tuple[Location, ...]
    ) -> Finding:
        return self.finding(
            operation=OperationKey(method, path),
            key="undocumented",
            message=f"{what}, and {evidence.document.display} doesn't declare it.",
            remedy="Declare it in the spec, or remove it from the app.",
            locations=(evidence.document.locate("/paths"), *where),
        )
