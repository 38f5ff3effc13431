"""The options and their ini keys: one table, and how pytest learns of it.

Four rules for the texts: say what it gives, not how; name the unit; name the default where there is one; no full stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pytest


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One `--contract-…` option."""

    name: str
    """Without dashes in front, `contract-spec`."""
    help: str
    metavar: str = ""
    default: str = ""
    """What holds where neither the command line nor the ini file says anything, as it would be typed there."""
    kind: Literal["value", "list", "flag"] = "value"
    """A `list` may be given several times; in the ini file it has one entry on each line."""
    has_ini: bool = True

    @property
    def key(self) -> str:
        """The ini key, and the attribute on `config.option`: `contract_spec`."""
        return self.name.replace("-", "_")

    @property
    def flag(self) -> str:
        """As typed: `--contract-spec`."""
        return f"--{self.name}"


OPTIONS = (
    Option(
        name="contract-spec",
        metavar="PATH|URL",
        help="hold the app against this OpenAPI document (3.0, 3.1 or 3.2); each operation becomes a test",
    ),
    Option(
        name="contract-design",
        metavar="FILE|GLOB",
        kind="list",
        help="design documents in Markdown; each promise that they make becomes a test; may be repeated",
    ),
    Option(
        name="contract-app",
        metavar="MODULE:ATTRIBUTE",
        help="the ASGI or WSGI app, tested in process; a factory as module:create_app()",
    ),
    Option(
        name="contract-base-url",
        metavar="URL",
        help="a running server, in place of an app",
    ),
    Option(
        name="contract-header",
        metavar="'NAME: VALUE'",
        kind="list",
        help="a header sent with each request, for credentials; may be repeated",
    ),
    Option(
        name="contract-auth",
        metavar="'IDENTITY=NAME: VALUE'",
        kind="list",
        help="a further identity's name and one of its headers, as in 'bob=Authorization: Bearer …'; may be repeated",
    ),
    Option(
        name="contract-seed",
        metavar="N|random",
        default="0",
        help="where the generated requests start from: the same seed gives the same requests (default: 0)",
    ),
    Option(
        name="contract-max-examples",
        metavar="N",
        default="100",
        help="generated requests for each operation, besides the spec's examples and boundary cases (default: 100)",
    ),
    Option(
        name="contract-max-time",
        metavar="SECONDS",
        default="30",
        help="time budget for each operation (default: 30)",
    ),
    Option(
        name="contract-timeout",
        metavar="SECONDS",
        default="5",
        help="how long one request may take, to the last byte of its answer (default: 5)",
    ),
    Option(
        name="contract-max-wait",
        metavar="SECONDS",
        default="5",
        help="how long to wait for a rate limit whose clock can't be moved, for each operation (default: 5)",
    ),
    Option(
        name="contract-report",
        metavar="FILE",
        kind="list",
        help="write a report; the ending chooses the format: .json; may be repeated",
    ),
    Option(
        name="contract-fail-on",
        metavar="error|warning|note",
        default="error",
        help="the least severity that fails a test (default: error)",
    ),
    Option(
        name="contract-fail-on-unreached",
        kind="flag",
        help="fail the tests of claims that no request reached, in place of skipping them",
    ),
    Option(
        name="contract-error-code",
        metavar="POINTER",
        help="where error bodies hold their code, as a JSON pointer: /error/code (default: read from the documents)",
    ),
    Option(
        name="contract-ignore",
        metavar="CODE,…",
        kind="list",
        help="leave findings with these codes out, as in CT902,CT105; may be repeated",
    ),
    Option(
        name="contract-explain",
        metavar="CODE",
        has_ini=False,
        help="print what a code means and how to mend it, and exit",
    ),
    Option(
        name="contract-allow-remote-refs",
        kind="flag",
        help="follow references of the spec to http(s) URLs and to files outside its folder",
    ),
    Option(
        name="contract-validate-spec",
        kind="flag",
        help="validate the whole spec strictly, as a test of its own",
    ),
)

BY_KEY = {option.key: option for option in OPTIONS}

_ACTIONS = {"value": "store", "list": "append", "flag": "store_true"}
_INI_TYPES: dict[str, Literal["string", "linelist", "bool"]] = {"value": "string", "list": "linelist", "flag": "bool"}


def add_options(parser: pytest.Parser) -> None:
    """Tell pytest of every option and ini key; values are read later, so that a wrong one gets a message of ours."""
    group = parser.getgroup("contract", "contract: hold an OpenAPI spec and an app against each other")
    for option in OPTIONS:
        metavar = {} if option.kind == "flag" else {"metavar": option.metavar}
        group.addoption(
            option.flag,
            dest=option.key,
            action=_ACTIONS[option.kind],
            default=None,
            help=option.help.replace("%", "%%"),
            **metavar,
        )
        if option.has_ini:
            parser.addini(option.key, f"the same as {option.flag}", type=_INI_TYPES[option.kind], default=None)
