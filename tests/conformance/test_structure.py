"""A document's own shape: the quick check and the full validation."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from pytest_contract.conformance.full import full_validation
from pytest_contract.conformance.structure import structural_warnings


def raw(version: str = "3.1.0", **more: Any) -> dict[str, Any]:
    return {"openapi": version, "info": {"title": "Jobs", "version": "1"}, "paths": {}} | more


@pytest.mark.parametrize("check", [structural_warnings, full_validation])
@pytest.mark.parametrize("version", ["3.0.0", "3.0.4", "3.1.1", "3.2.0"])
def test_a_sound_document_has_no_faults(check: Any, version: str) -> None:
    assert check(raw(version)) == ()


@pytest.mark.parametrize("check", [structural_warnings, full_validation])
@pytest.mark.parametrize("version", ["3.0.3", "3.1.0", "3.2.0"])
def test_a_fault_stands_where_it_is(check: Any, version: str) -> None:
    document = raw(version, paths={"/jobs": {"get": {"parameters": 5, "responses": {"200": {"description": ""}}}}})
    assert "/paths/~1jobs/get/parameters" in [fault.pointer for fault in check(document)]


@pytest.mark.parametrize("check", [structural_warnings, full_validation])
@pytest.mark.parametrize(
    "document",
    [
        pytest.param({}, id="empty"),
        pytest.param({"openapi": 3.1}, id="a number as version"),
        pytest.param({"openapi": "9.9"}, id="an unknown version"),
        pytest.param(raw(paths=None), id="no paths"),
        pytest.param(raw(info={"title": "x" * 10_000}), id="a long value"),
    ],
)
def test_a_hopeless_document_is_told_so_in_one_line(check: Any, document: dict[str, Any]) -> None:
    faults = check(document)
    assert faults
    assert all(len(fault.reason) <= 300 and "\n" not in fault.reason for fault in faults)


def test_the_full_validation_finds_what_the_quick_one_cannot() -> None:
    document = raw(components={"schemas": {"A": {"type": "integer", "default": "x"}}})
    assert structural_warnings(document) == ()
    assert [fault.reason for fault in full_validation(document)] == ["'x' is not of type 'integer'"]


def test_the_full_validation_stays_off_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a name was looked up")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    document = raw(components={"schemas": {"A": {"$ref": "http://example.org/a.json"}}})
    assert "http://example.org/a.json" in full_validation(document)[0].reason
