"""`python -m pytest_contract`: what can be asked without pytest, and without an app."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from pytest_contract.errors import UsageError
from pytest_contract.findings import Severity
from pytest_contract.run.claims_listing import Listing, listed

_ABOUT = """\
Reads design documents and prints every promise in them that can be checked, line by line, and every line that looks
like a promise and can't be read. With --spec, the promises are held against an OpenAPI document. Nothing is sent.

  python -m pytest_contract claims design.md
  python -m pytest_contract claims docs/*.md --spec openapi.yaml
"""
_ENDS = """\
exit status: 0 the documents agree with the spec, or no spec was given; 1 they don't; 2 something can't be used
"""


def main(arguments: Sequence[str]) -> int:
    """Run one command; its exit status."""
    given = _parser().parse_args(arguments)
    try:
        listing = listed([Path(file) for file in given.files], given.spec)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(_json(listing) if given.json else "\n".join(listing.lines()))
    return 1 if any(finding.severity >= Severity.ERROR for finding in listing.findings) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m pytest_contract", description="What pytest-contract can tell without running any test."
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    claims = commands.add_parser(
        "claims",
        help="print what design documents promise",
        description=_ABOUT,
        epilog=_ENDS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    claims.add_argument("files", nargs="+", metavar="FILE", help="a design document: Markdown, UTF-8")
    claims.add_argument("--spec", metavar="PATH|URL", help="hold the promises against this OpenAPI document")
    claims.add_argument(
        "--json",
        action="store_true",
        help="print JSON: a list of claims; with --spec, an object with claims, unread, findings",
    )
    return parser


def _json(listing: Listing) -> str:
    # ASCII alone: a terminal's or a pipe's encoding can't break it.
    return json.dumps(listing.to_builtins(), indent=1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
