"""Lines that look like a promise of a kind that no recogniser could read on them."""

from __future__ import annotations

import re
from collections.abc import Collection

from pytest_contract.design.passage import Passage
from pytest_contract.design.sections import folded

_RATE = re.compile(
    r"\b(?:rate[- ]?limit\w*|throttl\w+|ratelimit\w*|limite de (?:taxa|velocidad|débit)|ratenlimit\w*)\b[^|]{0,80}"
    r"\b\d+[^|\d]{0,12}(?:/|per\b|req|call|times|rpm|rps|por\b|pro\b|par\b)|(?:レート制限|限流)[^|]{0,40}\d[^|"
    r"\d]{0,6}[回件次]",
    re.IGNORECASE,
)
_LATENCY = re.compile(
    r"(?:\bp(?:50|90|95|99)\b|percentile|latency|response time|latenz|latence|latencia|latência|レイテンシ|延迟|지연)"
    r"[^|]{0,60}\d+(?:\.\d+)?\s?(?:ms|s|sec|seconds|millis\w*)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:http|status|returns?|responds?|answers?)\b[^|.\d]{0,24}(?<![\w./-])[45]\d\d"
    r"(?![\w%.-]|,\d| ?(?:ms|s|kb|mb|req))",
    re.IGNORECASE,
)
_OPERATION = re.compile(
    r"(?<!\w)(?:GET|POST|PUT|PATCH|DELETE)[`*]{0,3} {1,3}[`*]{0,2}/?[a-z{][\w{}-]{0,60}/[\w{}/:-]{1,120}"
)
_AUTH = re.compile(
    r"\b(?:requires?|required)\b[^|.]{0,40}\b(?:authenticat\w+|bearer|api[- ]key|access token|scopes?|roles?)\b",
    re.IGNORECASE,
)

LOOKS_LIKE = (
    ("rate_limit", _RATE, "it speaks of a rate limit, but not of how many requests in which time"),
    ("latency", _LATENCY, "it speaks of latency, but not of a percentile and a threshold that can be told apart"),
    ("status", _STATUS, "it speaks of a status that can't be told from another number"),
    ("operation", _OPERATION, "it names a method, but no path that begins with `/`"),
    ("auth", _AUTH, "it speaks of credentials, but not of what needs them"),
)
"""Kind, what a text of that kind looks like, and why it may have been left unread."""

_SILENT = re.compile(r"current|today|before|previous|example|sample|e\.g\.|aktuell|actuel|現在|当前", re.IGNORECASE)


def why_unread(passage: Passage, kinds: Collection[str]) -> str:
    """Why a passage that gave claims of these kinds alone seems to promise more; empty where it doesn't."""
    if passage.kind in ("heading", "code"):
        return ""
    text = passage.text[:2000]
    found = next((reason for kind, looks, reason in LOOKS_LIKE if kind not in kinds and looks.search(text)), "")
    return found if found and not _SILENT.search(text[:400]) and len(folded(text)) >= 12 else ""
