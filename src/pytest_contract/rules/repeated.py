"""What a command's repetition shows."""

from __future__ import annotations

from pytest_contract.probes.effect import added, made_key, moved
from pytest_contract.probes.idempotency import IdempotencyMeasured


def second_effect(measured: IdempotencyMeasured) -> str:
    """What the second command did again, for a reader; empty where nothing shows that it did anything."""
    before, done, again, after = measured.states
    keys = made_key(measured.first), made_key(measured.replay)
    if None not in keys and keys[0] != keys[1]:
        return f"made {keys[1]} besides {keys[0]}"
    if added(done, again) == 0 and (added(again, after) or 0) > 0:
        return "added to the list once more"
    still = moved(done, again)
    once, twice = moved(before, done), moved(again, after)
    for pointer, distance in once.items():
        if pointer not in still and twice.get(pointer) == distance:
            return f"moved {pointer} by {distance:g} once more"
    return ""


def has_one_effect(measured: IdempotencyMeasured) -> bool:
    """Whether something shows that both commands had one effect."""
    before, done, again, after = measured.states
    keys = made_key(measured.first), made_key(measured.replay)
    if keys[0] is not None and keys[0] == keys[1]:
        return True
    if (added(before, done) or 0) > 0 and added(again, after) == 0:
        return True
    once, twice = moved(before, done), moved(again, after)
    return bool(once) and not once.keys() & twice.keys()


def is_limited(measured: IdempotencyMeasured) -> bool:
    """Whether a rate limit answered in the operation's place."""
    return measured.replay.status == 429 or (measured.another is not None and measured.another.status == 429)
