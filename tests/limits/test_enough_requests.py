"""What is sent to make what the requests need may count as well, and is never held against the limit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from limited import Limits, limited_app
from measuring import ALICE, bench, claim, document, requests

from pytest_contract.exchange import Intent, Request
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.rate_limit import probe_rate_limits
from pytest_contract.rules.quota import count
from pytest_contract.target.choose import open_target

INTENT = Intent(kind="valid", phase="producer")


def with_producers(of: Bench) -> Bench:
    """Each request needs another one, which counts too."""

    def supply() -> Iterator[tuple[Request, tuple[Request, ...]]]:
        for request, after in requests():
            of.sender.send(request, INTENT)
            yield request, after

    return replace(of, supply=supply)


def counted(limit: int) -> str:
    """How the number stands, where every request but the first 66 brings another one along."""
    target, spec, promise = (
        open_target(limited_app("limits-fixed", Limits(number=limit)), "limited"),
        document(),
        claim(limit),
    )
    try:
        (measured,) = probe_rate_limits(with_producers(bench(target, (promise,), (ALICE,), 0.0, spec)))
    finally:
        target.close()
    return count(measured)


def test_what_is_needed_is_made_before_the_quota_is_looked_at() -> None:
    assert counted(10) == "kept"


def test_what_has_to_be_made_meanwhile_is_no_finding() -> None:
    assert counted(100) == "kept"
