"""Where the spec and the design documents stand in what pytest collects."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest

from pytest_contract.plugin.options import OPTIONS
from pytest_contract.plugin.reading import Given, is_url, spec_path
from pytest_contract.plugin.stash import HARNESS

M = TypeVar("M", bound=pytest.Module)


@dataclass(slots=True)
class Folders:
    """The collectors of folders that this session has made."""

    nodes: dict[Path, pytest.Collector] = field(default_factory=dict)
    collected: set[pytest.Collector] = field(default_factory=set)


FOLDERS = pytest.StashKey[Folders]()
"""On the config."""

APART = pytest.StashKey[tuple[Path | None, tuple[Path, ...]]]()
"""On the config: the spec and the design documents that pytest doesn't come across; where a spec from a URL would
stand if it were a file."""

SELECTED = pytest.StashKey[set[str]]()
"""On the config: names that were selected of a spec that isn't a file; empty for all of them."""


def placed(kind: type[M], parent: pytest.Collector, path: Path) -> M:
    """The collector; outside the root folder its id leads there by `..`, where pytest itself would give it none."""
    root = parent.config.rootpath
    module: M = kind.from_parent(parent, path=root / os.path.relpath(path, root))
    module.path = path
    return module


def folder_node(session: pytest.Session, folder: Path) -> pytest.Collector:
    """The chain of collectors down to a folder, so that fixtures of its `conftest.py` are in reach.

    They are the very nodes that pytest itself collects with: a fixture is in reach below one node object alone.
    """
    root, known = session.config.rootpath, session.config.stash[FOLDERS]
    node: pytest.Collector = session
    for path in [*reversed(folder.parents), folder]:
        if path.is_relative_to(root):
            if path not in known.nodes:
                node.ihook.pytest_collect_directory(path=path, parent=node)
            node = known.nodes.get(path, node)
            if (path / "conftest.py").exists() and node not in known.collected:
                # pytest loads a conftest.py when it collects the folder.
                node.ihook.pytest_make_collect_report(collector=node)
    return node


def spec_folder(config: pytest.Config) -> Path:
    """Where the spec stands; for one from a URL, the working directory."""
    file = config.stash[HARNESS].document.file
    return config.invocation_params.dir if file is None else file.parent


def is_asked_for(config: pytest.Config, spec: Given, designs: Sequence[Path]) -> bool:
    """Whether this session is to hold the spec at all.

    A spec in the ini file stands back, as `testpaths` does, where the command line names other tests.
    """
    if spec.is_typed or any(config.getoption(option.key) is not None for option in OPTIONS):
        return True
    if config.args_source is not pytest.Config.ArgsSource.ARGS:
        return True
    return any(_is_covered(config, each) for each in (spec_path(spec), *map(str, designs)))


def add_sources(config: pytest.Config) -> None:
    """See to it that pytest collects the spec and the design documents, once, beside whatever else it was told to.

    Where ids of their tests are given, those alone are run.
    """
    harness = config.stash[HARNESS]
    config.stash[FOLDERS] = Folders()
    spec, here = harness.settings.spec, config.invocation_params.dir
    sources = [str(path) for path in harness.designs] if is_url(spec) else [spec, *map(str, harness.designs)]
    is_selection = any(_selects(config, source) for source in (spec, *map(str, harness.designs)))
    apart = None
    if is_url(spec):
        config.stash[SELECTED] = _take_selection(config, url_name(spec))
        apart = None if is_selection and not config.stash[SELECTED] else here / url_name(spec)
    missing = [] if is_selection else [each for each in sources if not _is_covered(config, each)]
    hidden = [each for each in sources if _is_covered(config, each) and _is_hidden(config, each)]
    config.args.extend(missing)
    if spec in hidden:
        apart = here / spec
    config.stash[APART] = apart, tuple(here / each for each in hidden if each != spec)


def _selects(config: pytest.Config, source: str) -> bool:
    """Whether an argument names one test of a source."""
    if is_url(source):
        return any("::" in arg and _names_url(arg, url_name(source)) for arg in config.args)
    path = (config.invocation_params.dir / source).resolve()
    return any("::" in arg and _file_of(config, arg) == path for arg in config.args)


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
    return [_file_of(config, arg) for arg in config.args]


def _file_of(config: pytest.Config, arg: str) -> Path:
    return (config.invocation_params.dir / arg.partition("::")[0]).resolve()
