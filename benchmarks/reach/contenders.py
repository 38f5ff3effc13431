"""The two that are measured, each with what it does by default, run to its end in this process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from benchmarks.reach.subjects import Subject

Ready = Callable[[], None]
"""Called once, when imports and loading are over and the first operation is about to begin."""


def run_ours(subject: Subject, seed: int, ready: Ready) -> None:
    """The whole of our pipeline; nothing resets the app, as nothing does for the other one, but for a fragile one."""
    from pytest_contract.run.order import in_testing_order
    from pytest_contract.run.pipeline import Run
    from pytest_contract.run.settings import Settings
    from pytest_contract.spec import load

    settings = Settings(spec=str(subject.spec), seed=seed)
    run = Run(settings, load(settings.spec))
    run.attach(subject.app, headers=subject.headers, identities=subject.identities or None)
    ready()
    for operation in in_testing_order(run.document.operations):
        run.examine(operation, reset=subject.reset)
    run.examine_api()
    run.close()


def run_engine(subject: Subject, seed: int, ready: Ready) -> None:
    """schemathesis's own engine with all its phases; the first identity's credentials, renewed when they expire."""
    import schemathesis
    import schemathesis.engine

    config = {"seed": seed, "headers": dict(subject.headers)}
    schema = schemathesis.openapi.from_path(subject.spec, config=schemathesis.Config.from_dict(config))
    schema.app = subject.app
    first = next(iter(subject.identities.values()), None)
    if callable(first):
        schema.auth(refresh_interval=1)(_login(subject, first))
    engine = schemathesis.engine.from_schema(schema)
    ready()
    for _ in engine.execute():
        pass


def _login(subject: Subject, log_in: Callable[[Any], Mapping[str, str]]) -> type:
    class Login:
        """Logs in through the API and sets what it got; where that fails, what it got before."""

        last: Mapping[str, str] = {}

        def get(self, case: Any, context: Any) -> Mapping[str, str]:
            with suppress(LookupError, ValueError):
                self.last = self.fresh()
            return self.last

        def fresh(self) -> Mapping[str, str]:
            if subject.interface == "asgi":
                from starlette.testclient import TestClient

                return log_in(TestClient(subject.app))
            import httpx

            with httpx.Client(transport=httpx.WSGITransport(app=subject.app), base_url="http://localhost") as client:
                return log_in(client)

        def set(self, case: Any, data: Mapping[str, str], context: Any) -> None:
            case.headers = {**(case.headers or {}), **data}

    return Login


CONTENDERS: dict[str, Callable[[Subject, int, Ready], None]] = {"ours": run_ours, "schemathesis": run_engine}


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Seconds from the first operation's begin to the end of the run."""

    wall_s: float
    cpu_s: float


def clock(name: str, subject: Subject, seed: int) -> Spent:
    """Run one contender, and time it without imports and loading."""
    begun: list[tuple[float, float]] = []
    CONTENDERS[name](subject, seed, lambda: begun.append((time.perf_counter(), time.process_time())))
    wall, cpu = begun[0]
    return Spent(wall_s=time.perf_counter() - wall, cpu_s=time.process_time() - cpu)
