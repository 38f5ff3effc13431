"""Valid requests for probes, each on a resource that was made for it alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pytest_contract.exchange import Request
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.resource_url import item_path, with_keys


def supplied(bench: Bench, most: int) -> Iterator[tuple[Request, tuple[Request, ...]]]:
    """Valid requests, at most so many; what they are about was made just now, since another probe may have used
    its own up. Each with what was sent to make what it uses."""
    place = item_path(bench.operation.path)
    # What is written has to differ from what was made, and both come from the same stock in the same order.
    ahead = 1 if bench.operation.method in ("PUT", "PATCH") else 0
    for request, after in islice(bench.supply(), ahead, ahead + most):
        made = None if place is None else bench.make(place, bench.sender)
        if made is None or not made.made_by:
            yield request, after
        else:
            placed = with_keys(bench.operation, request, made.values)
            yield placed, tuple(dict.fromkeys((*after, *made.made_by)))
