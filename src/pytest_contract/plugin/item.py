"""What every contract test is, and how it runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pytest_contract.design import Claim
from pytest_contract.errors import UsageError
from pytest_contract.plugin.outcome import conclude, conclude_claim
from pytest_contract.plugin.stash import HARNESS
from pytest_contract.run.identities import Credentials
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.spec import Operation

NOTHING_IS_SENT = "there is no app: the design is held against the spec, and nothing is sent"

Reset = Callable[[], object] | None
Examine = Callable[[Run, Reset], Outcome]


class ContractItem(pytest.Function):
    """One test: an operation, the API as a whole, the spec, or one claim of a design document."""

    examine: Examine
    operation: Operation | None = None
    claim: Claim | None = None
    sends: bool = True
    """Whether there is nothing to do without a target."""

    @classmethod
    def of(cls, parent: pytest.Collector, name: str, examine: Examine) -> ContractItem:
        """A test of that name below a collector."""
        item: ContractItem = cls.from_parent(parent, name=name, callobj=contract_test)
        item.examine = examine
        item.add_marker(pytest.mark.contract)
        return item

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The file's path and the test's name; lines are looked up for findings only."""
        return self.path, None, self.name


def contract_test(
    request: pytest.FixtureRequest,
    contract_app: object,
    contract_headers: Mapping[str, str],
    contract_identities: Mapping[str, Credentials],
    contract_reset: Callable[[], object] | None,
) -> None:
    """The body of every contract test: send, judge, and fail once with everything that was found."""
    __tracebackhide__ = True
    item, harness = request.node, request.config.stash[HARNESS]
    if harness.failure is not None:
        pytest.skip(f"not run: {harness.failure}")
    try:
        if contract_reset is not None and not callable(contract_reset):
            raise UsageError(
                f"the fixture contract_reset gave {type(contract_reset).__name__}, and must give a function or None: "
                "return the function, and don't call it."
            )
        run = harness.run_on(contract_app, contract_headers, contract_identities)
        if run.target is None and item.sends:
            pytest.skip(NOTHING_IS_SENT)
        outcome = item.examine(run, contract_reset)
    except UsageError as error:
        harness.failure = str(error)
        raise
    if item.claim is None:
        conclude(item, outcome, harness.settings.fail_on)
    else:
        conclude_claim(item, outcome, item.claim, harness.settings)


def name_of(claim: Claim) -> str:
    """The name of a claim's test: a double colon would end it where it is given on the command line."""
    return claim.title.replace("::", ":")
