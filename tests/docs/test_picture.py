"""The picture of a quota is the one that is drawn from a probe."""

from __future__ import annotations

from docs.draw_quota import OUTPUT, draw, shots


def test_the_picture_is_up_to_date() -> None:
    assert draw(shots()) == OUTPUT.read_text(encoding="utf-8")
