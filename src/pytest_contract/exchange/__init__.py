"""What was sent, why, by whom, and what came back."""

from pytest_contract.exchange.intent import Intent, Violation
from pytest_contract.exchange.record import AppException, Exchange, Failure, Request, Response

__all__ = ["AppException", "Exchange", "Failure", "Intent", "Request", "Response", "Violation"]
