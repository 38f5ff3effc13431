"""Draw what one probe of a rate limit does to the quota: `python -m docs.draw_quota` writes `explanation/quota.svg`.

The picture is of a real probe, of the example app's ten reports an hour.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from fixtures.reports_app.app import create_app

from pytest_contract.design import Claim
from pytest_contract.exchange import Request
from pytest_contract.findings import OperationKey
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.rate_limit import probe_rate_limits
from pytest_contract.probes.rate_limit_measured import Shot
from pytest_contract.spec import load
from pytest_contract.target import Identity, Keyring, Sender
from pytest_contract.target.choose import open_target

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "docs" / "explanation" / "quota.svg"
LIMIT, HOUR_S = 10, 3600.0
STEP_X, STEP_Y, LEFT, TOP = 19, 15, 62, 92
PASSED, REFUSED, INK, FAINT = "#2a9d5c", "#d1495b", "#444", "#ccc"
NAMES = {
    "fill": "use it up",
    "confirm": "",
    "other-address": "someone else",
    "after-retry": "wait Retry-After",
    "after-window": "window over",
    "early": "use it up again, and look into the window",
}


def shots() -> tuple[Shot, ...]:
    """One probe of the example app."""
    document = load(str(ROOT / "fixtures" / "specs" / "reports.yaml"))
    operation = document.operations[0]
    key = OperationKey(operation.method, operation.path)
    value = {"limit": LIMIT, "window_s": HOUR_S, "scope": "ip"}
    claim = Claim(kind="rate_limit", file="design.md", line=1, text="10 per hour", operation=key, value=value)
    target = open_target(create_app(LIMIT), "example")
    bench = Bench(
        document=document,
        operation=operation,
        claims=(claim,),
        sender=Sender(target, Identity(), 5.0, keyring=Keyring(target)),
        identities=(Identity(),),
        supply=requests,
        reset=None,
        max_wait_s=0.0,
    )
    try:
        (measured,) = probe_rate_limits(bench)
    finally:
        target.close()
    return measured.shots


def requests() -> Iterator[tuple[Request, tuple[Request, ...]]]:
    """Valid reports without end."""
    body = b'{"reportType": "sales", "startDate": "2025-01-01", "endDate": "2025-01-31"}'
    for _ in count():
        headers = (("Content-Type", "application/json"),)
        yield Request(method="POST", url="/api/v2/reports", headers=headers, body=body), ()


def quotas(sent: tuple[Shot, ...]) -> list[int]:
    """What is left after each shot: whole again where one passes after another was refused, or after a rest."""
    left, quota, before = [], LIMIT, ""
    for shot in sent:
        is_someone_else = shot.step == "other-address"
        if shot.has_passed and not is_someone_else:
            quota = LIMIT - 1 if quota == 0 or (shot.step, before) == ("early", "after-window") else quota - 1
        left.append(quota)
        before = shot.step
    return left


def draw(sent: tuple[Shot, ...]) -> str:
    """The picture: a column for each request, the quota that is left after it, and the app's clock below."""
    width, bottom = LEFT + STEP_X * len(sent) + 30, TOP + STEP_Y * LIMIT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + 78}" font-family="sans-serif" '
        f'font-size="11" fill="{INK}">',
        f'<rect width="{width}" height="{bottom + 78}" fill="white"/>',
        *(
            f'<text x="{LEFT - 10}" y="{bottom - STEP_Y * mark + 4}" text-anchor="end">{mark}</text>'
            f'<path d="M{LEFT} {bottom - STEP_Y * mark}H{width - 20}" stroke="{FAINT}"/>'
            for mark in (0, LIMIT // 2, LIMIT)
        ),
        f'<text x="6" y="{TOP - 14}">left</text>',
    ]
    parts += columns(sent, bottom)
    legend = f"a request that passed: green; one that was refused: red; {len(sent)} in all"
    return "\n".join([*parts, f'<text x="{LEFT}" y="{bottom + 66}">{legend}</text>', "</svg>", ""])


def columns(sent: tuple[Shot, ...], bottom: int) -> Iterator[str]:
    """A dot for each request, and a label wherever a new step begins or the clock is moved."""
    step, hour = "", -1.0
    for index, (shot, left) in enumerate(zip(sent, quotas(sent), strict=True)):
        x, y = LEFT + STEP_X * index + 8, bottom - STEP_Y * left
        yield f'<path d="M{x} {bottom}V{y}" stroke="{PASSED if left else REFUSED}" stroke-width="7" opacity=".25"/>'
        yield f'<circle cx="{x}" cy="{y}" r="5" fill="{PASSED if shot.has_passed else REFUSED}"/>'
        if shot.step != step and NAMES[shot.step]:
            # Each label has a line of its own above the one before, and a stroke down to its dot.
            row = TOP - 12 - 15 * max(0, list(NAMES).index(shot.step) - 1)
            yield f'<path d="M{x} {row + 3}V{y - 6}" stroke="{FAINT}"/>'
            yield f'<text x="{x - 5}" y="{row}">{NAMES[shot.step]}</text>'
        now = round(shot.at_s / HOUR_S, 2)
        if now != hour:
            yield f'<path d="M{x - STEP_X / 2} {TOP}V{bottom + 8}" stroke="{INK}" stroke-dasharray="2 3"/>'
            yield f'<text transform="translate({x - 4} {bottom + 46}) rotate(-60)">{now:.2f} h</text>'
        step, hour = shot.step, now


if __name__ == "__main__":
    OUTPUT.write_text(draw(shots()), encoding="utf-8")
    print(f"written: {OUTPUT.relative_to(ROOT)}")
