"""Specs as dicts, and targets on small apps, for the tests of this folder."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

from pytest_contract.spec import Document, load
from pytest_contract.target import Identity, Sender, Target
from pytest_contract.target.choose import open_target, open_url

OK = {"responses": {"200": {"description": ""}}}


def document(paths: Mapping[str, Any], servers: list[str] | None = None, **more: Any) -> Document:
    raw: dict[str, Any] = {"openapi": "3.0.3", "info": {"title": "Small", "version": "1"}, "paths": paths, **more}
    if servers is not None:
        raw["servers"] = [{"url": url} for url in servers]
    with TemporaryDirectory() as folder:
        file = Path(folder, "openapi.json")
        file.write_text(json.dumps(raw), encoding="utf-8")
        return load(str(file))


def wsgi_app(pages: Mapping[str, Any]) -> Any:
    """An app without a route table: JSON by path, 404 for all else."""

    def app(environ: dict[str, Any], start_response: Any) -> Any:
        path = Request(environ).path
        known = path in pages
        answer = Response(json.dumps(pages.get(path)), 200 if known else 404, content_type="application/json")
        return answer(environ, start_response)

    return app


@contextmanager
def opened(app: Any) -> Iterator[Target]:
    target = open_target(app, "small:app")
    try:
        yield target
    finally:
        target.close()


@contextmanager
def running(app: Any, path: str = "") -> Iterator[Target]:
    """A target on a server of this test's own, with `path` in its base URL."""
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    target = open_url(f"http://127.0.0.1:{server.server_port}{path}")
    try:
        yield target
    finally:
        target.close()
        server.shutdown()
        server.server_close()
        thread.join(5)


def sender_on(target: Target) -> Sender:
    return Sender(target=target, identity=Identity(), timeout_s=5.0)
