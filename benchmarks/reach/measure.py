"""One contender on one app with one seed, in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """What one run reached."""

    requests: int
    """Those that the app received, log-ins included."""
    wall_s: float
    cpu_s: float
    lost: int
    """Requests that were refused since their credential no longer worked."""
    success: tuple[int, int]
    """Success statuses: reached, declared."""
    errors: tuple[int, int]
    """Error statuses: reached, declared."""
    missed: Sequence[str]
    """`GET /users/{id} 404`."""
    curve: Sequence[tuple[int, int]]
    """After so many requests, so many declared statuses had been reached."""

    @property
    def success_share(self) -> float:
        """From 0 to 1."""
        return self.success[0] / (self.success[1] or 1)

    @property
    def lost_share(self) -> float:
        """From 0 to 1."""
        return self.lost / (self.requests or 1)

    @property
    def error_share(self) -> float:
        """From 0 to 1; 1 where none is declared."""
        return self.errors[0] / self.errors[1] if self.errors[1] else 1.0


def measure(contender: str, app: str, seed: int) -> Measurement:
    """Run one contender in this process, which should have done nothing else before."""
    from benchmarks.reach.contenders import clock
    from benchmarks.reach.statuses import Reach, declared
    from benchmarks.reach.subjects import subject

    measured = subject(app)
    spent = clock(contender, measured, seed)
    from pytest_contract.spec import load

    document = load(str(measured.spec))
    wanted = declared(document)
    reach = Reach(document)
    reached = list(reach.curve(measured.recorder.answers))
    met = {each for _, each in reached}
    return Measurement(
        requests=len(measured.recorder.answers),
        wall_s=round(spent.wall_s, 3),
        cpu_s=round(spent.cpu_s, 3),
        lost=reach.lost(measured.recorder.answers, measured.recorder.credentials),
        success=(sum(each.is_success for each in met), sum(each.is_success for each in wanted)),
        errors=(sum(not each.is_success for each in met), sum(not each.is_success for each in wanted)),
        missed=tuple(map(str, sorted(wanted - met))),
        curve=tuple((number, count) for count, (number, _) in enumerate(reached, start=1)),
    )


def measure_apart(contender: str, app: str, seed: int, tables: Path, *, most_s: float) -> Measurement | None:
    """Run one contender in a process of its own, with a working directory of its own that is thrown away.

    `tables` holds hypothesis's character tables, so that nobody's time goes into making them. `None` where it took
    longer than `most_s`.
    """
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(tables, folder, dirs_exist_ok=True)
        command = [sys.executable, "-W", "ignore", "-m", "benchmarks.reach", "--one", contender, app, str(seed)]
        environment = {**os.environ, "PYTHONPATH": _path(), "HYPOTHESIS_STORAGE_DIRECTORY": f"{folder}/.hypothesis"}
        try:
            done = subprocess.run(
                command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=most_s
            )
        except subprocess.TimeoutExpired:
            return None
    if done.returncode:
        raise SystemExit(f"{contender} on {app} with seed {seed} failed:\n{done.stderr[-3000:]}")
    return Measurement(**json.loads(done.stdout.splitlines()[-1]))


def as_json(measurement: Measurement) -> str:
    """One line."""
    return json.dumps(asdict(measurement))


def _path() -> str:
    return os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
