"""Runs of small APIs of which a design promises something, for the tests of this folder."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import uvicorn

from pytest_contract.design import Claim, ClaimKind
from pytest_contract.findings import Finding, OperationKey, Severity
from pytest_contract.rules.standing import Standing
from pytest_contract.run.outcome import Outcome
from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

SEEDS = range(5)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def promise(kind: ClaimKind, operation: str | None = None, *, text: str = "", line: int = 7, **value: Any) -> Claim:
    """A claim as a reader would make it; `operation` as in `GET /docs/{id}`."""
    method, _, path = (operation or "").partition(" ")
    return Claim(
        kind=kind,
        file="design.md",
        line=line,
        text=text,
        operation=None if operation is None else OperationKey(method, path),
        value=value,
    )


def examined(
    app: Any,
    raw: Mapping[str, Any],
    claims: Sequence[Claim],
    *,
    identities: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
    seed: int = 0,
    only: str | None = None,
    max_examples: int = 10,
) -> list[Outcome]:
    """What a run learns; `app` is an app in process, or the base URL of a server."""
    base_url = app if isinstance(app, str) else None
    with TemporaryDirectory() as folder:
        spec = Path(folder, "openapi.json")
        spec.write_text(json.dumps(raw), encoding="utf-8")
        settings = Settings(spec=str(spec), base_url=base_url, max_examples=max_examples, seed=seed)
        run = Run(settings, load(str(spec)), claims)
        try:
            run.attach(None if base_url else app, headers=headers or {}, identities=identities)
            chosen = [each for each in run.document.operations if only in (None, each.label)]
            return [run.examine(each, reset=None) for each in chosen]
        finally:
            run.close()


def found(outcomes: Sequence[Outcome]) -> list[str]:
    """Codes, operations and keys of all findings that a team would have to look at."""
    return sorted(
        f"{finding.code} {finding.operation} {finding.key}".strip()
        for outcome in outcomes
        for finding in outcome.findings
        if finding.severity >= Severity.WARNING
    )


def findings(outcomes: Sequence[Outcome], code: str) -> list[Finding]:
    return [finding for outcome in outcomes for finding in outcome.findings if finding.code == code]


def standings(outcomes: Sequence[Outcome], claim: Claim) -> Standing:
    """How a claim stands after a run."""
    told = [each for outcome in outcomes for of in outcome.standings.values() for each in of if each.claim == claim.id]
    total = told[0]
    for each in told[1:]:
        total = total + each
    return total


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The app under uvicorn, on a free port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(5)
