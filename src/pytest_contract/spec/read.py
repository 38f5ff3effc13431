"""The bytes of a spec: from a path, or from a URL that the user gave."""

from __future__ import annotations

import json
import time
from pathlib import Path

from pytest_contract.errors import SpecLoadError

_TIMEOUT_S = 10.0
_LARGEST = 100 * 1024 * 1024


def is_url(source: str) -> bool:
    """Whether the text is an http or https URL."""
    return source[:8].lower().startswith(("http://", "https://"))


def display_name(file: Path) -> str:
    """The path relative to the working directory where it is below it, else as it is."""
    try:
        return file.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()


def read_file(file: Path, display: str) -> bytes:
    """The file's bytes; raises SpecLoadError with the way out."""
    try:
        if file.is_dir():
            raise SpecLoadError(f"{display} is a folder; name the OpenAPI file in it")
        if file.stat().st_size > _LARGEST:
            raise SpecLoadError(f"{display} is larger than {_LARGEST >> 20} MB; split it or name another file")
        return file.read_bytes()
    except FileNotFoundError:
        raise SpecLoadError(f"{display} doesn't exist; give the path of an OpenAPI file, or an http(s) URL") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SpecLoadError(f"{display} can't be read: {reason}") from None


def fetch(url: str) -> bytes:
    """What a URL answers, within 10 seconds and 100 MB; raises SpecLoadError with the reason."""
    import httpx

    deadline = time.monotonic() + _TIMEOUT_S
    try:
        with httpx.stream("GET", url, timeout=_TIMEOUT_S, follow_redirects=True) as response:
            if response.status_code != 200:
                raise SpecLoadError(f"{url} answered {response.status_code}; give a URL that answers 200 with the spec")
            return _bounded_body(response, url, deadline)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SpecLoadError(f"{url} can't be fetched: {reason}") from None


def _bounded_body(response: object, url: str, deadline: float) -> bytes:
    chunks = bytearray()
    for chunk in response.iter_bytes():  # type: ignore[attr-defined]
        chunks += chunk
        if len(chunks) > _LARGEST:
            raise SpecLoadError(f"{url} sends more than {_LARGEST >> 20} MB; download it and give the file")
        if time.monotonic() > deadline:
            raise SpecLoadError(f"{url} takes longer than {_TIMEOUT_S:.0f} s; download it and give the file")
    return bytes(chunks)


def decode(raw: bytes, display: str) -> str:
    """The text of UTF-8, UTF-16 or UTF-32, without a byte order mark; raises SpecLoadError for anything else."""
    if not raw.strip():
        raise SpecLoadError(f"{display} is empty")
    encoding = json.detect_encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if b"\0" in raw:
            raise SpecLoadError(f"{display} is binary, not text; give an OpenAPI file in YAML or JSON") from None
        line = raw.count(b"\n", 0, error.start) + 1
        raise SpecLoadError(f"{display}:{line} is not UTF-8 text; save the file as UTF-8") from None
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise SpecLoadError(f"{display} is binary, not text; give an OpenAPI file in YAML or JSON")
    return text
