"""The host name under which an app in process is addressed: one that the app's own settings let in."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

_PREFERRED = ("localhost", "127.0.0.1", "testserver")


def host_for(app: object) -> str:
    """`localhost`, unless the app allows certain hosts only, and not that one."""
    try:
        allowed = [str(pattern) for pattern in _allowed_hosts(app) or ()]
    except Exception:
        # Settings that can't be read are settled by the app itself, at its first request.
        allowed = []
    for host in _PREFERRED:
        if not allowed or {"*", host, f".{host}"} & set(allowed):
            return host
    return _member_of(allowed[0])


def _allowed_hosts(app: Any) -> Sequence[str] | None:
    packages = {kind.__module__.partition(".")[0] for kind in type(app).__mro__}
    hosts: Sequence[str] | None = None
    if "django" in packages:
        hosts = sys.modules["django.conf"].settings.ALLOWED_HOSTS
    elif "flask" in packages:
        hosts = app.config.get("TRUSTED_HOSTS")
    elif "starlette" in packages:
        hosts = _trusted_hosts(app)
    return hosts


def _trusted_hosts(app: Any) -> Sequence[str] | None:
    """What Starlette's TrustedHostMiddleware was given."""
    for middleware in getattr(app, "user_middleware", ()):
        if middleware.cls.__name__ == "TrustedHostMiddleware":
            hosts: Sequence[str] | None = middleware.kwargs.get("allowed_hosts")
            return hosts
    return None


def _member_of(pattern: str) -> str:
    """A host that `*.example.com`, `.example.com` or `example.com` matches."""
    return f"www{pattern[1:]}" if pattern.startswith("*.") else pattern.removeprefix(".")
