"""Nothing is written beside the user's files but pytest's own cache, and no value survives a run."""

from __future__ import annotations

import re
from pathlib import Path

from tests.plugin.project import Shop

ALLOWED = (".pytest_cache/", "__pycache__/", "stdout", "stderr")
"""What pytest, Python and the run's own recording write."""


def files_in(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def told_and_written(shop: Shop) -> tuple[list[str], set[str]]:
    """What a run says of each test, and the files that weren't there before."""
    before = files_in(shop.folder)
    lines = shop.check_apart("--contract-max-examples=20", "-v", app="shop:app").outlines
    told = [re.sub(r" +\[.*", "", line) for line in lines if "::" in line]
    return told, {name for name in files_in(shop.folder) - before if not name.startswith(ALLOWED)}


def test_a_run_writes_nothing_and_leaves_no_value_for_the_next_one(shop: Shop) -> None:
    first, written = told_and_written(shop)
    assert written == set()
    # The user's own folder of hypothesis gets its character tables at most, and no examples.
    (shop.folder / ".hypothesis").mkdir()
    second, written = told_and_written(shop)
    assert {name for name in written if not re.search("unicode_data|constants", name)} == set()
    assert second == first
