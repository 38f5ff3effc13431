"""What was sent, why, by whom, and what came back."""

from pytest_contract.exchange.curl import to_curl
from pytest_contract.exchange.intent import Intent, Violation
from pytest_contract.exchange.record import AppException, Exchange, Failure, Headers, Request, Response
from pytest_contract.exchange.redact import REDACTED, Redactor

__all__ = [
    "REDACTED",
    "AppException",
    "Exchange",
    "Failure",
    "Headers",
    "Intent",
    "Redactor",
    "Request",
    "Response",
    "Violation",
    "to_curl",
]
