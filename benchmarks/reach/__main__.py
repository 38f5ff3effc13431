"""Declared statuses reached, beside schemathesis's own engine: `python -m benchmarks.reach`.

Each run is a process of its own on an app with an empty store; the contenders take turns. Both get the credentials
that the app's first identity has, and do what they do by default. The worst of the seeds is what counts.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from benchmarks.reach.measure import ROOT, Measurement, as_json, measure, measure_apart
from benchmarks.reach.picture import TITLES, svg

CONTENDERS = ("ours", "schemathesis")
WANTED_SUCCESS, WANTED_ERRORS, WANTED_TIMES, LOW, MOST_LOST = 0.95, 0.9, 2.0, 0.5, 0.02
HEADER = (
    f"{'app':11} {'':20} {'success, worst':>15} {'errors, worst':>15} {'requests':>9} {'wall s':>8} {'cpu s':>8}"
    f" {'lost':>6}"
)


def row(app: str, contender: str, runs: Sequence[Measurement]) -> str:
    """One contender on one app: the worst reach and the most requests and seconds of its seeds."""
    success, errors = min(runs, key=lambda run: run.success_share), min(runs, key=lambda run: run.error_share)
    return (
        f"{app:11} {TITLES[contender]:20} {_share(success.success):>15} {_share(errors.errors):>15}"
        f" {max(run.requests for run in runs):9} {max(run.wall_s for run in runs):8.1f}"
        f" {max(run.cpu_s for run in runs):8.1f} {max(run.lost_share for run in runs):6.1%}"
    )


def _share(counted: Sequence[int]) -> str:
    return f"{counted[0]}/{counted[1]} {counted[0] / counted[1]:4.0%}" if counted[1] else "-"


def misses(runs: Sequence[Measurement]) -> Iterator[str]:
    """What some seed did not reach, and how many of them didn't."""
    for missed in sorted({each for run in runs for each in run.missed}):
        yield f"    not reached: {missed}  ({sum(missed in run.missed for run in runs)} of {len(runs)} seeds)"


def total(runs: Sequence[Sequence[Measurement]]) -> str:
    """The sums over all apps, the worst seed of each."""
    success = [min(each, key=lambda run: run.success_share).success for each in runs]
    errors = [min(each, key=lambda run: run.error_share).errors for each in runs]
    requests, wall = sum(max(r.requests for r in each) for each in runs), sum(max(r.wall_s for r in e) for e in runs)
    sums = [_share([sum(each[part] for each in counted) for part in (0, 1)]) for counted in (success, errors)]
    return f"{sums[0]:>15} {sums[1]:>15} {requests:9} {wall:8.1f} {sum(max(r.cpu_s for r in e) for e in runs):8.1f}"


def unmet(ours: Sequence[Measurement], theirs: Sequence[Measurement]) -> Iterator[str]:
    """The targets that one app misses."""
    success, errors = min(run.success_share for run in ours), min(run.error_share for run in ours)
    if success < WANTED_SUCCESS:
        yield f"success {success:.0%}, wanted {WANTED_SUCCESS:.0%}"
    if errors < WANTED_ERRORS:
        yield f"errors {errors:.0%}, wanted {WANTED_ERRORS:.0%}"
    if (lost := max(run.lost_share for run in ours)) > MOST_LOST:
        yield f"{lost:.1%} of the requests lost, wanted at most {MOST_LOST:.0%}"
    if not theirs:
        return
    other = min(run.success_share for run in theirs)
    if other < LOW and success < WANTED_TIMES * other:
        yield f"success {success:.0%}, wanted twice {other:.0%}"
    for name in ("requests", "wall_s"):
        if (mine := max(getattr(run, name) for run in ours)) > (their := max(getattr(run, name) for run in theirs)):
            yield f"{name} {mine:g}, theirs {their:g}"


def main(arguments: Sequence[str]) -> int:
    """Measure and print; 1 where a target isn't reached on some app."""
    from benchmarks.reach.subjects import NAMES

    parser = argparse.ArgumentParser(prog="python -m benchmarks.reach", description=__doc__)
    parser.add_argument("--one", nargs=3, metavar=("CONTENDER", "APP", "SEED"), help=argparse.SUPPRESS)
    parser.add_argument("--apps", default=",".join(NAMES), help="comma-separated; default: %(default)s")
    parser.add_argument("--only", default=",".join(CONTENDERS), help="contenders; default: %(default)s")
    parser.add_argument("--seeds", type=int, default=5, help="how many; default: %(default)s")
    parser.add_argument("--most-s", type=float, default=600, help="seconds for one run; default: %(default)s")
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw statuses reached over requests")
    options = parser.parse_args(arguments)
    if options.one:
        print(as_json(measure(options.one[0], options.one[1], int(options.one[2]))))
        return 0
    return _compare(options)


def _compare(options: argparse.Namespace) -> int:
    contenders, apps = options.only.split(","), list(_installed(options.apps.split(",")))
    measured: dict[str, dict[str, list[Measurement]]] = {}
    print(HEADER)
    with tempfile.TemporaryDirectory() as folder:
        tables = _character_tables(Path(folder))
        for app in apps:
            runs: dict[str, list[Measurement]] = {contender: [] for contender in contenders}
            for seed in range(options.seeds):
                for contender in contenders:
                    run = measure_apart(contender, app, seed, tables, most_s=options.most_s)
                    if run is None:
                        print(f"{app:11} {TITLES[contender]:20} seed {seed}: stopped after {options.most_s:g} s")
                    else:
                        runs[contender].append(run)
            measured[app] = {contender: each for contender, each in runs.items() if each}
            for contender, each in measured[app].items():
                print(row(app, contender, each), flush=True)
                if contender == "ours":
                    print("\n".join(misses(each)) or "    all reached", flush=True)
    return _judge(measured, options)


def _installed(names: Sequence[str]) -> Iterator[str]:
    """The apps that can be run here; the others are named, and left out."""
    from benchmarks.reach.subjects import FOREIGN

    for name in names:
        if name not in FOREIGN or find_spec(name) is not None:
            yield name
        else:
            print(f"{name}: left out, it isn't installed (pip install pytest-contract[benchmarks])")


def _judge(measured: dict[str, dict[str, list[Measurement]]], options: argparse.Namespace) -> int:
    for contender in options.only.split(","):
        print(f"{'all':11} {TITLES[contender]:20} {total([each[contender] for each in measured.values()])}")
    if options.svg:
        options.svg.write_text(svg(measured))
    found = [
        f"{app}: {text}" for app, runs in measured.items() for text in unmet(runs["ours"], runs.get("schemathesis", []))
    ]
    print("\n".join(["", *found] if found else ["", "all targets are reached on every app"]))
    return int(bool(found))


def _character_tables(folder: Path) -> Path:
    """hypothesis's tables, made once."""
    command = [sys.executable, "-c", "import hypothesis.internal.charmap as tables; tables.categories()"]
    environment = {"HYPOTHESIS_STORAGE_DIRECTORY": str(folder / ".hypothesis"), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, cwd=folder, env=environment, check=True)
    return folder


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
