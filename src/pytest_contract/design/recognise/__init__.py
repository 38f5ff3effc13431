"""One file for each kind of promise; a new kind is one line here."""

from __future__ import annotations

from pytest_contract.design.passage import Recogniser
from pytest_contract.design.recognise import (
    auth,
    concurrency,
    deprecation,
    error_code,
    error_format,
    example,
    header,
    idempotency,
    latency,
    operation,
    parameter,
    rate_limit,
    status,
    tenancy,
)

RECOGNISERS: tuple[Recogniser, ...] = (
    operation.recognise,
    status.recognise,
    error_code.recognise,
    error_format.recognise,
    parameter.recognise,
    example.recognise,
    auth.recognise,
    rate_limit.recognise,
    latency.recognise,
    header.recognise,
    tenancy.recognise,
    idempotency.recognise,
    concurrency.recognise,
    deprecation.recognise,
)
"""In the order in which the claims of one line are listed."""

__all__ = ["RECOGNISERS"]
