"""Whether a message keeps what the spec says of it: responses through openapi-core, requests as sent."""

from pytest_contract.conformance.examples import example_faults
from pytest_contract.conformance.full import full_validation
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.conformance.structure import structural_warnings
from pytest_contract.conformance.translate import UnverifiableError
from pytest_contract.conformance.validate import ResponseValidator
from pytest_contract.conformance.verdict import Mismatch, RequestVerdict, ResponseVerdict

__all__ = [
    "Mismatch",
    "RequestVerdict",
    "ResponseValidator",
    "ResponseVerdict",
    "SchemaChecker",
    "UnverifiableError",
    "example_faults",
    "full_validation",
    "structural_warnings",
]
