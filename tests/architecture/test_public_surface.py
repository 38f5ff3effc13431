"""What users may rely on. A change here is a change for them, and needs a note in `changelog.d/`.

The codes are listed in `tests/rules/test_catalogue.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import pytest_contract
from pytest_contract.plugin import entry, fixtures
from pytest_contract.plugin.options import OPTIONS
from pytest_contract.reports.to_json import schema

OPTION_DEFAULTS = {
    "--contract-spec": "",
    "--contract-design": "",
    "--contract-app": "",
    "--contract-base-url": "",
    "--contract-header": "",
    "--contract-auth": "",
    "--contract-seed": "0",
    "--contract-max-examples": "100",
    "--contract-max-time": "30",
    "--contract-timeout": "5",
    "--contract-max-wait": "5",
    "--contract-report": "",
    "--contract-fail-on": "error",
    "--contract-fail-on-unreached": "",
    "--contract-error-code": "",
    "--contract-ignore": "",
    "--contract-explain": "",
    "--contract-allow-remote-refs": "",
    "--contract-validate-spec": "",
}

INI_TYPES = {
    "contract_spec": "string",
    "contract_design": "linelist",
    "contract_app": "string",
    "contract_base_url": "string",
    "contract_header": "linelist",
    "contract_auth": "linelist",
    "contract_seed": "string",
    "contract_max_examples": "string",
    "contract_max_time": "string",
    "contract_timeout": "string",
    "contract_max_wait": "string",
    "contract_report": "linelist",
    "contract_fail_on": "string",
    "contract_fail_on_unreached": "bool",
    "contract_error_code": "string",
    "contract_ignore": "linelist",
    "contract_allow_remote_refs": "bool",
    "contract_validate_spec": "bool",
}

FIXTURES = ["contract_app", "contract_headers", "contract_identities", "contract_reset"]

REPORT = """\
/: schema_version tool run sources operations claims requirements documentation findings coverage remarks
/tool: name version
/run: seed requests duration_s workers exit_status
/sources: spec designs target
/sources/spec: file title version openapi
/sources/designs/items: file
/sources/target: kind name framework
/documentation: operations with_examples claims verified contradicted unread
/coverage: operations statuses success_statuses claims
/operation: method path
/location: source file line
/frame: file line function code
/request: method url headers body
/response: status headers body
/evidence: curl request response exception frames sequence
/instance: operation fingerprint occurrences locations
/finding: code name severity operation message remedy fingerprint occurrences baselined locations evidence also
/status: status declared_in tried observed
/operation_summary: method path requests duration_s statuses remarks
/claim: id kind file line text operation value strength ids verdict seen reason findings
/requirement: id claims verdicts
/verdicts: kept broken unreached not_verifiable
"""


def test_the_package_exports() -> None:
    assert pytest_contract.__all__ == ["Identity", "__version__"]


def test_the_options_and_their_defaults() -> None:
    assert {option.flag: option.default for option in OPTIONS} == OPTION_DEFAULTS


def test_the_ini_keys_and_their_types(pytestconfig: pytest.Config) -> None:
    parser = pytestconfig._parser  # the only list of keys that pytest keeps
    registered = {key: parser._inidict[key][1] for key in parser._inidict if key.startswith("contract_")}
    assert registered == INI_TYPES


def test_the_fixtures() -> None:
    assert sorted(name for name in vars(fixtures) if name.startswith("contract_")) == FIXTURES


def test_the_marker() -> None:
    assert entry.MARKER.partition(":")[0] == "contract"


def test_the_report() -> None:
    assert "".join(f"{place}: {' '.join(names)}\n" for place, names in _objects(schema())) == REPORT


def _objects(node: dict[str, Any], place: str = "") -> Iterator[tuple[str, list[str]]]:
    """Each object of the schema with the names of its properties."""
    if "properties" in node:
        yield place or "/", list(node["properties"])
    for name, child in {**node.get("properties", {}), **node.get("$defs", {})}.items():
        yield from _objects(child, f"{place}/{name}") if isinstance(child, dict) else ()
    if isinstance(node.get("items"), dict):
        yield from _objects(node["items"], f"{place}/items")
