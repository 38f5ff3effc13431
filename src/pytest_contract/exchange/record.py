"""One exchange: the request as it went over the wire, and the answer as it came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pytest_contract.exchange.intent import Intent

Headers = tuple[tuple[str, str], ...]
_MAY_PUT_OFF = (403, 420, 503)


def header(headers: Headers, name: str) -> str | None:
    """The first value of that header, its name compared without case (RFC 9110, section 5.1)."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request as it is sent."""

    method: str
    """In capitals."""
    url: str
    """Path and query, percent-encoded, from the target's root: `/v1/users/7?limit=2`."""
    headers: Headers = ()
    """Latin-1 text; what the client adds by itself (Host, Content-Length) isn't in it."""
    body: bytes = b""

    @property
    def content_type(self) -> str | None:
        """The `Content-Type` header as it was sent."""
        return header(self.headers, "content-type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """An answer as it came, its content coding undone."""

    status: int
    headers: Headers = ()
    body: bytes = b""
    truncated: bool = False
    """The body was longer than the limit; `body` holds the beginning."""

    @property
    def content_type(self) -> str | None:
        """The `Content-Type` header as it came."""
        return header(self.headers, "content-type")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No answer that could be judged."""

    kind: Literal["timeout", "connection", "cut", "protocol", "endless", "exit"]
    """`timeout`: none in time. `connection`: nothing listens. `cut`: the server ended the connection
    without an answer. `protocol`: not HTTP, or not ASGI or WSGI.
    `endless`: a stream that did not end in time. `exit`: the app raised SystemExit or KeyboardInterrupt."""
    reason: str
    """One line for a reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AppException:
    """What an app in process raised while it answered."""

    type_name: str
    """`ValueError`; with the module for what isn't a builtin: `sqlite3.IntegrityError`."""
    message: str
    """Its first 300 characters."""
    frames: tuple[tuple[str, int, str, str], ...]
    """`(file, line, function, source line)`, outermost first; only the app's own frames where there are any,
    else the innermost three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request, its answer, and why and by whom it was sent."""

    number: int
    """Position in the operation's run, from 1."""
    request: Request
    answer: Response | Failure
    intent: Intent
    identity: str = "default"
    duration_s: float = 0.0
    exception: AppException | None = None
    """Set where the app is in process and raised; the answer is then the 500 that a server would send."""
    after: tuple[Request, ...] = ()
    """What was sent before to make what this request uses, in that order."""
    is_disowned: bool = False
    """The harness had lost its credential: the answer says nothing of the app."""

    @property
    def status(self) -> int | None:
        """The answer's status; `None` where none came."""
        return self.answer.status if isinstance(self.answer, Response) else None

    @property
    def is_put_off(self) -> bool:
        """Whether it is told to come again: 429 (RFC 6585, 4), or a refusal with Retry-After (RFC 9110, 10.2.3)."""
        if not isinstance(self.answer, Response):
            return False
        is_refused = self.answer.status in _MAY_PUT_OFF and header(self.answer.headers, "retry-after") is not None
        return self.answer.status == 429 or is_refused

    @property
    def is_success(self) -> bool:
        """2xx, or a redirect to where the answer is; not 304 (RFC 9110, section 15.3 and 15.4)."""
        return self.status is not None and 200 <= self.status < 400 and self.status != 304
