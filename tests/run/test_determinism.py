"""The same seed and app give the same requests, whatever ran before and whatever the time is."""

from __future__ import annotations

import random
import time
import uuid
from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from fixtures.apps.shelf import reset_of, shelved

from pytest_contract.run.pipeline import Run
from pytest_contract.run.settings import Settings
from pytest_contract.spec import load

SHOP = shelved("shop")
SPEC = str(SHOP.spec)
PURSUED = "DELETE /users/{userId}"
KEYS: list[uuid.UUID] = []
LABELS = ("POST /orders", "GET /users/{userId}", PURSUED, "POST /users")


class Recorder:
    """An app that notes what it is sent."""

    def __init__(self, app: Any) -> None:
        self.app = app
        self.seen: list[tuple[Any, ...]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = b""

        async def recording() -> Any:
            nonlocal body
            message = await receive()
            body += message.get("body", b"")
            return message

        await self.app(scope, recording, send)
        self.seen.append((scope["method"], scope["raw_path"], scope["query_string"], sorted(scope["headers"]), body))


def requests_of(labels: Sequence[str], *, seed: int = 0) -> dict[str, list[tuple[Any, ...]]]:
    """What each operation's test sends, in that order of tests."""
    app = SHOP.create_app(None)
    recorder, run = Recorder(app), Run(Settings(spec=SPEC, seed=seed, max_examples=15), load(SPEC))
    sent: dict[str, list[tuple[Any, ...]]] = {}
    try:
        run.attach(recorder, headers=SHOP.headers)
        _ = run.base_path
        for operation in sorted(run.document.operations, key=lambda each: _position(labels, each.label)):
            if operation.label in labels:
                recorder.seen.clear()
                run.examine(operation, reset=lambda: _emptied(app))
                sent[operation.label] = list(recorder.seen)
    finally:
        run.close()
    return sent


def _emptied(app: Any) -> None:
    """The app as new: the keys that it gives out begin anew."""
    reset_of(app)()
    KEYS.clear()


def _position(labels: Sequence[str], label: str) -> int:
    return labels.index(label) if label in labels else len(labels)


@pytest.fixture(autouse=True)
def numbered_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The app's own chance is none of ours."""

    def key() -> uuid.UUID:
        KEYS.append(uuid.UUID(int=len(KEYS) + 1, version=4))
        return KEYS[-1]

    monkeypatch.setattr("fixtures.apps.shop.app.uuid.uuid4", key)


@pytest.fixture
def once(numbered_keys: None) -> dict[str, list[tuple[Any, ...]]]:
    return _once()


@cache
def _once() -> dict[str, list[tuple[Any, ...]]]:
    return requests_of(LABELS)


def test_the_order_of_tests_changes_no_request(once: dict[str, Any]) -> None:
    assert requests_of(LABELS[::-1]) == once


def test_a_test_alone_sends_what_it_sends_among_others(once: dict[str, Any]) -> None:
    assert requests_of([PURSUED]) == {PURSUED: once[PURSUED]}


def test_neither_the_clock_nor_chance_changes_a_request(once: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + 86_400 * 40)
    random.seed(7)
    assert requests_of([LABELS[0]]) == {LABELS[0]: once[LABELS[0]]}


def test_another_seed_sends_other_requests(once: dict[str, Any]) -> None:
    assert requests_of([LABELS[3]], seed=1) != {LABELS[3]: once[LABELS[3]]}
