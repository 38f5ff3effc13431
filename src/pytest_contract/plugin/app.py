"""The app that `--contract-app` names, imported once in each process."""

from __future__ import annotations

import sys

import pytest

from pytest_contract.plugin.reading import only
from pytest_contract.plugin.stash import APP


def named_app(config: pytest.Config) -> object | None:
    """The app object, or `None` where no option and no ini key names one; raises AppLoadError with one line."""
    named = only(config, "contract_app")
    if named is None:
        return None
    if APP not in config.stash:
        from pytest_contract.target import load_app

        if not named.is_typed and str(named.base) not in sys.path:
            # What the ini file names is found from where the ini file is, wherever pytest was started.
            sys.path.insert(0, str(named.base))
        config.stash[APP] = load_app(named.text)
    return config.stash[APP]
