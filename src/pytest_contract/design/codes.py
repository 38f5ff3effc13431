"""What an application's error code looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PART = r"[A-Za-z][A-Za-z0-9]*"
_UPPER = r"[A-Z][A-Z0-9]{0,40}(?:[_-][A-Z0-9]{1,40}){1,12}"
_LOWER = r"[a-z][a-z0-9]{0,40}(?:_[a-z0-9]{1,40}){1,12}"
_KEBAB = r"[a-z][a-z0-9]{0,40}(?:-[a-z0-9]{1,40}){1,12}"
_PASCAL = r"[A-Z][a-z0-9]{1,40}(?:[A-Z][a-z0-9]{0,40}){1,12}"
_CAMEL = r"[a-z][a-z0-9]{1,40}(?:[A-Z][a-z0-9]{1,40}){1,12}"
_DOTTED = r"[A-Za-z][\w-]{1,40}(?:[.:][A-Za-z][\w-]{0,40}){1,5}"
_URI = r"(?:https?://[^\s`'\"<>|)]{3,200}|urn:[\w:.-]{3,120}|/(?:problem(?:s|e|en|as|es|i)?|errors?|probs?|docs/errors|erreurs?|errores|erros?|fehler|hata(?:lar)?)/[\w/.-]{1,120})"
_SERIAL = r"[A-Z]{1,8}[-_]?\d{2,6}"
_WORD = r"[A-Za-z][A-Za-z0-9]{2,40}"
_NUMBER = r"-?\d{2,9}"

COMPOUND = rf"(?:{_UPPER}|{_LOWER}|{_KEBAB}|{_PASCAL}|{_CAMEL})"
"""A code that looks like one wherever it stands: of more than one part."""
_COMPOUND = re.compile(rf"^{COMPOUND}$")
_ANY = re.compile(rf"^(?:{COMPOUND}|{_DOTTED}|{_URI}|{_SERIAL}|{_WORD}|{_NUMBER})$")
_SERIAL_ID = re.compile(r"^[A-Z]{1,8}(?:-[A-Z]{1,8})?-\d{1,5}[a-z]?$")
"""`FR-001` numbers a requirement."""
_SHOUTED = re.compile(rf"^{_UPPER}$")
_PLACEHOLDERS = frozenset(
    "error_code ERROR_CODE YOUR_CODE YOUR_ERROR_CODE CODE SOME_CODE MY_ERROR ERROR_NAME EXAMPLE_CODE UPPER_SNAKE_CASE "
    "UPPER_SNAKE SCREAMING_SNAKE_CASE snake_case kebab-case camelCase PascalCase string number integer boolean object "
    "array int bool float double long enum date uuid uri url datetime timestamp "
    "null none None N/A TBD TODO machine_code MACHINE_CODE".split()
)
_MEDIA = re.compile(r"^(?:application|text|image)/|^(?:x|content|www|if|retry|accept|user|set|cache)-", re.IGNORECASE)


def is_compound(text: str) -> bool:
    """Whether a text is a code of more than one part: `INVALID_DATE`, `invalid-date`, `InvalidDate`."""
    return (
        _COMPOUND.match(text) is not None
        and not _SERIAL_ID.match(text)
        and not is_placeholder(text)
        and not _MEDIA.match(text)
    )


def is_shouted(text: str) -> bool:
    """Whether a text is a code in UPPER_SNAKE."""
    return _SHOUTED.match(text) is not None and not _SERIAL_ID.match(text) and not is_placeholder(text)


def is_code(text: str) -> bool:
    """Whether a text may be a code where codes are expected: any of the styles, one word, a number, a URI."""
    return len(text) <= 200 and _ANY.match(text) is not None and not is_placeholder(text)


def is_error_word(text: str) -> bool:
    """Whether one shouted word is what errors are called: `FORBIDDEN`."""
    return text in _ERROR_WORDS


def tells_a_fault(code: str) -> bool:
    """Whether a code's own words say what went wrong: `body_malformed`, `AlreadySent`; `start_date` doesn't."""
    return any(part.lower() in _FAULT_WORDS for part in _WORDS_OF_CODE.findall(code))


_WORDS_OF_CODE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_FAULT_WORDS = frozenset(
    "not no non un invalid missing malformed unknown unsupported unavailable unreachable incomplete expired "
    "exceeded already reused used duplicate duplicated conflict mismatch denied forbidden blocked locked "
    "frozen suspended revoked refused rejected failed failure fault error bad wrong illegal insufficient "
    "inactive disabled out over too exhausted taken closed gone deleted archived cancelled canceled stale "
    "outdated required unauthorized unauthenticated throttled timeout broken corrupt unprocessable overloaded "
    "prohibited lost".split()
)


_ERROR_WORDS = frozenset(
    "UNAUTHORIZED UNAUTHENTICATED FORBIDDEN CONFLICT GONE TIMEOUT INTERNAL UNAVAILABLE UNKNOWN ABORTED CANCELLED "
    "CANCELED LOCKED EXPIRED DUPLICATE UNIMPLEMENTED UNSUPPORTED UNPROCESSABLE INVALID MISSING THROTTLED OVERLOADED "
    "REVOKED SUSPENDED BLOCKED DENIED NOTFOUND".split()
)


def listed_codes(text: str) -> Iterator[tuple[int, str]]:
    """The codes that a sentence lists: ``the error code is `A_GONE`, `A_LOST`, or `A_BURNT` ``, with their offsets."""
    for sentence in _LISTS_CODES.finditer(text):
        found = [match for match in _QUOTED.finditer(sentence[0]) if not is_placeholder(match["code"])]
        if len(found) > 1:
            yield from ((sentence.start() + match.start("code"), match["code"]) for match in found)


_LISTS_CODES = re.compile(
    r"\b(?:error|response|reason|problem|failure)[ -]codes?\b(?:[^.;|]|\.(?=\w)){0,400}", re.IGNORECASE
)
_QUOTED = re.compile(r"[`\"](?P<code>[A-Z][A-Z0-9]{3,30}|[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,30}){1,8})[`\"]")


def is_placeholder(text: str) -> bool:
    """Whether a text stands for a code without being one."""
    return text in _PLACEHOLDERS or "XXX" in text or "YYY" in text or "..." in text
