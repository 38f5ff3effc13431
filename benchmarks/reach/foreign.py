"""Two apps from PyPI that nobody here wrote, made ready to run in process: `pip install pytest-contract[benchmarks]`.

`optimade` serves databases of materials in JSON:API form, here from mongomock; `ragna` keeps chats about documents,
with a login and SQLite. Both export their spec, which is taken as it is: it may declare what no client can get.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """An app, its own spec in a file, and credentials for it."""

    app: Any
    spec: Path
    headers: Mapping[str, str] = field(default_factory=dict)
    identities: Mapping[str, Any] = field(default_factory=dict)


def prepared(name: str) -> Prepared:
    """The app of that name, with what it keeps in a temporary folder."""
    folder = Path(tempfile.mkdtemp(prefix=f"reach-{name}-"))
    return _PREPARATIONS[name](folder)


def _optimade(folder: Path) -> Prepared:
    os.environ["OPTIMADE_CONFIG_FILE"] = str(folder / "none.json")
    os.environ["OPTIMADE_DATABASE_BACKEND"] = "mongomock"
    from optimade.server.main import app

    return Prepared(app=app, spec=_written(app, folder))


def _ragna(folder: Path) -> Prepared:
    password = os.environ["RAGNA_DEMO_AUTHENTICATION_PASSWORD"] = "benchmark"
    from ragna.deploy import Config
    from ragna.deploy._api import app as create_app

    config = Config(local_root=folder, api={"database_url": f"sqlite:///{folder / 'ragna.db'}"})
    app = create_app(config=config, ignore_unavailable_components=True)

    def log_in(client: Any) -> dict[str, str]:
        answer = client.post("/token", data={"username": "ada", "password": password})
        return {"Authorization": f"Bearer {answer.json()}"}

    return Prepared(app=app, spec=_written(app, folder), identities={"ada": log_in})


def _written(app: Any, folder: Path) -> Path:
    path = folder / "openapi.json"
    path.write_text(json.dumps(app.openapi()))
    return path


_PREPARATIONS: dict[str, Callable[[Path], Prepared]] = {"optimade": _optimade, "ragna": _ragna}
