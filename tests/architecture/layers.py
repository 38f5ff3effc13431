"""The layers, the vendors, and what breaks them."""

from __future__ import annotations

from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter

from tests.architecture.imports import PACKAGE, Import, all_imports, imported_module

LAYERS = (
    {"errors"},
    {"findings", "spec", "exchange"},
    {"design", "target"},
    {"traffic", "conformance", "probes"},
    {"rules"},
    {"baseline", "reports"},
    {"run"},
    {"plugin"},
)
"""A package uses its own modules and those of an earlier layer; two of one layer never import each other."""

NEIGHBOURS = {("spec", "findings")}
"""`findings.Location` is how a spec says where something stands."""

VENDORS = {
    "schemathesis": {"traffic"},
    "hypothesis": {"traffic"},
    "requests": {"traffic"},
    "openapi_core": {"conformance"},
    "openapi_spec_validator": {"conformance"},
    "openapi_schema_validator": {"conformance"},
    "jsonschema": {"conformance"},
    "jsonschema_path": {"conformance"},
    "jsonschema_rs": {"conformance"},
    "jsonschema_specifications": {"conformance"},
    "referencing": {"conformance"},
    "pytest": {"plugin"},
    "_pytest": set(),
    "xdist": {"plugin"},
    "markdown_it": {"design"},
    "httpx": {"target", "spec.read"},
    "httpcore": {"target"},
    "yaml": {"spec", "design"},
    "time_machine": {"target"},
}
"""Who may import what isn't ours: a package, or one module of it. Anything that isn't listed, nobody may."""

Sources = Mapping[str, str]


def arrows_back(sources: Sources) -> list[Import]:
    """Imports that lead to a later layer, or to a neighbour."""
    return [each for each in all_imports(sources) if _leads_back(each)]


def smuggled_vendors(sources: Sources, standard_library: frozenset[str]) -> list[Import]:
    """Imports of what isn't ours, outside its one importer."""
    return [each for each in all_imports(sources) if _is_smuggled(each, standard_library)]


def cycle(sources: Sources) -> list[str]:
    """Modules that import each other in a circle; empty where there is none."""
    graph: dict[str, set[str | None]] = {module: set() for module in sources}
    for each in all_imports(sources):
        imported = imported_module(each.name, graph)
        if imported not in {None, each.importer}:
            graph[each.importer].add(imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [str(module) for module in error.args[1]]
    return []


def _leads_back(each: Import) -> bool:
    here, there = _folder(each.importer), _folder(each.name)
    if there is None or here is None or here == there or (here, there) in NEIGHBOURS:
        return False
    return _layer(there) >= _layer(here)


def _is_smuggled(each: Import, standard_library: frozenset[str]) -> bool:
    vendor = each.name.partition(".")[0]
    if vendor == PACKAGE or vendor in standard_library:
        return False
    allowed = {f"{PACKAGE}.{place}" for place in VENDORS.get(vendor, ())}
    return not any(each.importer == place or each.importer.startswith(f"{place}.") for place in allowed)


def _folder(module: str) -> str | None:
    """`spec` of `pytest_contract.spec.load`; `None` for the package itself, and for what isn't ours."""
    package, _, rest = module.partition(".")
    first = rest.partition(".")[0]
    return first if package == PACKAGE and any(first in layer for layer in LAYERS) else None


def _layer(folder: str) -> int:
    return next(number for number, layer in enumerate(LAYERS) if folder in layer)
