"""Formats are refused only where that is never an opinion."""

from __future__ import annotations

import pytest
from declared import document

from pytest_contract.conformance import SchemaChecker

ACCEPTED = [
    ("date", "2024-02-29"),
    ("date-time", "2024-01-31T23:59:59Z"),
    ("date-time", "2024-01-31T23:59:60.123456+02:00"),
    ("date-time", "2024-01-31T23:59:59.1"),
    ("date-time", "2024-01-31 23:59:59+00:00"),
    ("uuid", "123E4567-e89b-12d3-a456-426614174000"),
    ("email", "a.b+c@example.org"),
    ("email", ""),
    ("ipv4", "127.0.0.1"),
    ("ipv6", "::1"),
    ("uri", "https://example.org/a?b=c#d"),
    ("uri", "/relative"),
    ("byte", "aGVsbG8="),
    ("byte", "a-_x"),
    ("int32", 2**31 - 1),
    ("int32", "text"),
    ("int64", -(2**63)),
    ("never-heard-of", "anything"),
    ("date", 5),
]
REFUSED = [
    ("date", "2023-02-29"),
    ("date", "20240131"),
    ("date-time", "2024-01-31"),
    ("date-time", "2024-13-01T00:00:00Z"),
    ("date-time", "2024-01-31T25:00:00Z"),
    ("date-time", "1706745599"),
    ("uuid", "123"),
    ("email", "nobody"),
    ("ipv4", "256.0.0.1"),
    ("ipv6", "1.2.3"),
    ("uri", "two words"),
    ("byte", "é"),
    ("int32", 2**31),
    ("int64", 2**63),
]


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(("name", "value"), ACCEPTED)
def test_accepted(version: str, name: str, value: object) -> None:
    assert SchemaChecker(document({}, version)).is_valid({"format": name}, value, "response")


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_refused(version: str, name: str, value: object) -> None:
    assert not SchemaChecker(document({}, version)).is_valid({"format": name}, value, "response")
