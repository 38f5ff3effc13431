"""An exchange as evidence: redacted, as a curl line, with the app's own frames."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pytest_contract.exchange import AppException, Exchange, Failure, Redactor, Request, Response, to_curl
from pytest_contract.findings import AppFrame, Evidence, displayed

_LONGEST_BODY = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """How exchanges are shown to a reader."""

    redactor: Redactor
    origin: str
    """Where the curl line sends to: the running server, or where the user would serve the app."""

    def evidence(self, exchange: Exchange) -> Evidence:
        """The exchange without its secrets."""
        request = self.redactor.request(exchange.request)
        exception = exchange.exception
        return Evidence(
            curl=to_curl(request, self.origin),
            request=_shown_request(request, self.origin),
            response=self._shown_answer(exchange.answer),
            exception=None
            if exception is None
            else self.redactor.text(f"{exception.type_name}: {exception.message}".rstrip(": ")),
            frames=() if exception is None else _frames(exception),
            sequence=tuple(to_curl(self.redactor.request(before), self.origin) for before in exchange.after),
        )

    def _shown_answer(self, answer: Response | Failure) -> dict[str, Any] | None:
        if isinstance(answer, Failure):
            return None
        response = self.redactor.response(answer)
        return {"status": response.status, "headers": dict(response.headers), "body": _text(response.body)}


def _frames(exception: AppException) -> tuple[AppFrame, ...]:
    return tuple(
        AppFrame(file=displayed(file), line=line, function=function, code=code)
        for file, line, function, code in exception.frames
    )


def _shown_request(request: Request, origin: str) -> dict[str, Any]:
    return {
        "method": request.method,
        "url": origin.rstrip("/") + request.url,
        "headers": dict(request.headers),
        "body": _text(request.body),
    }


def _text(body: bytes) -> str | None:
    """The body for a reader: control characters spelled out, what is no text by its length alone."""
    if not body:
        return None
    try:
        text = body[:_LONGEST_BODY].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(body[:_LONGEST_BODY]) - 4:
            return f"({len(body)} bytes that are no text)"
        text = body[: error.start].decode("utf-8")
    shown = _CONTROL.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    return shown if len(body) <= _LONGEST_BODY else f"{shown}… ({len(body)} bytes)"
