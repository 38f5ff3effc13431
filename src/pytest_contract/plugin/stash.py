"""Where the plugin keeps its state: on pytest's own objects, under these keys."""

from __future__ import annotations

import pytest

from pytest_contract.plugin.harness import Harness
from pytest_contract.run.outcome import Outcome

APP = pytest.StashKey[object]()
"""On the config: the app that `--contract-app` names, once it is imported."""

HARNESS = pytest.StashKey[Harness]()
"""On the config, where a spec is given."""

OUTCOME = pytest.StashKey[Outcome]()
"""On a contract test that ran."""
