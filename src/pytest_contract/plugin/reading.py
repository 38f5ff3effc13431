"""From what was typed, on the command line or in the ini file, to validated settings.

Every value is read before the first test is collected: a misspelt one costs a line and exit code 4, never a run.
"""

from __future__ import annotations

import math
import os
import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import pytest

from pytest_contract.errors import UsageError
from pytest_contract.findings import Severity
from pytest_contract.plugin.options import BY_KEY, OPTIONS
from pytest_contract.run.settings import Settings
from pytest_contract.target.identity import Identity

N = TypeVar("N", int, float)

REPORT_ENDINGS = (".json",)
_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_APP = re.compile(r"[\w.]+:[\w.]+(\(\))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One value as the user gave it."""

    text: str
    origin: str
    """For messages: `--contract-seed`, or `contract_seed in pytest.ini`."""
    base: Path
    """What a relative path in it is relative to: the working directory, or the ini file's root."""
    is_typed: bool = True
    """Whether it comes from the command line."""

    def refuse(self, reason: str) -> UsageError:
        """The error that names where the value came from."""
        return UsageError(f"{self.origin}: {reason}")


def given(config: pytest.Config, key: str) -> tuple[Given, ...]:
    """All values of one option: those of the command line, or else those of the ini file; flags as `true`."""
    typed = config.getoption(key)
    if typed is not None:
        origin, base, values = BY_KEY[key].flag, config.invocation_params.dir, typed
    else:
        place = config.inipath.name if config.inipath else "the ini file"
        origin, base, values = f"{key} in {place}", config.rootpath, _ini_value(config, key, place)
    texts = ["true"] if values is True else [values] if isinstance(values, str) else list(values or ())
    if typed is not None and "" in texts:
        raise UsageError(f"{origin} needs a value")
    return tuple(
        Given(text=text, origin=origin, base=base, is_typed=typed is not None) for text in texts if text.strip()
    )


def _ini_value(config: pytest.Config, key: str, place: str) -> object:
    try:
        return config.getini(key)
    except (TypeError, ValueError, pytest.UsageError) as error:
        raise UsageError(f"{key} in {place}: {error}") from None


def only(config: pytest.Config, key: str) -> Given | None:
    """The value of an option that is given at most once."""
    values = given(config, key)
    return values[-1] if values else None


def refuse_options_without_spec(config: pytest.Config) -> None:
    """Raise UsageError for the first option of ours on the command line, where no spec was given."""
    for option in OPTIONS:
        if option.has_ini and config.getoption(option.key) is not None:
            raise UsageError(f"{option.flag} needs --contract-spec: give the OpenAPI document to hold the app against")


def read_settings(config: pytest.Config, spec: Given) -> Settings:
    """Validate every option; raises UsageError with one line that names the option and the way out."""
    app, base_url = only(config, "contract_app"), only(config, "contract_base_url")
    app, base_url = _one_target(app, base_url)
    return Settings(
        spec=spec_path(spec),
        app=None if app is None else _app(app),
        base_url=None if base_url is None else _base_url(base_url),
        headers=tuple(_header(value) for value in given(config, "contract_header")),
        identities=_identities(given(config, "contract_auth")),
        seed=_seed(config),
        max_examples=_number(config, "contract_max_examples", int, least=0),
        max_time_s=_number(config, "contract_max_time", float),
        timeout_s=_number(config, "contract_timeout", float),
        max_wait_s=_number(config, "contract_max_wait", float, least=0),
        allow_remote_refs=bool(given(config, "contract_allow_remote_refs")),
        validate_spec=bool(given(config, "contract_validate_spec")),
        fail_on=_severity(config),
        fail_on_unreached=bool(given(config, "contract_fail_on_unreached")),
        error_code=_pointer(only(config, "contract_error_code")),
        ignore=frozenset(_codes(given(config, "contract_ignore"))),
    )


def is_url(spec: str) -> bool:
    """Whether a spec is to be fetched."""
    return spec.startswith(("http://", "https://"))


def spec_path(spec: Given) -> str:
    """A URL as it is; a path as seen from the working directory, absolute where it is not below it."""
    if is_url(spec.text):
        return spec.text
    path = os.path.normpath(spec.base / spec.text)
    relative = os.path.relpath(path)
    return path if relative.startswith("..") else relative


def _one_target(app: Given | None, base_url: Given | None) -> tuple[Given | None, Given | None]:
    """What is typed wins over what the ini file says; two of the same rank contradict each other."""
    if app is None or base_url is None:
        return app, base_url
    if app.is_typed == base_url.is_typed:
        raise UsageError(f"{app.origin} and {base_url.origin} name two targets: give one of them")
    return (app, None) if app.is_typed else (None, base_url)


def _app(value: Given) -> str:
    if not _APP.fullmatch(value.text):
        raise value.refuse(f"{value.text!r} is not module:attribute or module:create_app()")
    return value.text


def _base_url(value: Given) -> str:
    try:
        parts = urlsplit(value.text)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good:
        raise value.refuse(f"{value.text!r} is not a URL such as http://127.0.0.1:8000")
    return value.text


def _header(value: Given) -> tuple[str, str]:
    name, colon, text = value.text.partition(":")
    name = name.strip()
    if not colon or not _TOKEN.fullmatch(name) or "\n" in text or "\r" in text:
        # The value may be a secret: it is not repeated.
        raise value.refuse("a header is written 'Name: value', as in 'Authorization: Bearer …'")
    return name, text.strip()


def _identities(values: Iterable[Given]) -> tuple[Identity, ...]:
    headers: dict[str, list[tuple[str, str]]] = {}
    for value in values:
        name, equals, rest = value.text.partition("=")
        if not equals or not name.strip() or ":" in name:
            raise value.refuse("an identity is written 'name=Header: value', as in 'bob=Authorization: Bearer …'")
        headers.setdefault(name.strip(), []).append(_header(replace(value, text=rest)))
    return tuple(Identity(name=name, headers=pairs) for name, pairs in headers.items())


def _pointer(value: Given | None) -> str | None:
    if value is not None and not value.text.startswith("/"):
        raise value.refuse(f"{value.text!r} is not a JSON pointer such as /error/code")
    return None if value is None else value.text


def _seed(config: pytest.Config) -> int:
    worker_input = getattr(config, "workerinput", None)
    if worker_input is not None and "contract_seed" in worker_input:
        return int(worker_input["contract_seed"])
    value = only(config, "contract_seed")
    if value is None:
        return int(BY_KEY["contract_seed"].default)
    if value.text.strip() == "random":
        return random.SystemRandom().randrange(2**32)
    try:
        return int(value.text)
    except ValueError:
        raise value.refuse(f"{value.text!r} is neither a whole number nor random") from None


def _number(config: pytest.Config, key: str, read: Callable[[str], N], *, least: int | None = None) -> N:
    value = only(config, key)
    if value is None:
        return read(BY_KEY[key].default)
    floor = "above 0" if least is None else f"of {least} or more"
    kind = "whole number" if read is int else "number"
    try:
        number = read(value.text)
    except ValueError:
        raise value.refuse(f"{value.text!r} is not a {kind} {floor}") from None
    is_good = math.isfinite(number) and (number > 0 if least is None else number >= least)
    if not is_good:
        raise value.refuse(f"{value.text!r} is not a {kind} {floor}")
    return number


def _severity(config: pytest.Config) -> Severity:
    value = only(config, "contract_fail_on")
    if value is None:
        return Severity.from_label(BY_KEY["contract_fail_on"].default)
    try:
        return Severity.from_label(value.text.strip())
    except KeyError:
        raise value.refuse(f"{value.text!r} is none of error, warning, note") from None


def _codes(values: Iterable[Given]) -> Iterable[str]:
    for value in values:
        for code in re.split(r"[,\s]+", value.text.strip().strip(",")):
            if code not in known_codes():
                raise value.refuse(unknown_code(code))
            yield code


def known_codes() -> tuple[str, ...]:
    """Every code that a rule finds, in the registry's order."""
    from pytest_contract.rules.registry import RULES

    return tuple(rule.code for rule in RULES)


def unknown_code(code: str) -> str:
    """What to say of a code that no rule has: the close ones, or all of them."""
    known = known_codes()
    close = get_close_matches(code.upper(), known, n=3)
    way_out = f"did you mean {' or '.join(close)}?" if close else f"the codes are {', '.join(known)}"
    return f"{code!r} is no code of ours; {way_out}"


def read_reports(config: pytest.Config) -> tuple[Path, ...]:
    """The report files to write, each one checked without being touched; raises UsageError."""
    return tuple(_report(value) for value in given(config, "contract_report"))


def _report(value: Given) -> Path:
    path = value.base / value.text
    folder = path.parent
    if path.suffix.lower() not in REPORT_ENDINGS:
        raise value.refuse(f"the ending of {value.text!r} chooses the format and must be {' or '.join(REPORT_ENDINGS)}")
    if path.is_dir():
        raise value.refuse(f"{value.text!r} is a folder; name a file in it")
    if not folder.is_dir():
        raise value.refuse(f"there is no folder {str(folder)!r}; make it first")
    if not os.access(path if path.exists() else folder, os.W_OK):
        raise value.refuse(f"{value.text!r} can't be written: no permission")
    return path
