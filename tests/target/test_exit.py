"""Whatever an app leaves behind, the interpreter ends, without a warning."""

from __future__ import annotations

import subprocess
import sys

import pytest

APP = """
import asyncio, sys, time
from contextlib import asynccontextmanager
from flask import Flask
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from pytest_contract.exchange import Request
from pytest_contract.target import open_target

async def in_pool(request):
    await asyncio.get_running_loop().run_in_executor(None, time.sleep, 600)

def in_thread(request):
    time.sleep(600)

async def on_loop(request):
    while True:
        pass

async def fine(request):
    return PlainTextResponse("fine")

@asynccontextmanager
async def lifespan(app):
    forgotten = asyncio.create_task(asyncio.sleep(600))
    yield

handlers = {"/pool": in_pool, "/thread": in_thread, "/loop": on_loop, "/": fine}
app = Starlette(routes=[Route(path, handler) for path, handler in handlers.items()], lifespan=lifespan)
if sys.argv[1] == "/wsgi":
    app = Flask("shop")
    app.add_url_rule("/wsgi", view_func=lambda: time.sleep(600))
    app.add_url_rule("/", view_func=lambda: "fine", endpoint="fine")

target = open_target(app, "shop.main:app")
kinds = {target.send(Request(method="GET", url=url), timeout_s=0.2).answer.kind for url in sys.argv[1:]}
print(*kinds, target.send(Request(method="GET", url="/"), timeout_s=5).answer.status)
target.close()
target.close()
"""


@pytest.mark.parametrize(
    "urls", [pytest.param(["/pool", "/thread", "/loop"], id="asgi"), pytest.param(["/wsgi"], id="wsgi")]
)
def test_a_stuck_handler_does_not_hold_the_exit(urls):
    command = [sys.executable, "-W", "error", "-c", APP, *urls]
    run = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert (run.returncode, run.stdout, run.stderr) == (0, "timeout 200\n", "")
