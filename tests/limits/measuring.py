"""Measure a limit of an app directly, and let the rules speak."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from limited import as_json, spec

from pytest_contract.design import Claim
from pytest_contract.exchange import Redactor, Request
from pytest_contract.findings import Finding, OperationKey
from pytest_contract.probes.bench import Bench
from pytest_contract.probes.rate_limit import probe_rate_limits
from pytest_contract.probes.rate_limit_measured import RateLimitMeasured
from pytest_contract.rules.evidence import OperationEvidence
from pytest_contract.rules.registry import RULES
from pytest_contract.rules.rule import OperationRule
from pytest_contract.rules.settle import settled
from pytest_contract.rules.show import Showing
from pytest_contract.spec import Document, load
from pytest_contract.target import Identity, Sender, Target
from pytest_contract.target.choose import open_target, open_url
from pytest_contract.target.keyring import Keyring

OPERATION = OperationKey("POST", "/reports")
BEARER = {"type": "http", "scheme": "bearer"}
ALICE = Identity(name="alice", headers={"Authorization": "Bearer alice"})
BOB = Identity(name="bob", headers={"Authorization": "Bearer bob"})


def claim(limit: int = 10, window_s: float = 3600, line: int = 1, **value: Any) -> Claim:
    return Claim(
        kind="rate_limit",
        file="design.md",
        line=line,
        text=f"{limit} per {window_s} s",
        operation=OPERATION,
        value={"limit": limit, "window_s": window_s, **value},
    )


def document(*, is_guarded: bool = False, **limited: Any) -> Document:
    raw = spec(**limited)
    if is_guarded:
        raw |= {"security": [{"bearer": []}], "components": {"securitySchemes": {"bearer": BEARER}}}
    with TemporaryDirectory() as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(raw), encoding="utf-8")
        return load(str(file))


def requests() -> Iterator[tuple[Request, tuple[Request, ...]]]:
    for number in itertools.count():
        headers = (("Content-Type", "application/json"),)
        yield Request(method="POST", url="/reports", headers=headers, body=as_json({"name": f"r{number}"})), ()


def measured(
    app: Any,
    *claims: Claim,
    identities: tuple[Identity, ...] = (ALICE, BOB),
    max_wait_s: float = 5.0,
    spec_document: Document | None = None,
) -> list[RateLimitMeasured]:
    """What the probe measures of an app, or of a server where the app is a URL."""
    target: Target = open_url(app) if isinstance(app, str) else open_target(app, "limited")
    try:
        return list(probe_rate_limits(bench(target, claims, identities, max_wait_s, spec_document or document())))
    finally:
        target.close()


def bench(
    target: Target, claims: tuple[Claim, ...], identities: tuple[Identity, ...], max_wait_s: float, spec: Document
) -> Bench:
    (operation,) = spec.operations
    return Bench(
        document=spec,
        operation=operation,
        claims=claims,
        sender=Sender(target, identities[0], 5.0, keyring=Keyring(target)),
        identities=identities,
        supply=requests,
        reset=None,
        max_wait_s=max_wait_s,
    )


def evidence(measured: list[RateLimitMeasured], claims: tuple[Claim, ...], spec: Document) -> OperationEvidence:
    (operation,) = spec.operations
    return OperationEvidence(
        document=spec,
        operation=operation,
        showing=Showing(redactor=Redactor(), origin="http://localhost"),
        claims=claims,
        experiments=tuple(measured),
    )


def findings(app: Any, *claims: Claim, **how: Any) -> list[Finding]:
    """What the rules on limits say of it."""
    spec_document = how.pop("spec_document", None) or document()
    seen = evidence(measured(app, *claims, spec_document=spec_document, **how), claims, spec_document)
    rules = [rule for rule in RULES if isinstance(rule, OperationRule) and rule.code.startswith("CT5")]
    return list(settled(finding for rule in rules for finding in rule.check(seen)))


def codes(found: list[Finding]) -> list[str]:
    return sorted(finding.code for finding in found)
