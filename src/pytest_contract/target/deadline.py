"""Connections that keep to one deadline for a whole call.

httpx and httpcore bound each read and write on its own, so that a server which drips a byte a second holds a
call for ever; here what a read or write may take is what is left of the call's time.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

_QUICKACK: int | None = getattr(socket, "TCP_QUICKACK", None)


class Clock:
    """What one call has left, and what it has met so far."""

    def __init__(self) -> None:
        self.has_connected = False
        """Whether the call opened a connection, in place of one that was kept alive."""
        self.has_received = False
        """Whether a byte has come back."""
        self._deadline = 0.0

    def start(self, timeout_s: float) -> None:
        """Begin a call."""
        self.has_connected = False
        self.has_received = False
        self._deadline = time.perf_counter() + timeout_s

    def remaining(self) -> float:
        """Seconds that are left; raises `httpcore.ReadTimeout` where none are."""
        left = self._deadline - time.perf_counter()
        if left <= 0:
            raise httpcore.ReadTimeout("out of time")
        return left


class DeadlineBackend(httpcore.NetworkBackend):
    """Opens connections that keep to the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect within what is left of the call's time."""
        self._clock.has_connected = True
        left = self._clock.remaining()
        stream = self._inner.connect_tcp(host, port, left, local_address, socket_options)
        return _DeadlineStream(stream, self._clock)


class _DeadlineStream(httpcore.NetworkStream):
    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._acknowledge_at_once()
        chunk = self._inner.read(max_bytes, self._clock.remaining())
        self._clock.has_received = self._clock.has_received or bool(chunk)
        return chunk

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.remaining())

    def close(self) -> None:
        self._inner.close()

    def _acknowledge_at_once(self) -> None:
        """Linux only: a server that writes headers and body apart would wait 40 ms for each acknowledgement."""
        plain = self._inner.get_extra_info("socket")
        if _QUICKACK is not None and plain is not None:
            with contextlib.suppress(OSError):
                plain.setsockopt(socket.IPPROTO_TCP, _QUICKACK, 1)

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._inner.start_tls(ssl_context, server_hostname, self._clock.remaining())
        return _DeadlineStream(stream, self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
