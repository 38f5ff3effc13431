"""Requests a second through everything, beside schemathesis: `python -m benchmarks.speed`.

Every run is a process of its own, with hypothesis's character tables already on disk; the contenders take turns.
On a busy machine seconds of CPU say more than those of the clock, so that both are shown.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTENDERS = ("ours", "engine", "pytest")
TARGETS = {"engine": 3.0, "pytest": 2.0}
TITLES = {"ours": "pytest-contract", "engine": "schemathesis engine", "pytest": "schemathesis pytest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One contender, once over all operations of one app."""

    requests: int
    """Those that the app received."""
    wall_s: float
    cpu_s: float
    """Both from the first operation's begin to the end of the run: without start-up, imports and loading."""
    whole_wall_s: float
    whole_cpu_s: float
    """Both for the whole process."""
    mix: dict[str, float]
    """Outcome of our request judge → share of the requests."""

    def rate(self, seconds: str) -> float:
        """Requests for each second of that kind."""
        return self.requests / float(getattr(self, seconds))


def measure(contender: str, app: str, max_examples: int) -> Measurement:
    """Run one contender in this process, which should have done nothing else before."""
    started = time.perf_counter()
    from benchmarks.apps import mix, subject
    from benchmarks.contenders import clock

    measured = subject(app)
    spent = clock(contender, measured, max_examples)
    whole_wall_s, whole_cpu_s = time.perf_counter() - started, _cpu_s()
    from pytest_contract.spec import load

    requests = measured.counter.requests
    outcomes = mix(load(str(measured.spec)), requests)
    return Measurement(
        requests=len(requests),
        wall_s=spent.wall_s,
        cpu_s=spent.cpu_s,
        whole_wall_s=whole_wall_s,
        whole_cpu_s=whole_cpu_s,
        mix={outcome: count / len(requests) for outcome, count in outcomes.items()},
    )


def _cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def measure_apart(contender: str, app: str, max_examples: int, folder: str) -> Measurement:
    """Run one contender in a process of its own, which keeps its files in `folder`."""
    command = [sys.executable, "-m", "benchmarks.speed", "--one", contender, app, "--max-examples", str(max_examples)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HYPOTHESIS_STORAGE_DIRECTORY": folder}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{contender} on {app} failed:\n{done.stderr}")
    return Measurement(**json.loads(done.stdout.splitlines()[-1]))


def rows(app: str, measured: dict[str, list[Measurement]]) -> Iterator[str]:
    """One line for each contender."""
    for contender in measured:
        runs = measured[contender]
        shares = {kind: _median([run.mix.get(kind, 0.0) for run in runs]) for kind in ("valid", "invalid")}
        yield (
            f"{app:8} {TITLES[contender]:20} {_median([run.requests for run in runs]):8.0f}"
            + "".join(f" {_rate(runs, seconds):9.0f}" for seconds in ("cpu_s", "wall_s", "whole_cpu_s"))
            + f" {shares['valid']:7.0%} {shares['invalid']:7.0%}"
            + "".join(f" {_ratio(measured, contender, seconds):9}" for seconds in ("cpu_s", "wall_s", "whole_cpu_s"))
        )


def _rate(runs: Sequence[Measurement], seconds: str) -> float:
    return _median([run.rate(seconds) for run in runs])


def _ratio(measured: dict[str, list[Measurement]], contender: str, seconds: str) -> str:
    if contender == "ours" or "ours" not in measured:
        return ""
    return f"{_rate(measured['ours'], seconds) / _rate(measured[contender], seconds):.2f}x"


def _median(numbers: Sequence[float]) -> float:
    return statistics.median(numbers)


HEADER = (
    f"{'app':8} {'':20} {'requests':>8} {'req/cpu s':>9} {'req/s':>9} {'whole/cpu':>9} {'valid':>7} {'invalid':>7}"
    f" {'ours, cpu':>9} {'wall':>9} {'whole cpu':>9}"
)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a target isn't reached over all apps."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--one", nargs=2, metavar=("CONTENDER", "APP"), help=argparse.SUPPRESS)
    parser.add_argument("--apps", default="shop,library,todo,reports", help="comma-separated; default: %(default)s")
    parser.add_argument("--only", default=",".join(CONTENDERS), help="contenders; default: %(default)s")
    parser.add_argument("--max-examples", type=int, default=100)
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(asdict(measure(*options.one, options.max_examples))))
        return 0
    return _compare(options.apps.split(","), options.only.split(","), options.max_examples, options.repeat)


def _compare(apps: Sequence[str], contenders: Sequence[str], max_examples: int, repeat: int) -> int:
    print(HEADER)
    ratios: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        measure_apart("pytest", apps[0], 1, folder)  # writes the character tables
        for app in apps:
            measured: dict[str, list[Measurement]] = {contender: [] for contender in contenders}
            for number in range(repeat):
                turn = number % len(contenders)
                for contender in (*contenders[turn:], *contenders[:turn]):
                    measured[contender].append(measure_apart(contender, app, max_examples, folder))
            print("\n".join(rows(app, measured)), flush=True)
            for contender in set(measured) & set(TARGETS) if "ours" in measured else ():
                ratios[contender].append(_rate(measured["ours"], "cpu_s") / _rate(measured[contender], "cpu_s"))
    for contender, found in ratios.items():
        mean, target = statistics.geometric_mean(found), TARGETS[contender]
        print(f"ours is {mean:.2f} times as fast as the {TITLES[contender]} (CPU, geometric mean); wanted: {target:g}")
    return int(any(statistics.geometric_mean(found) < TARGETS[contender] for contender, found in ratios.items()))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
