"""One collector for the spec and one for each design document; their children are the tests."""

from __future__ import annotations

import re
import types
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from pytest_contract.design import Claim
from pytest_contract.plugin.item import ContractItem, Reset, name_of
from pytest_contract.plugin.placing import APART, FOLDERS, SELECTED, folder_node, placed, spec_folder
from pytest_contract.plugin.stash import HARNESS
from pytest_contract.run.claims import unclaimed
from pytest_contract.run.order import in_testing_order
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.spec import Operation


class SpecModule(pytest.Module):
    """The spec as pytest sees it: `openapi.yaml`."""

    def _getobj(self) -> types.ModuleType:
        return types.ModuleType("openapi", f"The operations of {self.name}.")

    def collect(self) -> Iterable[pytest.Item]:
        """`GET /users/{id}` for each operation, those last that end logins; then `api`; `design` where there are design
        documents, and `spec` where it is asked for."""
        harness = self.config.stash[HARNESS]
        items = [self._operation_item(operation) for operation in in_testing_order(harness.document.operations)]
        items.append(ContractItem.of(self, "api", lambda run, reset: run.examine_api()))
        if harness.designs:
            items.append(ContractItem.of(self, "design", self._examine_design))
            items[-1].sends = False
        if harness.settings.validate_spec:
            items.append(ContractItem.of(self, "spec", lambda run, reset: run.examine_spec()))
            items[-1].sends = False
        return items

    def _operation_item(self, operation: Operation) -> ContractItem:
        harness = self.config.stash[HARNESS]

        def examine(run: Run, reset: Reset) -> Outcome:
            return unclaimed(harness.examine(run, operation, reset), harness.shown_claims)

        item = ContractItem.of(self, operation.label, examine)
        item.operation = operation
        names = (operation.operation_id or "", *operation.tags, *re.split(r"[^\w-]+", operation.path))
        item.extra_keyword_matches.update(filter(None, (*names, operation.method)))
        return item

    def _examine_design(self, run: Run, reset: Reset) -> Outcome:
        return unclaimed(run.examine_design(), self.config.stash[HARNESS].shown_claims)


class DesignModule(pytest.Module):
    """A design document as pytest sees it: `design.md`."""

    def _getobj(self) -> types.ModuleType:
        return types.ModuleType("design", f"The claims of {self.name}.")

    def collect(self) -> Iterable[pytest.Item]:
        """`L57 POST /reports 429 10 per hour` for each claim, in the document's order."""
        return [self._claim_item(claim) for claim in self.config.stash[HARNESS].claims_in(self.path)]

    def _claim_item(self, claim: Claim) -> ContractItem:
        harness = self.config.stash[HARNESS]

        def examine(run: Run, reset: Reset) -> Outcome:
            return run.examine_claim(claim, lambda operation: harness.examine(run, operation, reset))

        item = ContractItem.of(self, name_of(claim), examine)
        item.claim, item.sends = claim, False
        path = "" if claim.operation is None else claim.operation.path
        item.extra_keyword_matches.update(filter(None, (claim.kind, *claim.ids, *re.split(r"[^\w-]+", path))))
        return item


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Close the target before the fixture that gave the app ends, whatever its scope; remember why it failed."""
    name = fixturedef.argname
    if name not in {"contract_app", "contract_headers", "contract_identities"}:
        return (yield)
    harness = request.config.stash[HARNESS]
    try:
        given = yield
    except Exception as error:
        harness.failure = f"the fixture {name} failed: {type(error).__name__}: {error}".splitlines()[0]
        raise
    if name == "contract_app":
        fixturedef.addfinalizer(harness.detach)
    return given


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Close what is still open."""
    session.config.stash[HARNESS].detach()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Module | None:
    """Collect the spec and the design documents where pytest comes across them."""
    harness = parent.config.stash[HARNESS]
    spec = harness.document.file
    if spec is not None and file_path.name == spec.name and file_path.samefile(spec):
        return placed(SpecModule, parent, file_path)
    if any(file_path.name == design.name and file_path.samefile(design) for design in harness.designs):
        return _design_module(parent.session, file_path)
    return None


def _design_module(session: pytest.Session, path: Path) -> pytest.Module:
    """The collector, below the spec's folder: the fixtures that hold for the spec hold for its design."""
    return placed(DesignModule, folder_node(session, spec_folder(session.config)), path)


@pytest.hookimpl(wrapper=True)
def pytest_collect_directory(
    path: Path, parent: pytest.Collector
) -> Generator[None, pytest.Collector | None, pytest.Collector | None]:
    """See to it that there is one collector for each folder, whoever asked for it first."""
    known = parent.config.stash[FOLDERS].nodes
    made = yield
    if made is not None and (path not in known or known[path].parent is not parent):
        known[path] = made
    return known.get(path) if made is not None else None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add what pytest doesn't come across by itself to what the session collects."""
    report = yield
    collector.config.stash[FOLDERS].collected.add(collector)
    if isinstance(collector, pytest.Session):
        spec, designs = collector.config.stash[APART]
        if spec is not None:
            report.result.append(placed(SpecModule, folder_node(collector, spec.parent), spec))
        report.result.extend(_design_module(collector, path) for path in designs)
    return report


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the operations that were selected by id, for a spec that isn't a file."""
    selected = config.stash.get(SELECTED, set())
    if selected:
        gone = [item for item in items if isinstance(item, ContractItem) and _is_left_out(item, selected)]
        items[:] = [item for item in items if item not in gone]
        config.hook.pytest_deselected(items=gone)


def _is_left_out(item: ContractItem, selected: set[str]) -> bool:
    return item.claim is None and item.name not in selected


def pytest_collection_finish(session: pytest.Session) -> None:
    """Note which claims have a test of their own in this session that sees all of their operations: the findings on
    all others are told elsewhere. A claim on the whole API is decided by the first operation that shows it."""
    claims = (item.claim for item in session.items if isinstance(item, ContractItem))
    session.config.stash[HARNESS].shown_claims = frozenset(
        claim.id for claim in claims if claim is not None and claim.operation is not None
    )
