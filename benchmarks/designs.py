"""How long large and hostile design documents take to read: `python -m benchmarks.designs [NAME …]`."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable

_SECTION = """## POST /api/v{n}/reports

It returns 202, not 200, within 500 ms (P95). Clients must send a bearer token.

| Status | Code |
|-|-|
| 429 | `RATE_LIMITED` |
| 400 | `INVALID_RANGE` |

- 10 requests per hour per user
"""
_HEAD = "| Method | Path | Auth | Rate limit | Status codes |\n|-|-|-|-|-|\n"


def _dense(lines: int) -> str:
    return "".join(_SECTION.replace("{n}", str(number)) for number in range(lines // 10))


def _rows(count: int) -> str:
    rows = (f"| GET | `/a{n % 500}/part{n}` | Bearer | {10 + n % 90} per minute | 200, 404 |\n" for n in range(count))
    return _HEAD + "".join(rows)


SHAPES: dict[str, Callable[[], str]] = {
    "10,000 lines": lambda: _dense(10_000),
    "10 MB": lambda: _dense(400_000)[:10_000_000],
    "100,000 rows": lambda: _rows(100_000),
    "1,000 deep": lambda: "\n".join("  " * depth + f"- GET /a{depth} returns 404" for depth in range(1_000)),
    "1 MB line": lambda: "GET /a/{id} returns 404 and 10 per hour. " * 25_000,
    "1 MB of operations": lambda: ", ".join(f"GET /a{number}" for number in range(80_000)),
}


def main(names: list[str]) -> None:
    """Print a row for each shape, each read in a process of its own."""
    print(f"{'document':<20}{'lines':>9}{'MB':>7}{'claims':>9}{'CPU s':>8}{'MB peak':>9}")
    for name in names or SHAPES:
        subprocess.run([sys.executable, "-m", "benchmarks.designs", "--read", name], check=True)


def read(name: str) -> None:
    """Read one shape, and print its row."""
    from pytest_contract.design.read import read_text

    text = SHAPES[name]()
    begun = time.process_time()
    design = read_text(text)
    spent, peak = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    size, lines = len(text.encode()) / 1e6, text.count("\n") + 1
    print(f"{name:<20}{lines:>9,}{size:>7.2f}{len(design.claims):>9,}{spent:>8.2f}{peak:>9,}", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--read"]:
        read(sys.argv[2])
    else:
        main(sys.argv[1:])
