"""Whether a request keeps what the spec says of it, judged as it was sent."""

from pytest_contract.conformance.request.request_judge import RequestJudge

__all__ = ["RequestJudge"]
