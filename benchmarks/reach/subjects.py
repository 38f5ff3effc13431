"""The apps that are measured, each with a recorder inside that sees every request and its status."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from fixtures.apps import reach
from fixtures.apps.shelf import NAMES as SHELVED
from fixtures.apps.shelf import reset_of, shelved

FOREIGN = ("optimade", "ragna")
"""Apps from PyPI; each is prepared in `foreign.py`."""
FRAGILE = ("accounts", "poison")
"""Apps that take credentials away, or keep what spoils later answers; each of our tests begins with an empty store."""
NAMES = (*reach.NAMES, *FRAGILE, *FOREIGN)
_CREDENTIALS = ("authorization", "cookie", "x-api-key")


@dataclass(slots=True)
class Recorder:
    """What the app was sent and what it answered, in order."""

    answers: list[tuple[str, str, int]] = field(default_factory=list)
    """Method, path without the query, status."""
    credentials: list[str] = field(default_factory=list)
    """What each of them was sent with; empty where it was nothing."""
    app_s: float = 0.0

    def keep(self, method: str, path: str, status: int, credential: str) -> None:
        """Keep one answer."""
        self.answers.append((method, path, status))
        self.credentials.append(credential)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One app under measurement."""

    name: str
    spec: Path
    headers: Mapping[str, str]
    identities: Mapping[str, Any]
    app: Any
    recorder: Recorder
    interface: str
    """`asgi` or `wsgi`."""
    reset: Callable[[], object] | None = None
    """Empties the store, where a test of ours begins with that."""


def subject(name: str) -> Subject:
    """The app of that name, with an empty store and a recorder inside."""
    if name in FOREIGN:
        found = import_module("benchmarks.reach.foreign").prepared(name)
        headers, identities, app, spec = found.headers, found.identities, found.app, found.spec
    elif name in (*SHELVED, *FRAGILE):
        shelf = shelved(name)
        headers, identities, app, spec = shelf.headers, shelf.identities, shelf.create_app(None), shelf.spec
    else:
        ours = reach.reachable(name)
        headers, identities, app, spec = ours.headers, ours.identities, ours.create_app(), ours.spec
    recorder = Recorder()
    interface = record(app, recorder)
    return Subject(
        name=name,
        spec=spec,
        headers=headers,
        identities=identities,
        app=app,
        recorder=recorder,
        interface=interface,
        reset=reset_of(app) if name in FRAGILE else None,
    )


def record(app: Any, recorder: Recorder) -> str:
    """Put the recorder inside the app, so that it stays what its framework made; gives its interface."""
    if hasattr(app, "add_middleware"):
        app.add_middleware(RecordingAsgi, recorder=recorder)
        return "asgi"
    if hasattr(app, "wsgi_app"):
        app.wsgi_app = recording_wsgi(app.wsgi_app, recorder)
        return "wsgi"
    kind = type(app)
    served = recording_wsgi(lambda *call: kind.__call__(app, *call), recorder)
    app.__class__ = type(
        kind.__name__, (kind,), {"__call__": lambda _, *call: served(*call), "__module__": kind.__module__}
    )
    return "wsgi"


@dataclass(slots=True)
class RecordingAsgi:
    """A middleware for ASGI apps."""

    app: Any
    recorder: Recorder

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Pass the call on."""

        async def send_and_keep(message: Any) -> None:
            if message["type"] == "http.response.start":
                sent = dict(scope["headers"])
                credential = " ".join(sent.get(name.encode(), b"").decode("latin-1") for name in _CREDENTIALS).strip()
                self.recorder.keep(scope["method"], scope["path"], message["status"], credential)
            await send(message)

        started = time.perf_counter()
        await self.app(scope, receive, send_and_keep if scope["type"] == "http" else send)
        self.recorder.app_s += time.perf_counter() - started


def recording_wsgi(app: Callable[..., Iterable[bytes]], recorder: Recorder) -> Callable[..., Iterable[bytes]]:
    """A middleware for WSGI apps."""

    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path = environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"]
        names = [f"HTTP_{name.upper().replace('-', '_')}" for name in _CREDENTIALS]
        credential = " ".join(environ.get(name, "") for name in names).strip()

        def start_and_keep(status: str, *rest: Any) -> Any:
            spelled = path.encode("latin-1", "replace").decode("utf-8", "replace")
            recorder.keep(environ["REQUEST_METHOD"], spelled, int(status[:3]), credential)
            return start_response(status, *rest)

        started = time.perf_counter()
        try:
            return app(environ, start_and_keep)
        finally:
            recorder.app_s += time.perf_counter() - started

    return call
