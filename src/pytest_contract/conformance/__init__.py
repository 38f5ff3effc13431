"""Whether a message keeps what the spec says of it: responses through openapi-core, requests as sent."""

from pytest_contract.conformance.examples import example_faults
from pytest_contract.conformance.full import full_validation
from pytest_contract.conformance.request import RequestJudge
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.conformance.structure import structural_warnings
from pytest_contract.conformance.validate import ResponseValidator
from pytest_contract.conformance.verdict import Mismatch, RequestVerdict, ResponseVerdict
from pytest_contract.errors import UnverifiableError

__all__ = [
    "Mismatch",
    "RequestJudge",
    "RequestVerdict",
    "ResponseValidator",
    "ResponseVerdict",
    "SchemaChecker",
    "UnverifiableError",
    "example_faults",
    "full_validation",
    "structural_warnings",
]
