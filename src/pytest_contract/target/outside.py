"""Whether an app in process keeps anything elsewhere: in a server, whose clock nobody here can move."""

from __future__ import annotations

import gc
import socket
import sys

# Their connections are the C library's, and no socket of Python's.
_SPEAK_THEMSELVES = ("psycopg", "psycopg2", "MySQLdb", "pymssql", "oracledb", "pylibmc")


def outside() -> tuple[str, ...]:
    """The servers that the process is connected to, `127.0.0.1:6379`, and the clients that don't show theirs."""
    # A client that nothing refers to any more keeps its connection until then.
    gc.collect()
    # Asked of the type: a lazy object would wake up, and may fail, when it is asked for its class.
    sockets = [each for each in gc.get_objects() if issubclass(type(each), socket.socket)]
    peers = {peer for each in sockets if (peer := _peer(each))}
    return (*sorted(peers), *(name for name in _SPEAK_THEMSELVES if name in sys.modules))


def _peer(connection: socket.socket) -> str:
    try:
        peer = connection.getpeername()
    except OSError:
        return ""
    # A pair of sockets within the process has no names.
    return f"{peer[0]}:{peer[1]}" if isinstance(peer, tuple) else str(peer or "")
