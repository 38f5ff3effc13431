"""All probes that measure what claims promise, in the order in which they run. A new probe is one line here."""

from __future__ import annotations

from collections.abc import Iterator

from pytest_contract.probes.bench import Bench, Probe
from pytest_contract.probes.concurrency import probe_concurrency
from pytest_contract.probes.idempotency import probe_idempotency
from pytest_contract.probes.latency import probe_latency
from pytest_contract.probes.rate_limit import probe_rate_limits
from pytest_contract.probes.roles import probe_roles
from pytest_contract.probes.tenancy import probe_tenancy

PROBES: tuple[Probe, ...] = (
    probe_latency,
    probe_roles,
    probe_tenancy,
    probe_idempotency,
    probe_concurrency,
    probe_rate_limits,
)


def experiments(bench: Bench) -> Iterator[object]:
    """What the probes measured of one operation; nothing more where it no longer answers."""
    for probe in PROBES:
        if not bench.sender.is_hanging:
            yield from probe(bench)
