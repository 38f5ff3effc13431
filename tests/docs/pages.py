"""The documentation as the tests read it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("changelog.d/*.md"))
    if ".venv" not in path.parts
)


def code_blocks(text: str, language: str) -> list[str]:
    """The fenced blocks of that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.S | re.M)


def block(text: str, name: str) -> str:
    """What stands between `<!-- begin: name -->` and its end."""
    found = re.search(f"<!-- begin: {name} -->\n(.*?)\n<!-- end: {name} -->", text, flags=re.S)
    assert found is not None, f"README.md lacks the block {name}"
    return found[1]


def make_reference() -> ModuleType:
    """`docs/make_reference.py`, which is a script and no module of a package."""
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "docs" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def bash(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a block as a reader would."""
    return subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=180,
        check=False,
    )
