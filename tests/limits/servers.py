"""Servers for a test: uvicorn with an app of `limited`, and Redis."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REDIS = shutil.which("redis-server")
_STARTUP_S = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(limiter: str, setup: str = "Limits()") -> Iterator[str]:
    """The base URL of a uvicorn in a process of its own, which serves that limiter's app."""
    port = free_port()
    code = (
        "import uvicorn; from limited import *; "
        f"uvicorn.run(limited_app({limiter!r}, {setup}), port={port}, log_level='error', interface='auto')"
    )
    with _running([sys.executable, "-W", "ignore", "-c", code], port, cwd=Path(__file__).parent):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def redis() -> Iterator[str]:
    """The URL of a Redis that keeps nothing on disk."""
    port = free_port()
    assert REDIS is not None
    with _running([REDIS, "--port", str(port), "--save", "", "--appendonly", "no"], port):
        yield f"redis://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], port: int, cwd: Path | None = None) -> Iterator[None]:
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _STARTUP_S
    while time.monotonic() < deadline:
        assert process.poll() is None, "the server ended at once"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server didn't start")
