"""One collector for the spec; its children are the tests, one for each operation."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Generator, Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pytest_contract.errors import UsageError
from pytest_contract.plugin.options import OPTIONS
from pytest_contract.plugin.outcome import conclude
from pytest_contract.plugin.reading import Given, is_url, spec_path
from pytest_contract.plugin.stash import HARNESS
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.spec import Operation

Examine = Callable[[Run, Callable[[], object] | None], Outcome]

SELECTED = pytest.StashKey[set[str]]()
"""On the config: names that were selected of a spec that isn't a file; empty for all of them."""


class SpecModule(pytest.Module):
    """The spec as pytest sees it: `openapi.yaml`."""

    def _getobj(self) -> types.ModuleType:
        return types.ModuleType("openapi", f"The operations of {self.name}.")

    def collect(self) -> Iterable[pytest.Item]:
        """`GET /users/{id}` for each operation in the spec's order, then `api`, and `spec` where it is asked for."""
        harness = self.config.stash[HARNESS]
        items = [self._operation_item(operation) for operation in harness.document.operations]
        items.append(self._item("api", lambda run, reset: run.examine_api()))
        if harness.settings.validate_spec:
            items.append(self._item("spec", lambda run, reset: run.examine_spec()))
        return items

    def _operation_item(self, operation: Operation) -> ContractItem:
        item = self._item(operation.label, lambda run, reset: run.examine(operation, reset=reset))
        item.operation = operation
        names = (operation.operation_id or "", *operation.tags, *re.split(r"[^\w-]+", operation.path))
        item.extra_keyword_matches.update(filter(None, (*names, operation.method)))
        return item

    def _item(self, name: str, examine: Examine) -> ContractItem:
        item: ContractItem = ContractItem.from_parent(self, name=name, callobj=contract_test)
        item.examine = examine
        item.add_marker(pytest.mark.contract)
        return item


class ContractItem(pytest.Function):
    """One test: an operation, the API as a whole, or the spec."""

    examine: Examine
    operation: Operation | None = None

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """The spec's path and the test's name; lines are looked up for findings only."""
        return self.path, None, self.name


def contract_test(
    request: pytest.FixtureRequest,
    contract_app: object,
    contract_headers: Mapping[str, str],
    contract_reset: Callable[[], object] | None,
) -> None:
    """The body of every contract test: send, judge, and fail once with everything that was found."""
    __tracebackhide__ = True
    item, harness = request.node, request.config.stash[HARNESS]
    if harness.failure is not None:
        pytest.skip(f"not run: {harness.failure}")
    try:
        run = harness.run_on(contract_app, contract_headers)
        outcome = item.examine(run, contract_reset)
    except UsageError as error:
        harness.failure = str(error)
        raise
    conclude(item, outcome, harness.settings.fail_on)


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Close the target before the fixture that gave the app ends, whatever its scope; remember why it failed."""
    if fixturedef.argname != "contract_app":
        return (yield)
    harness = request.config.stash[HARNESS]
    try:
        app = yield
    except Exception as error:
        harness.failure = f"the fixture contract_app failed: {type(error).__name__}: {error}".splitlines()[0]
        raise
    fixturedef.addfinalizer(harness.detach)
    return app


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Close what is still open."""
    session.config.stash[HARNESS].detach()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SpecModule | None:
    """Collect the spec where pytest comes across it."""
    spec = parent.config.stash[HARNESS].document.file
    if spec is None or file_path.name != spec.name or not file_path.samefile(spec):
        return None
    module: SpecModule = SpecModule.from_parent(parent, path=file_path)
    return module


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add a spec that isn't a file to what the session itself collects."""
    report = yield
    config = collector.config
    harness = config.stash[HARNESS]
    if isinstance(collector, pytest.Session) and harness.document.file is None:
        parent, folder = _folder_node(collector, config.invocation_params.dir)
        path = folder / url_name(harness.settings.spec)
        module: SpecModule = SpecModule.from_parent(parent, path=path)
        report.result.append(module)
    return report


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the operations that were selected by id, for a spec that isn't a file."""
    selected = config.stash.get(SELECTED, set())
    if selected:
        gone = [item for item in items if isinstance(item, ContractItem) and item.name not in selected]
        items[:] = [item for item in items if item not in gone]
        config.hook.pytest_deselected(items=gone)


def _folder_node(session: pytest.Session, folder: Path) -> tuple[pytest.Collector, Path]:
    """A chain of collectors down to a folder, so that fixtures of its `conftest.py` are in reach."""
    root = session.config.rootpath
    if not folder.is_relative_to(root):
        return session, root
    node: pytest.Collector = session
    for path in [*reversed([parent for parent in folder.parents if parent.is_relative_to(root)]), folder]:
        node = pytest.Dir.from_parent(node, path=path)
    return node, folder


def is_asked_for(config: pytest.Config, spec: Given) -> bool:
    """Whether this session is to hold the spec at all.

    A spec in the ini file stands back, as `testpaths` does, where the command line names other tests.
    """
    if spec.is_typed or any(config.getoption(option.key) is not None for option in OPTIONS):
        return True
    return config.args_source is not pytest.Config.ArgsSource.ARGS or _is_covered(config, spec_path(spec))


def add_spec(config: pytest.Config) -> None:
    """See to it that pytest collects the spec, once, beside whatever else it was told to collect."""
    spec = config.stash[HARNESS].settings.spec
    if is_url(spec):
        config.stash[SELECTED] = _take_selection(config, url_name(spec))
    elif not _is_covered(config, spec):
        config.args.append(spec)


def url_name(url: str) -> str:
    """What node ids call a spec from a URL: its last path segment, or its host."""
    parts = urlsplit(url)
    return parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or "spec"


def _take_selection(config: pytest.Config, name: str) -> set[str]:
    """Take the ids of a spec that isn't a file out of what pytest would look for on disk."""
    ours = [arg for arg in config.args if arg.partition("::")[0].rpartition("/")[2] == name and not Path(arg).exists()]
    config.args[:] = [arg for arg in config.args if arg not in ours]
    return {arg.partition("::")[2] for arg in ours} - {""}


def _is_covered(config: pytest.Config, spec: str) -> bool:
    """Whether an argument names the spec, one of its tests, or a folder above it."""
    here = config.invocation_params.dir
    if is_url(spec):
        return any(arg.partition("::")[0].rpartition("/")[2] == url_name(spec) for arg in config.args)
    path = _real(here / spec)
    named = [_real(here / arg.partition("::")[0]) for arg in config.args]
    return any(path == each or each in path.parents for each in named)


def _real(path: Path) -> Path:
    return path.resolve()
