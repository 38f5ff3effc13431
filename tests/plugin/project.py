"""A small project on disk: a spec, an app that breaks it in two places, and pytest run on both."""

from __future__ import annotations

import pytest

SPEC = """\
openapi: 3.0.3
info: {title: Shop API, version: "1.2"}
paths:
  /users/{id}:
    get:
      operationId: readUser
      tags: [people]
      parameters:
        - {name: id, in: path, required: true, schema: {type: integer, minimum: 1, maximum: 9}}
      responses:
        "200":
          description: The user.
          content:
            application/json:
              schema: {type: object, required: [id], properties: {id: {type: integer}}}
        "404": {description: No such user.}
  /users:
    post:
      operationId: addUser
      tags: [people]
      responses:
        "201": {description: Added.}
        "409": {description: There is one.}
  /health:
    get:
      operationId: checkHealth
      responses:
        "204": {description: Well.}
"""

APP = """\
import json


async def respond(send, status, body=None):
    raw = b"" if body is None else json.dumps(body).encode()
    headers = [] if body is None else [(b"content-type", b"application/json")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": raw})


def add_user():
    return 201


def read_user(number):
    return {"id": number}


async def app(scope, receive, send):
    assert scope["type"] == "http"
    match scope["method"], scope["path"].split("/")[1:]:
        case "GET", ["health"]:
            await respond(send, 204)
        case "POST", ["users"]:
            await respond(send, add_user())
        case "GET", ["users", number] if number in set("123456789"):
            await respond(send, 200, read_user(int(number)))
        case _, ["users"] | ["users", _] | ["health"]:
            await respond(send, 404 if scope["method"] == "GET" else 405)
        case _:
            await respond(send, 404)
"""

DRIFT = APP.replace('{"id": number}', '{"id": str(number)}').replace("return 201", 'raise ValueError("no room")')


class Shop:
    """The project, and pytest on it."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester
        self.folder = pytester.path
        (self.folder / "openapi.yaml").write_text(SPEC)
        self.write(**{"shop.py": APP, "drift.py": DRIFT})

    def write(self, **files: str) -> None:
        """Write files into the project's folder, by name."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    def pytest(self, *args: str) -> pytest.RunResult:
        """Run pytest in this process, with those arguments alone."""
        return self._pytester.runpytest_inprocess("-p", "no:cacheprovider", *args)

    def check(self, *args: str, app: str = "drift:app", spec: str = "openapi.yaml") -> pytest.RunResult:
        """Hold that app against the spec, with few requests."""
        return self.pytest(f"--contract-spec={spec}", f"--contract-app={app}", "--contract-max-examples=2", *args)

    def check_apart(self, *args: str, app: str = "drift:app") -> pytest.RunResult:
        """The same in a process of its own, as xdist and whatever ends a process need it."""
        given = ("--contract-spec=openapi.yaml", f"--contract-app={app}", "--contract-max-examples=2")
        return self._pytester.runpytest_subprocess(*given, *args, timeout=180)

    def ids(self, *args: str, spec: str = "openapi.yaml") -> list[str]:
        """The node ids that a session would run."""
        collected = self.pytest("--collect-only", "-q", f"--contract-spec={spec}", *args)
        return [line for line in collected.outlines if "::" in line and not line.startswith(("ERROR", "="))]
