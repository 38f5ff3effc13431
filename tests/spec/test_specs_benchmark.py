"""The benchmark that loads a folder of specs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "specs.py"


def test_each_spec_of_a_folder_is_a_row_and_the_totals_come_last(write: Callable[[Mapping[str, str]], Path]) -> None:
    file = write(
        {
            "specs/good.yaml": "openapi: 3.1.0\npaths: {/a: {get: {}}}\n",
            "specs/many/entry.yaml": "openapi: 3.1.0\npaths: {/a: {$ref: a.yaml}}\n",
            "specs/many/a.yaml": "get: {}\n",
            "specs/old.json": '{"swagger": "2.0"}',
        }
    )
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(file.parent)], capture_output=True, text=True, check=True, timeout=60
    )
    header, *rows, totals = done.stdout.splitlines()
    assert [row.split()[0] for row in rows] == ["good.yaml", "entry.yaml", "old.json"]
    assert "is Swagger 2.0" in rows[2]
    assert header.startswith("spec ")
    assert totals.startswith("3 specs: 2 loaded, 1 refused, 0 crashed or hung; 2 operations, 0 with a fault")
