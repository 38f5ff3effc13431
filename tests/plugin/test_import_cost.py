"""A session without our options pays next to nothing for the plugin."""

from __future__ import annotations

import json
import subprocess
import sys

MEASURE = """
import json, sys, time
import pytest
before = set(sys.modules)
started = time.process_time()
import pytest_contract.plugin.entry
spent = time.process_time() - started
print(json.dumps({"spent": spent, "modules": sorted(set(sys.modules) - before)}))
"""

SESSION = """
import sys
import pytest
status = pytest.main(["-q", "-p", "no:hypothesispytest", "-p", "no:schemathesis", "-p", "no:cacheprovider", {file!r}])
ours = [name for name in sys.modules if name.startswith("pytest_contract.") and ".plugin" not in name]
print(status, ours)
"""

HEAVY = {"schemathesis", "hypothesis", "openapi_core", "markdown_it", "httpx", "yaml", "jsonschema"}
LIGHT = {
    "pytest_contract",
    "pytest_contract.plugin",
    "pytest_contract.plugin.entry",
    "pytest_contract.plugin.fixtures",
    "pytest_contract.plugin.options",
}


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_the_entry_module_imports_little_in_little_time() -> None:
    runs = [json.loads(python(MEASURE)) for _ in range(3)]
    assert min(run["spent"] for run in runs) < 0.010
    assert not HEAVY & {name.partition(".")[0] for name in runs[0]["modules"]}
    assert set(runs[0]["modules"]) <= LIGHT


def test_a_session_without_a_spec_imports_nothing_more(tmp_path) -> None:
    test = tmp_path / "test_own.py"
    test.write_text("def test_own(): pass")
    assert python(SESSION.format(file=str(test))).splitlines()[-1] == "0 []"
