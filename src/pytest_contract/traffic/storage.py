"""Where hypothesis may keep its character tables: never beside the user's files."""

from __future__ import annotations

import os


def keep_files_in(folder: str) -> None:
    """Make hypothesis write below that folder; a folder that the user has chosen stays, and so does one in use."""
    if not os.path.isdir(".hypothesis"):
        os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", folder)
