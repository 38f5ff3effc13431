"""Ids of requirements, threats and invariants: `REQ-001`, `TM-023`, `INV-001`."""

from __future__ import annotations

import re
from functools import lru_cache

_ID = re.compile(r"(?<![\w/.-])(?P<prefix>[A-Z]{1,8}(?:-[A-Z]{1,8})?)-\d{1,4}(?![\w-]|\.\d)")
_OTHERS = frozenset(
    "RFC ISO UTF SHA AES HTTP TLS RSA HS ES RS CVE ADR ECMA IEEE MD ERR ERROR E CWE BCP STD TC TEST PR V P L BASE "
    "COVID IEC EN DIN NIST FIPS SSL OAUTH UUID MSC AIP CVSS PKCS X".split()
)
"""What numbers standards, ciphers, errors and tests."""


@lru_cache(maxsize=1024)
def requirement_ids(text: str) -> tuple[str, ...]:
    """The ids that a text names, each once, in their order."""
    return tuple(
        dict.fromkeys(match[0] for match in _ID.finditer(text) if match["prefix"].split("-")[0] not in _OTHERS)
    )
