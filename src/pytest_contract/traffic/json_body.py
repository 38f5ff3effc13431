"""The JSON value that a message carries."""

from __future__ import annotations

import json
from typing import Any

from pytest_contract.exchange import Request, Response
from pytest_contract.spec.media_type import is_json


def decoded_body(message: Request | Response, *, otherwise: Any = None) -> Any:
    """The body's value; `otherwise` where it isn't JSON, or not what its media type says."""
    if not is_json(message.content_type or ""):
        return otherwise
    try:
        return json.loads(message.body)
    except (ValueError, RecursionError):
        return otherwise
