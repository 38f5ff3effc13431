"""Holds a design document, an OpenAPI spec and an app against each other, and reports the drift."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
