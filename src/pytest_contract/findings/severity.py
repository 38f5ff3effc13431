"""How much a finding weighs."""

from __future__ import annotations

import enum


class Severity(enum.IntEnum):
    """A finding's weight; a run fails from the one that `--contract-fail-on` names upwards."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The word that options and reports use: `note`, `warning`, `error`."""
        return self.name.lower()

    @classmethod
    def from_label(cls, label: str) -> Severity:
        """The severity of that name; raises `KeyError` for any other word."""
        return cls[label.upper()]
