"""What makes two findings the same one, in this run and in the next."""

from __future__ import annotations

import hashlib


def fingerprint(code: str, operation: str, key: str) -> str:
    """A digest of 16 hexadecimal digits over code, operation label and the key that the rule chose.

    Messages, examples, line numbers and paths on disk have no part in it, so that it outlives them all.
    """
    return hashlib.sha256("\x1f".join((code, operation, key)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
