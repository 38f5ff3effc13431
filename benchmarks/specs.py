"""Loads every spec of a folder and prints what each costs: `python benchmarks/specs.py FOLDER`.

Each spec is loaded in a process of its own, so that its peak memory is its own; what the imports cost is taken off.
With `--generate`, a valid request is made for each operation too (`--most N`: for N of them, evenly spread), and
those for which none can be made are listed. A few dozen operations share a process then: the generator's own caches
grow by megabytes for each operation of the heaviest specs.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pytest_contract.errors import SpecLoadError, UnusableOperationError
from pytest_contract.spec import Operation, load

TIME_LIMIT_S = 60
GENERATION_LIMIT_S = 3600
GENERATION_BYTES = 3 * 2**30
OPERATION_LIMIT_S = 5
CHUNK = 40
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
    tried: int = 0
    """Operations without a fault for which a request was to be generated."""
    ungenerated: tuple[str, ...] = ()
    """Those of them for which none could be, each with its reason."""


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
    )


def generate(entry: Path, most: int | None, first: int) -> Measurement:
    """Load one spec in this process, and make a valid request for its operations, or for `most` of them, of which
    the first ones were made before, and no more than `CHUNK` are now."""
    resource.setrlimit(resource.RLIMIT_DATA, (GENERATION_BYTES, GENERATION_BYTES))
    measurement = measure(entry)
    if measurement.outcome != "loaded":
        return measurement
    from pytest_contract.traffic.generate import Generator

    document = load(str(entry))
    usable = [operation for operation in document.operations if not document.faults(operation)]
    chosen = usable if most is None else usable[:: max(1, -(-len(usable) // most))]
    generator = Generator(document, seed=0, max_examples=3, max_time_s=OPERATION_LIMIT_S)
    chosen = chosen[first : first + CHUNK]
    reasons = [(operation, _obstacle(generator, operation)) for operation in chosen]
    ungenerated = tuple(f"{operation.label}: {reason}" for operation, reason in reasons if reason)
    return replace(measurement, tried=len(chosen), ungenerated=ungenerated)


def _obstacle(generator: Any, operation: Operation) -> str:
    """Why no valid request can be rendered; empty where one can."""
    drafts = generator.drafts(operation)
    reasons = list(drafts.gaps)
    for draft in drafts.valid:
        try:
            generator.render(operation, draft, base_path="")
        except UnusableOperationError as error:
            reasons.append(error.reason)
        else:
            return ""
    return "; ".join(dict.fromkeys(reasons)) or ("out of time" if drafts.is_cut_short else "nothing was generated")


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure_apart(entry: Path, options: list[str]) -> Measurement:
    """Load one spec in a process of its own, or in several where requests are generated for many operations."""
    measured = _chunk(entry, options, 0)
    latest = measured
    while latest.tried == CHUNK:
        latest = _chunk(entry, options, measured.tried)
        if latest.outcome != "loaded":
            return latest
        both = measured.ungenerated + latest.ungenerated
        measured = replace(measured, tried=measured.tried + latest.tried, ungenerated=both)
    return measured


def _chunk(entry: Path, options: list[str], first: int) -> Measurement:
    command = [sys.executable, __file__, "--one", str(entry), "--first", str(first), *options]
    limit_s = GENERATION_LIMIT_S if "--generate" in options else TIME_LIMIT_S
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit_s, check=False)
    except subprocess.TimeoutExpired:
        return Measurement(name=entry.name, outcome=f"HANGS: over {limit_s} s")
    if done.returncode:
        last_line = (done.stderr.strip().splitlines() or ["no output"])[-1]
        return Measurement(name=entry.name, outcome=f"CRASHES: {last_line}")
    return Measurement(**json.loads(done.stdout.splitlines()[-1]))


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
    tried = sum(each.tried for each in loaded)
    if tried:
        made = tried - sum(len(each.ungenerated) for each in loaded)
        lines.append(f"requests can be generated for {made} of {tried} operations ({made / tried:.2%})")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the table; 1 where a spec crashed or hung."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", metavar="FOLDER")
    parser.add_argument("--generate", action="store_true", help="make a valid request for each operation")
    parser.add_argument("--most", type=int, metavar="N", help="for this many operations of each spec")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        measured = generate(options.one, options.most, options.first) if options.generate else measure(options.one)
        fields: dict[str, Any] = asdict(measured)
        print(json.dumps(fields))
        return 0
    if options.folder is None or not options.folder.is_dir():
        parser.error("give a folder of specs")
    return _print_table(options.folder, [each for each in arguments if each != str(options.folder)])


def _print_table(folder: Path, options: list[str]) -> int:
    header = ("spec", "version", "ops", "load s", "faults s", "peak MB", "unusable")
    print("{:34} {:8} {:>6} {:>8} {:>8} {:>8} {:>8} outcome".format(*header))
    measurements = []
    for entry in entries(folder):
        measurements.append(measure_apart(entry, options))
        print(to_row(measurements[-1]), flush=True)
        for line in measurements[-1].ungenerated:
            print(f"  no request: {line}", flush=True)
    print(to_totals(measurements))
    return int(any(each.outcome.startswith(("HANGS", "CRASHES")) for each in measurements))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
