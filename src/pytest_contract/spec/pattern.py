"""Whether a `pattern` is a regular expression at all: in ECMA-262, which the specification asks for, or in Python."""

from __future__ import annotations

import re
import warnings
from functools import lru_cache

_TRANSLATIONS = (
    (re.compile(r"\\[pP]\{[^{}]*\}"), r"\\w"),
    (re.compile(r"\\u\{[0-9a-fA-F]+\}"), "u"),
    (re.compile(r"\\c[A-Za-z]"), "c"),
    (re.compile(r"\(\?<(?![=!])"), "(?P<"),
    (re.compile(r"\\k<(\w+)>"), r"(?P=\1)"),
    (re.compile(r"\(\?[a-zA-Z]+\)"), ""),
    (re.compile(r"\[\^\]"), "."),
    (re.compile(r"\[\]"), "(?!)"),
    (re.compile(r"\[:\^?[a-z]+:\]"), "a"),
    (re.compile(r"(\\[wdsWDS])-"), r"\1\-"),
    (re.compile(r"-(\\[wdsWDS])"), r"\-\1"),
    (re.compile(r"\\([aceghijlmopqyzACEFGHIJKLMNOPQRTUVXYZ])"), r"\1"),
    (re.compile(r"\\u(?![0-9a-fA-F]{4})|\\x(?![0-9a-fA-F]{2})|\\N(?!\{)"), "u"),
)
"""What ECMA-262 (with its Annex B) and other engines take, as the nearest that Python takes."""
_LEGAL_ELSEWHERE = ("look-behind requires fixed-width", "invalid group reference", "cannot refer to an open group")


@lru_cache(maxsize=4096)
def pattern_fault(pattern: str) -> str | None:
    """Why neither engine takes the pattern; `None` where one does."""
    if _python_fault(pattern) is None:
        return None
    translated = pattern
    for written, replacement in _TRANSLATIONS:
        translated = written.sub(replacement, translated)
    fault = _python_fault(translated)
    if fault is None or any(reason in fault for reason in _LEGAL_ELSEWHERE):
        return None
    return fault


def _python_fault(pattern: str) -> str | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except re.error as error:
        return error.msg
    except (OverflowError, RecursionError):  # a limit of Python's engine, not a mistake in the pattern
        return None
    return None
