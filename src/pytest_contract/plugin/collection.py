"""One collector for the spec; its children are the tests, one for each operation."""

from __future__ import annotations

import os
import re
import types
from collections.abc import Callable, Generator, Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from pytest_contract.errors import UsageError
from pytest_contract.plugin.options import OPTIONS
from pytest_contract.plugin.outcome import conclude
from pytest_contract.plugin.reading import Given, is_url, spec_path
from pytest_contract.plugin.stash import HARNESS
from pytest_contract.run.identities import Credentials
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.spec import Operation

Examine = Callable[[Run, Callable[[], object] | None], Outcome]

APART = pytest.StashKey[Path]()
"""On the config: where a spec stands that pytest doesn't come across, or would stand if it weren't a URL."""

SELECTED = pytest.StashKey[set[str]]()
"""On the config: names that were selected of a spec that isn't a file; empty for all of them."""


class SpecModule(pytest.Module):
    """The spec as pytest sees it: `openapi.yaml`."""

    def _getobj(self) -> types.ModuleType:
        return types.ModuleType("openapi", f"The operations of {self.name}.")

    def collect(self) -> Iterable[pytest.Item]:
        """`GET /users/{id}` for each operation in the spec's order, then `api`; `design` where there are design
        documents, and `spec` where it is asked for."""
        harness = self.config.stash[HARNESS]
        items = [self._operation_item(operation) for operation in harness.document.operations]
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

        # A double colon would end the name where it is given on the command line.
        item = ContractItem.of(self, claim.title.replace("::", ":"), examine)
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


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> SpecModule | None:
    """Collect the spec where pytest comes across it."""
    spec = parent.config.stash[HARNESS].document.file
    if spec is None or file_path.name != spec.name or not file_path.samefile(spec):
        return None
    return _module(parent, file_path)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Add a spec that pytest doesn't come across by itself to what the session collects."""
    report = yield
    path = collector.config.stash.get(APART, None)
    if isinstance(collector, pytest.Session) and path is not None:
        parent = _folder_node(collector, path.parent)
        report.result.append(_module(parent, path))
    return report


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the operations that were selected by id, for a spec that isn't a file."""
    selected = config.stash.get(SELECTED, set())
    if selected:
        gone = [item for item in items if isinstance(item, ContractItem) and item.name not in selected]
        items[:] = [item for item in items if item not in gone]
        config.hook.pytest_deselected(items=gone)


def _module(parent: pytest.Collector, path: Path) -> SpecModule:
    """The collector; outside the root folder its id leads there by `..`, where pytest itself would give it none."""
    root = parent.config.rootpath
    module: SpecModule = SpecModule.from_parent(parent, path=root / os.path.relpath(path, root))
    module.path = path
    return module


def _folder_node(session: pytest.Session, folder: Path) -> pytest.Collector:
    """A chain of collectors down to a folder, so that fixtures of its `conftest.py` are in reach."""
    root = session.config.rootpath
    node: pytest.Collector = session
    for path in [*reversed(folder.parents), folder]:
        if path.is_relative_to(root):
            node = pytest.Dir.from_parent(node, path=path)
    return node


def is_asked_for(config: pytest.Config, spec: Given) -> bool:
    """Whether this session is to hold the spec at all.

    A spec in the ini file stands back, as `testpaths` does, where the command line names other tests.
    """
    if spec.is_typed or any(config.getoption(option.key) is not None for option in OPTIONS):
        return True
    return config.args_source is not pytest.Config.ArgsSource.ARGS or _is_covered(config, spec_path(spec))


def add_spec(config: pytest.Config) -> None:
    """See to it that pytest collects the spec, once, beside whatever else it was told to collect."""
    spec, here = config.stash[HARNESS].settings.spec, config.invocation_params.dir
    if is_url(spec):
        config.stash[APART] = here / url_name(spec)
        config.stash[SELECTED] = _take_selection(config, url_name(spec))
    elif not _is_covered(config, spec):
        config.args.append(spec)
    elif _is_hidden(config, spec):
        config.stash[APART] = here / spec


def url_name(url: str) -> str:
    """What node ids call a spec from a URL: its last path segment, or its host."""
    parts = urlsplit(url)
    return parts.path.rstrip("/").rpartition("/")[2] or parts.hostname or "spec"


def _take_selection(config: pytest.Config, name: str) -> set[str]:
    """Take the ids of a spec that isn't a file out of what pytest would look for on disk."""
    ours = [arg for arg in config.args if _names_url(arg, name)]
    config.args[:] = [arg for arg in config.args if arg not in ours]
    return {arg.partition("::")[2] for arg in ours} - {""}


def _names_url(arg: str, name: str) -> bool:
    path = arg.partition("::")[0]
    return path.rpartition("/")[2] == name and not Path(path).exists()


def _is_covered(config: pytest.Config, spec: str) -> bool:
    """Whether an argument names the spec, one of its tests, or a folder above it."""
    if is_url(spec):
        return any(_names_url(arg, url_name(spec)) for arg in config.args)
    path = (config.invocation_params.dir / spec).resolve()
    return any(path == each or each in path.parents for each in _named(config))


def _is_hidden(config: pytest.Config, spec: str) -> bool:
    """Whether pytest would not walk down to the spec: a folder on the way is one of `norecursedirs`."""
    path = (config.invocation_params.dir / spec).resolve()
    patterns = config.getini("norecursedirs")
    for start in (each for each in _named(config) if each == path or each in path.parents):
        between = path.relative_to(start).parts[:-1]
        if not any(fnmatch(name, pattern) for name in between for pattern in patterns):
            return False
    return True


def _named(config: pytest.Config) -> list[Path]:
    """The files and folders that pytest was told to collect."""
    return [(config.invocation_params.dir / arg.partition("::")[0]).resolve() for arg in config.args]
