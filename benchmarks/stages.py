"""Where our time goes, stage by stage: `python -m benchmarks.stages`.

Each stage's functions are wrapped with a clock that stops while another stage's runs inside it. Wall time on one
thread; compare shares rather than seconds on a busy machine.
"""

from __future__ import annotations

import argparse
import functools
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.apps import NAMES, subject

ELSE = "everything else"


class Stopwatch:
    """Seconds by stage, each second counted once: for the innermost stage."""

    def __init__(self, now: Callable[[], float]) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._now = now
        self._stack = [ELSE]
        self._since = now()

    def enter(self, stage: str) -> None:
        """Begin a stage inside the present one."""
        self.lap()
        self._stack.append(stage)

    def leave(self) -> None:
        """Go back to the stage outside."""
        self.lap()
        self._stack.pop()

    def lap(self) -> None:
        """Book the time so far for the present stage."""
        now = self._now()
        self.seconds[self._stack[-1]] += now - self._since
        self._since = now

    def wrap(self, owner: Any, name: str, stage: str | Callable[..., str]) -> None:
        """Time `owner.name` as `stage`, which may depend on the arguments; iterators are timed while they are read."""
        function = getattr(owner, name)

        @functools.wraps(function)
        def timed(*args: Any, **kwargs: Any) -> Any:
            label = stage if isinstance(stage, str) else stage(*args, **kwargs)
            self.calls[label] += 1
            self.enter(label)
            try:
                made = function(*args, **kwargs)
            finally:
                self.leave()
            return self._read(made, label) if isinstance(made, Iterator) else made

        setattr(owner, name, timed)

    def _read(self, iterator: Iterator[Any], label: str) -> Iterator[Any]:
        while True:
            self.enter(label)
            try:
                value = next(iterator)
            except StopIteration:
                return
            finally:
                self.leave()
            yield value


def wrap_stages(watch: Stopwatch) -> None:
    """Put a clock round what each stage does."""
    from pytest_contract.conformance import ResponseValidator
    from pytest_contract.conformance.request import RequestJudge
    from pytest_contract.rules.registry import RULES
    from pytest_contract.rules.rule import OperationRule
    from pytest_contract.run import examination
    from pytest_contract.target import Sender
    from pytest_contract.traffic.generate import Generator
    from pytest_contract.traffic.producers import Producers

    watch.wrap(Generator, "_build", "generate: build operation")
    watch.wrap(Generator, "_examples", "generate: examples")
    watch.wrap(Generator, "_boundary_cases", "generate: boundary")
    watch.wrap(Generator, "_generated", lambda *args: f"generate: {args[3].value} cases")
    watch.wrap(Generator, "drafts", "generate: collect, tell apart")
    watch.wrap(Generator, "render", "render")
    watch.wrap(Producers, "fill_references", "fill in known values")
    watch.wrap(Producers, "any", "fill in known values")
    watch.wrap(Producers, "fresh", "fill in known values")
    watch.wrap(Sender, "send", "send, with the app's own time")
    watch.wrap(RequestJudge, "judge", "judge request")
    watch.wrap(ResponseValidator, "check", "validate response")
    watch.wrap(examination, "example_faults", "check the spec's examples")
    watch.wrap(examination, "readings", "read back")
    watch.wrap(examination, "probe_auth", "probe")
    for rule in RULES:
        if isinstance(rule, OperationRule):
            watch.wrap(type(rule), "check", "rules")


def stages(app: str, max_examples: int) -> list[str]:
    """The table of one app, longest stage first."""
    from pytest_contract.run.pipeline import Run
    from pytest_contract.run.settings import Settings
    from pytest_contract.spec import load

    measured = subject(app)
    settings = Settings(spec=str(measured.spec), max_examples=max_examples)
    run = Run(settings, load(settings.spec))
    run.attach(measured.app, headers=measured.headers)
    watch = Stopwatch(time.process_time)
    wrap_stages(watch)
    for operation in run.document.operations:
        run.examine(operation, reset=None)
    watch.lap()
    run.close()
    count, total = len(measured.counter.requests), sum(watch.seconds.values())
    lines = [
        f"{app} ({measured.framework}): {count} requests, {total:.2f} s; the app itself {measured.counter.app_s:.2f} s"
    ]
    for stage, seconds in sorted(watch.seconds.items(), key=lambda entry: -entry[1]):
        calls = watch.calls[stage]
        lines.append(f"  {stage:32} {1000 * seconds / count:8.3f} ms/request {seconds / total:7.1%} {calls:7} calls")
    return lines


def main(arguments: Sequence[str]) -> int:
    """Print one table for each app."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stages", description=__doc__)
    parser.add_argument("app", choices=NAMES, help="one at a time: what is cached for one must not serve the next")
    parser.add_argument("--max-examples", type=int, default=100)
    options = parser.parse_args(arguments)
    print("\n".join(stages(options.app, options.max_examples)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
