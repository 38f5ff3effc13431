"""Statuses reached as requests grow, both lines for each app, as an SVG that is written by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.reach.measure import Measurement

WIDTH, HEIGHT, MARGIN = 300, 170, 34
COLOURS = {"ours": "#1f6feb", "schemathesis": "#d1570a"}
TITLES = {"ours": "pytest-contract", "schemathesis": "schemathesis engine"}


def svg(measured: Mapping[str, Mapping[str, Sequence[Measurement]]], *, columns: int = 3) -> str:
    """One small diagram for each app: app → contender → its runs, one line for each run."""
    rows = -(-len(measured) // columns)
    width, height = columns * (WIDTH + MARGIN), rows * (HEIGHT + 2 * MARGIN) + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="11">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_legend(),
    ]
    for number, (app, runs) in enumerate(measured.items()):
        left, top = number % columns * (WIDTH + MARGIN) + MARGIN, number // columns * (HEIGHT + 2 * MARGIN) + 2 * MARGIN
        parts += [f'<g transform="translate({left} {top})">', *_diagram(app, runs), "</g>"]
    return "\n".join([*parts, "</svg>", ""])


def _legend() -> Iterator[str]:
    for number, (contender, colour) in enumerate(COLOURS.items()):
        yield f'<text x="{MARGIN + 150 * number}" y="20" fill="{colour}">{TITLES[contender]}</text>'


def _diagram(app: str, runs: Mapping[str, Sequence[Measurement]]) -> Iterator[str]:
    every = [run for each in runs.values() for run in each]
    most = max(run.requests for run in every) or 1
    declared = every[0].success[1] + every[0].errors[1] or 1
    yield f'<text x="0" y="-8">{app}: {declared} statuses declared, {most} requests at most</text>'
    yield f'<path d="M0 0V{HEIGHT}H{WIDTH - MARGIN}" fill="none" stroke="#888"/>'
    yield f'<path d="M0 0H{WIDTH - MARGIN}" fill="none" stroke="#ccc" stroke-dasharray="3"/>'
    for contender, each in runs.items():
        for run in each:
            yield _line(run, most, declared, COLOURS[contender])


def _line(run: Measurement, most: int, declared: int, colour: str) -> str:
    def across(requests: int) -> float:
        return round((WIDTH - MARGIN) * requests / most, 1)

    steps = "".join(f"H{across(number)}V{round(HEIGHT * (1 - count / declared), 1)}" for number, count in run.curve)
    return f'<path d="M0 {HEIGHT}{steps}H{across(run.requests)}" fill="none" stroke="{colour}" stroke-width="1.3"/>'
