"""Loads every spec of a folder and prints what each costs: `python benchmarks/specs.py FOLDER`.

Each spec is loaded in a process of its own, so that its peak memory is its own; what the imports cost is taken off.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec import Document, load

TIME_LIMIT_S = 60
SUFFIXES = {".json", ".yaml", ".yml"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one spec came to."""

    name: str
    outcome: str
    """`loaded`, or the line with which it was refused."""
    version: str = ""
    operations: int = 0
    load_s: float = 0.0
    """CPU seconds from file to listed operations."""
    faults_s: float = 0.0
    """CPU seconds for the faults of all operations."""
    unusable: int = 0
    """Operations with a fault."""
    peak_mb: float = 0.0
    """Over what the imports took."""
    generated: int | None = None
    """Operations for which requests could be generated; `None` where that wasn't tried."""


def entries(folder: Path) -> Iterator[Path]:
    """Each spec in the folder: a file, or the entry file at the top of a folder of many files."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            yield from _entry_of(path)
        elif path.suffix in SUFFIXES:
            yield path


def _entry_of(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.suffix in SUFFIXES and b"openapi" in path.read_bytes()[:2000]:
            yield path
            return


def measure(entry: Path) -> Measurement:
    """Load one spec in this process."""
    before_mb, started = _peak_mb(), time.process_time()
    try:
        document = load(str(entry))
        operations = document.operations
    except SpecLoadError as refusal:
        return Measurement(name=entry.name, outcome=str(refusal), load_s=time.process_time() - started)
    listed, peak_mb = time.process_time(), _peak_mb() - before_mb
    unusable = sum(bool(document.faults(operation)) for operation in operations)
    return Measurement(
        name=entry.name,
        outcome="loaded",
        version=document.openapi,
        operations=len(operations),
        load_s=listed - started,
        faults_s=time.process_time() - listed,
        unusable=unusable,
        peak_mb=peak_mb,
        generated=generated(document),
    )


def generated(document: Document) -> int | None:
    """Of how many operations requests can be generated; `None`: not tried here."""
    return None


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_apart(entry: Path) -> Measurement:
    """Load one spec in a process of its own."""
    command = [sys.executable, __file__, "--one", str(entry)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=TIME_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return Measurement(name=entry.name, outcome=f"HANGS: over {TIME_LIMIT_S} s")
    if done.returncode:
        last_line = (done.stderr.strip().splitlines() or ["no output"])[-1]
        return Measurement(name=entry.name, outcome=f"CRASHES: {last_line}")
    return Measurement(**json.loads(done.stdout))


def to_row(measurement: Measurement) -> str:
    """One line of the table."""
    if measurement.outcome != "loaded":
        return f"{measurement.name:34} {measurement.outcome}"
    return (
        f"{measurement.name:34} {measurement.version:8} {measurement.operations:6} {measurement.load_s:8.2f}"
        f" {measurement.faults_s:8.2f} {measurement.peak_mb:8.0f} {measurement.unusable:8} {measurement.outcome}"
    )


def to_totals(measurements: list[Measurement]) -> str:
    """The last lines."""
    loaded = [each for each in measurements if each.outcome == "loaded"]
    broken = [each for each in measurements if each.outcome.startswith(("HANGS", "CRASHES"))]
    operations = sum(each.operations for each in loaded)
    lines = [
        f"{len(measurements)} specs: {len(loaded)} loaded, {len(measurements) - len(loaded) - len(broken)} refused, "
        f"{len(broken)} crashed or hung; {operations} operations, "
        f"{sum(each.unusable for each in loaded)} with a fault; {sum(each.load_s for each in loaded):.2f} s of CPU",
    ]
    tried = [each for each in loaded if each.generated is not None]
    if tried:
        made, of = sum(each.generated or 0 for each in tried), sum(each.operations for each in tried)
        lines.append(f"requests can be generated for {made} of {of} operations ({made / max(of, 1):.2%})")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the table; 1 where a spec crashed or hung."""
    if len(arguments) == 2 and arguments[0] == "--one":
        fields: dict[str, Any] = asdict(measure(Path(arguments[1])))
        print(json.dumps(fields))
        return 0
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python benchmarks/specs.py FOLDER", file=sys.stderr)
        return 2
    header = ("spec", "version", "ops", "load s", "faults s", "peak MB", "unusable")
    print("{:34} {:8} {:>6} {:>8} {:>8} {:>8} {:>8} outcome".format(*header))
    measurements = []
    for entry in entries(Path(arguments[0])):
        measurements.append(measure_apart(entry))
        print(to_row(measurements[-1]), flush=True)
    print(to_totals(measurements))
    return int(any(each.outcome.startswith(("HANGS", "CRASHES")) for each in measurements))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
