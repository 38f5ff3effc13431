"""Three ways to test an app against its spec, each run to its end in this process.

All three get the same number of generated examples for each operation, send the spec's examples and boundary cases
too, check every response with all that they have, go on after a failure, and keep nothing on disk.
"""

from __future__ import annotations

import contextlib
import io
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.apps import Subject

Ready = Callable[[], None]
"""Called once, when imports and loading are over and the first operation is about to begin."""


def run_ours(subject: Subject, max_examples: int, ready: Ready) -> None:
    """The whole of our pipeline: every operation is examined, every rule asked."""
    from pytest_contract.run.pipeline import Run
    from pytest_contract.run.settings import Settings
    from pytest_contract.spec import load

    settings = Settings(spec=str(subject.spec), max_examples=max_examples)
    run = Run(settings, load(settings.spec))
    run.attach(subject.app, headers=subject.headers)
    ready()
    for operation in run.document.operations:
        run.examine(operation, reset=None)
    run.close()


def run_engine(subject: Subject, max_examples: int, ready: Ready) -> None:
    """schemathesis's own engine: its examples, coverage and fuzzing phases."""
    import schemathesis.engine

    engine = schemathesis.engine.from_schema(_schema(subject, max_examples))
    ready()
    for _ in engine.execute():
        pass


def run_pytest(subject: Subject, max_examples: int, ready: Ready) -> None:
    """schemathesis's pytest integration: `schema.parametrize()` and `case.call_and_validate()`."""
    import hypothesis
    import pytest
    from schemathesis.core.failures import FailureGroup

    schema = _schema(subject, max_examples)

    @schema.parametrize()
    @hypothesis.settings(
        max_examples=max_examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    def test_api(case: Any) -> None:
        with contextlib.suppress(FailureGroup):
            case.call_and_validate(headers=subject.headers)

    class Start:
        def pytest_runtestloop(self) -> None:
            ready()

    Start.pytest_runtestloop = pytest.hookimpl(tryfirst=True)(Start.pytest_runtestloop)  # type: ignore[method-assign]
    import benchmarks.contenders as here

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "test_api.py")
        file.write_text("from benchmarks.contenders import test_api  # noqa: F401\n")
        here.test_api = test_api  # type: ignore[attr-defined]
        with contextlib.redirect_stdout(io.StringIO()):
            pytest.main(
                ["-q", "-p", "no:cacheprovider", "-p", "no:contract", "--rootdir", folder, str(file)], [Start()]
            )


def _schema(subject: Subject, max_examples: int) -> Any:
    import schemathesis

    config = {
        "cache": {"enabled": False},
        "seed": 0,
        "continue-on-failure": True,
        "headers": subject.headers,
        "generation": {"max-examples": max_examples, "database": "none", "no-shrink": True},
        "phases": {"stateful": {"enabled": False}},
    }
    schema = schemathesis.openapi.from_path(subject.spec, config=schemathesis.Config.from_dict(config))
    schema.app = subject.app
    return schema


CONTENDERS: dict[str, Callable[[Subject, int, Ready], None]] = {
    "ours": run_ours,
    "engine": run_engine,
    "pytest": run_pytest,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds from the first operation's begin to the end of the run."""

    wall_s: float
    cpu_s: float
    """Of the whole process, on all its threads."""


def clock(name: str, subject: Subject, max_examples: int) -> Spent:
    """Run one contender, and time it without imports and loading."""
    begun: list[tuple[float, float]] = []
    CONTENDERS[name](subject, max_examples, lambda: begun.append((time.perf_counter(), time.process_time())))
    wall, cpu = begun[0]
    return Spent(wall_s=time.perf_counter() - wall, cpu_s=time.process_time() - cpu)
