"""What happens at configure time where a spec is given: read, load, check, and only then join in."""

from __future__ import annotations

import os
from tempfile import gettempdir

import pytest

from pytest_contract.errors import UsageError
from pytest_contract.plugin import collection, outcome, placing
from pytest_contract.plugin.app import named_app
from pytest_contract.plugin.design_files import find_designs, read_designs
from pytest_contract.plugin.harness import Harness
from pytest_contract.plugin.reading import only, read_reports, read_settings, refuse_options_without_spec
from pytest_contract.plugin.stash import HARNESS
from pytest_contract.plugin.terminal import Reporting
from pytest_contract.spec import load
from pytest_contract.traffic.storage import keep_files_in


def start(config: pytest.Config) -> None:
    """Join the session with all hooks; raises pytest.UsageError with one line for whatever can't be used.

    This is the last moment for it: under xdist a usage error that is raised later reads as a crash.
    """
    try:
        _start(config)
    except UsageError as error:
        raise pytest.UsageError(str(error)) from None


def _start(config: pytest.Config) -> None:
    spec = only(config, "contract_spec")
    if spec is None:
        return refuse_options_without_spec(config)
    files = find_designs(config)
    if not placing.is_asked_for(config, spec, files):
        return None
    settings, reports = read_settings(config, spec), read_reports(config)
    document = load(settings.spec, allow_remote_refs=settings.allow_remote_refs)
    if not document.operations:
        raise UsageError(f"{document.display} declares no operations under `paths`: there is nothing to test")
    config.stash[HARNESS] = Harness(settings, document, read_designs(files))
    keep_files_in(_storage(config))
    is_controller = not hasattr(config, "workerinput")
    if is_controller and settings.app is not None and not config.option.collectonly:
        named_app(config)
    config.pluginmanager.register(collection, "contract-collection")
    config.pluginmanager.register(outcome, "contract-outcome")
    if is_controller:
        config.pluginmanager.register(Reporting(config, reports), "contract-reporting")
    return placing.add_sources(config)


def _storage(config: pytest.Config) -> str:
    """A folder of pytest's own cache, or a temporary one where there is no cache."""
    cache = getattr(config, "cache", None)
    return str(cache.mkdir("contract")) if cache is not None else os.path.join(gettempdir(), "pytest-contract")
