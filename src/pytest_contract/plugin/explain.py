"""What `--contract-explain` prints."""

from __future__ import annotations

import inspect

import pytest


def explain(code: str) -> str:
    """A rule's documentation under its code, name and severity; raises pytest.UsageError for an unknown code."""
    from pytest_contract.plugin.reading import known_codes
    from pytest_contract.rules.registry import RULES

    wanted = code.strip().upper()
    for rule in RULES:
        if rule.code == wanted:
            return f"{rule.code} {rule.name} ({rule.severity.label})\n\n{inspect.cleandoc(rule.documentation)}"
    raise pytest.UsageError(
        f"--contract-explain: {code!r} is no code of ours; the codes are {', '.join(known_codes())}"
    )
