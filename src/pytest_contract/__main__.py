"""`python -m pytest_contract`: what can be asked without pytest."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from typing import Any

from pytest_contract.design.claim import Claim
from pytest_contract.design.read import read_design


def main(arguments: Sequence[str]) -> int:
    """`claims FILE… --json` prints the claims of design documents."""
    files = [argument for argument in arguments[1:] if not argument.startswith("-")]
    if arguments[:1] != ["claims"] or not files:
        print("usage: python -m pytest_contract claims FILE… --json", file=sys.stderr)
        return 2
    claims = [claim for file in files for claim in read_design(file).claims]
    print(json.dumps([_builtins(claim) for claim in claims], ensure_ascii=False, indent=1))
    return 0


def _builtins(claim: Claim) -> dict[str, Any]:
    operation = claim.operation
    method = None if operation is None or operation.method == "*" else operation.method
    return {
        "kind": claim.kind,
        "line": claim.line,
        "operation": None if operation is None else {"method": method, "path": operation.path},
        "value": dict(claim.value),
        "text": claim.text,
        "strength": claim.strength,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
