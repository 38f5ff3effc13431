"""For each app a fixed walk through its operations, on which every planted drift shows.

A step is (method, path, what goes with it); `{1}` in a path is the id that step 1 was answered with.
"""

from __future__ import annotations

import re
from typing import Any

import httpx
from fixtures.apps.shelf import ShelvedApp

Step = tuple[str, str, dict[str, Any]]
NOWHERE = "00000000-0000-4000-8000-000000000000"
VOLATILE = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|(?<=\d{4}-\d{2}-\d{2})T[0-9:.]+(Z|\+00:00)|\d{2}:\d{2}(?=\")"
)


def sent(value: Any) -> dict[str, Any]:
    """A JSON body."""
    return {"json": value}


def form(**fields: str) -> dict[str, Any]:
    """A form."""
    return {"data": fields}


LAMP = {"sku": "ABC-1234", "quantity": 2, "price": 9.5}
USER = {"email": "ada@example.com", "name": "Ada"}
BOOK = {"title": "Emma", "year": 1815, "isbn": "1234567890123"}
COMMENT = {"text": "Good", "rating": 5, "author": {"name": "Ada"}}
READER = {"X-Reader": "ada"}
MEETING = {"kind": "meeting", "starts": "2025-01-01T10:00:00Z", "seats": 4}

TOURS: dict[str, list[Step]] = {
    "shop": [
        ("GET", "/health", {}),
        ("POST", "/users", sent(USER)),
        ("POST", "/users", sent({**USER, "email": "bo@example.com", "role": "seller"})),
        ("POST", "/users", sent({"name": "Nobody"})),
        ("POST", "/users", sent({**USER, "email": "cy@example.com", "age": 7})),
        ("POST", "/users", sent({**USER, "email": "di@example.com", "name": "D" * 60})),
        ("GET", "/users", {}),
        ("GET", "/users?limit=101", {}),
        ("GET", "/users?sort=-name", {}),
        ("GET", "/users/{1}", {}),
        ("GET", "/users/999", {}),
        ("PATCH", "/users/{1}", sent({"name": "Ada L"})),
        ("POST", "/orders", sent({"userId": 1, "items": [LAMP], "note": ""})),
        ("POST", "/orders", sent({"userId": 1, "items": [LAMP]})),
        ("POST", "/orders", sent({"userId": 1, "items": [{**LAMP, "quantity": 101}]})),
        ("GET", "/orders?status=lost", {}),
        ("GET", "/orders/{13}", {}),
        ("DELETE", "/orders/{13}", {}),
        ("GET", "/orders/{13}", {}),
        ("POST", "/users/{1}/archive", {}),
        ("DELETE", "/users/{1}", {}),
        ("GET", "/debug/state", {}),
    ],
    "library": [
        ("POST", "/books", sent(BOOK)),
        ("POST", "/books", sent({"title": "Iliad", "year": 1500})),
        ("POST", "/books", sent({"year": 1815})),
        ("POST", "/books", sent({**BOOK, "isbn": None, "year": "1815"})),
        ("POST", "/books", sent({**BOOK, "isbn": None, "language": "la"})),
        ("GET", "/books?sort=rating", {}),
        ("GET", "/books?size=21", {}),
        ("GET", "/books", {}),
        ("GET", "/books/{0}", {}),
        ("GET", f"/books/{NOWHERE}", {}),
        ("PUT", "/books/{0}", sent({**BOOK, "language": "la"})),
        ("PUT", "/books/{0}", sent({**BOOK, "title": "Ελλάδα"})),
        ("POST", "/books/{0}/comments", {**sent(COMMENT), "headers": READER}),
        ("POST", "/books/{0}/comments", sent(COMMENT)),
        ("POST", "/books/{0}/comments", {**sent({**COMMENT, "rating": 6}), "headers": READER}),
        ("POST", "/books/{0}/comments", {**sent({**COMMENT, "text": "G" * 100}), "headers": READER}),
        ("GET", "/books/{0}/comments/{12}", {}),
        ("POST", "/books/{0}/comments/{12}/replies", {**sent(COMMENT), "headers": READER}),
        ("GET", "/books/{0}/comments", {}),
        ("GET", "/books/{0}/loans", {}),
        ("DELETE", "/books/{0}", {}),
        ("GET", "/books/{0}", {}),
    ],
    "todo": [
        ("GET", "/ping", {}),
        ("POST", "/lists", sent({"slug": "home", "title": "Home", "colour": "red"})),
        ("POST", "/lists", sent({"slug": "work", "title": "Work"})),
        ("POST", "/lists", sent({"slug": "play", "title": "Play", "colour": "red", "size": 3})),
        (
            "POST",
            "/lists",
            {**sent({"slug": "open", "title": "Open", "colour": "red"}), "headers": {"Authorization": ""}},
        ),
        ("GET", "/lists", {"headers": {"X-Client": "ada"}}),
        ("GET", "/lists", {}),
        ("GET", "/lists", {"headers": {"X-Client": "ada", "Authorization": "Bearer wrong"}}),
        ("GET", "/lists/home", {}),
        ("GET", "/lists/none", {}),
        ("POST", "/lists/home/tasks", sent({"title": "Sweep", "priority": "high", "effort": 2})),
        ("POST", "/lists/home/tasks", sent({"title": "Rest", "effort": 0})),
        ("POST", "/lists/home/tasks", sent({"title": "Cook", "due": "soon"})),
        ("GET", "/lists/home/tasks?priority=urgent", {}),
        ("PATCH", "/lists/home/tasks/1", sent({"done": True})),
        ("DELETE", "/lists/home/tasks/1", {}),
        ("PUT", "/lists/home", sent({"title": "T" * 60, "archived": False})),
        ("PUT", "/lists/home", sent({"title": "Home", "archived": True})),
        ("DELETE", "/lists/home", {}),
        ("GET", "/lists/home", {}),
        ("GET", "/stats", {}),
        ("GET", "/stats", {"headers": {"Authorization": "", "X-Api-Key": ""}}),
        ("GET", "/version", {}),
    ],
    "notes": [
        ("POST", "/notes", form(title="milk")),
        ("POST", "/notes", form(title="m" * 55)),
        ("POST", "/notes", form(title="eggs", pinned="true")),
        ("POST", "/notes", form(colour="red")),
        ("POST", "/notes", form(title="m" * 61)),
        ("GET", "/notes?tags=UPPER", {}),
        ("GET", "/notes?colour=blue", {}),
        ("GET", "/notes/1", {}),
        ("GET", "/notes/999", {}),
        ("PUT", "/notes/1/text", {"content": "Übung".encode(), "headers": {"Content-Type": "text/plain"}}),
        ("PUT", "/notes/1/text", {"content": b"x" * 501, "headers": {"Content-Type": "text/plain"}}),
        ("GET", "/notes/1/text", {}),
        ("PUT", "/notes/1/file", {"content": b"\x00\xff", "headers": {"Content-Type": "application/octet-stream"}}),
        ("GET", "/notes/1/file", {}),
        ("DELETE", "/notes/1", {}),
        ("GET", "/notes/1", {}),
        ("POST", "/uploads", {"files": {"file": b"abc"}, "data": {"label": "letters"}}),
        ("POST", "/uploads", {"files": {"file": b"abc"}}),
        ("GET", "/uploads/{16}", {}),
        ("GET", "/me", {"headers": {"X-Client": "ada", "Cookie": "session=abcdefgh"}}),
        ("GET", "/me", {"headers": {"Cookie": "session=abcdefgh"}}),
        ("GET", "/me", {"headers": {"X-Client": "ada"}}),
        ("GET", "/metrics", {}),
    ],
    "catalog": [
        ("POST", "/products", sent({"name": "Lamp", "cents": 1900, "description": "Bright"})),
        ("POST", "/products", sent({"name": "Desk", "cents": 9900})),
        ("POST", "/products", sent({"name": "Sofa", "cents": 1, "currency": "USD", "description": ""})),
        ("POST", "/products", sent({"name": "Villa", "cents": 10**8, "description": ""})),
        ("GET", "/products", {}),
        ("GET", "/products/1", {}),
        ("GET", "/products/999", {}),
        ("GET", "/products/1/history", {}),
        ("PUT", "/products/1", sent({"name": "Lamp", "cents": 2000})),
        ("PUT", "/products/1", {**sent({"name": "Lamp", "cents": 2000}), "headers": {"Authorization": ""}}),
        ("PUT", "/products/1", {**sent({"name": "Lamp", "cents": 2}), "headers": {"Authorization": "Basic eDp5"}}),
        ("DELETE", "/products/1", {"headers": {"Authorization": ""}}),
        ("DELETE", "/products/1", {}),
        ("GET", "/products/1", {}),
    ],
    "events": [
        ("POST", "/events", sent(MEETING)),
        ("POST", "/events", sent({**MEETING, "seats": 0})),
        ("POST", "/events", sent({**MEETING, "seats": 51})),
        ("POST", "/events", sent({**MEETING, "starts": "noon"})),
        ("POST", "/events", sent({"kind": "trip", "stops": ["Rome"]})),
        ("POST", "/events", sent({"kind": "trip", "stops": ["Rome", "Pisa", "Bari"]})),
        ("GET", "/events?kinds=wedding", {}),
        ("GET", "/events?kinds=trip,meeting&colours=red|blue&room=A", {}),
        ("GET", "/events/{0}", {}),
        ("GET", f"/events/{NOWHERE}", {}),
        ("DELETE", "/events/{0}", {}),
        ("GET", "/events/{0}", {}),
        ("GET", "/ping", {}),
    ],
}


class Walk:
    """Sends a tour's steps and keeps what came back, made comparable."""

    def __init__(self, client: Any, prefix: str) -> None:
        self.client, self.prefix = client, prefix
        self.ids: list[str] = []

    def seen(self, answer: httpx.Response) -> tuple[Any, ...]:
        """Status, headers and body, without what differs from run to run."""
        try:
            self.ids.append(str(answer.json()["id"]))
        except (ValueError, KeyError, TypeError):
            self.ids.append("1")
        kept = ("content-type", "location", "etag", "x-total-count", "www-authenticate")
        headers = {name: VOLATILE.sub("*", answer.headers[name]) for name in kept if name in answer.headers}
        return answer.status_code, headers, VOLATILE.sub("*", answer.text)

    def url(self, path: str) -> str:
        """The step's path with the ids of former steps."""
        return self.prefix + re.sub(r"\{(\d+)\}", lambda step: self.ids[int(step[1])], path)


async def walked(app: ShelvedApp, drift: str | None) -> list[tuple[Any, ...]]:
    """What each step of the tour was answered with; an exception of the app is a 500."""
    served = app.create_app(drift)
    steps = TOURS[app.name]
    prefix = "/v1" if app.name == "todo" else ""
    if app.name in ("todo", "notes"):
        wsgi = httpx.WSGITransport(app=served, raise_app_exceptions=False)
        with httpx.Client(transport=wsgi, base_url="http://app", headers=app.headers) as client:
            walk = Walk(client, prefix)
            return [walk.seen(client.request(method, walk.url(path), **rest)) for method, path, rest in steps]
    asgi = httpx.ASGITransport(app=served, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=asgi, base_url="http://app", headers=app.headers) as client:
        walk = Walk(client, prefix)
        return [walk.seen(await client.request(method, walk.url(path), **rest)) for method, path, rest in steps]
