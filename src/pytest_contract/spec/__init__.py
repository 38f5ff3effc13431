"""The OpenAPI document: loaded once, listed without building, every declaration with its file and line."""

from pytest_contract.spec.document import Document, Example, Fault, Untested
from pytest_contract.spec.load import load
from pytest_contract.spec.operation import (
    Body,
    DeclaredResponse,
    MediaType,
    Operation,
    Parameter,
    ResponseHeader,
    SecurityScheme,
)

__all__ = [
    "Body",
    "DeclaredResponse",
    "Document",
    "Example",
    "Fault",
    "MediaType",
    "Operation",
    "Parameter",
    "ResponseHeader",
    "SecurityScheme",
    "Untested",
    "load",
]
