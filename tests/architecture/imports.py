"""What each module imports, read from its source: nothing is imported for it."""

from __future__ import annotations

import ast
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "pytest_contract"
SOURCE = Path(__file__).parents[2] / "src" / PACKAGE
_IMPORTERS = {"importlib.import_module", "__import__"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """One imported name, wherever in the module it stands."""

    importer: str
    """`pytest_contract.spec.load`."""
    name: str
    """`pytest_contract.spec.document`, or `yaml`; with the imported name behind it for `from … import …`."""
    line: int

    def __str__(self) -> str:
        return f"{self.importer}:{self.line} imports {self.name}"


def sources() -> dict[str, str]:
    """The text of every module of the package, by dotted name."""
    return {_dotted(path): path.read_text(encoding="utf-8") for path in sorted(SOURCE.rglob("*.py"))}


def imports_of(module: str, text: str, *, is_package: bool = False) -> Iterator[Import]:
    """Every import of a module: at its top, inside functions, and under `TYPE_CHECKING`."""
    for node in ast.walk(ast.parse(text)):
        for name in _names(node, module, is_package):
            yield Import(importer=module, name=name, line=getattr(node, "lineno", 0))


def all_imports(texts: Mapping[str, str]) -> list[Import]:
    """The imports of all these modules."""
    return [
        each
        for module, text in texts.items()
        for each in imports_of(module, text, is_package=_is_package(module, texts))
    ]


def imported_module(name: str, modules: Container[str]) -> str | None:
    """Which of the modules a dotted name means: itself, or the one that holds it."""
    while name and name not in modules:
        name = name.rpartition(".")[0]
    return name or None


def _names(node: ast.AST, module: str, is_package: bool) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        origin = _origin(node, module, is_package)
        yield from (f"{origin}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in _IMPORTERS:
        yield from (str(node.args[0].value),) if isinstance(node.args[0], ast.Constant) else ()


def _origin(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    if not node.level:
        return node.module or ""
    parents = module.split(".")
    base = parents[: len(parents) - node.level + is_package]
    return ".".join([*base, node.module] if node.module else base)


def _is_package(module: str, texts: Mapping[str, str]) -> bool:
    return module == PACKAGE or any(other.startswith(f"{module}.") for other in texts)


def _dotted(path: Path) -> str:
    parts = (PACKAGE, *path.relative_to(SOURCE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
