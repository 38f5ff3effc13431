"""One drift, and how it is told apart from another: severity, location, finding, fingerprint."""

from pytest_contract.findings.finding import AppFrame, Evidence, Finding, OperationKey
from pytest_contract.findings.fingerprint import fingerprint
from pytest_contract.findings.location import Location, Source, displayed
from pytest_contract.findings.severity import Severity

__all__ = [
    "AppFrame",
    "Evidence",
    "Finding",
    "Location",
    "OperationKey",
    "Severity",
    "Source",
    "displayed",
    "fingerprint",
]
