"""Documents of many files, and references that are refused."""

from __future__ import annotations

import contextlib
import json
import time
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pytest_contract.errors import SpecLoadError, UnusableOperationError
from pytest_contract.spec import Document, load, read

Load = Callable[..., Document]
Write = Callable[[Mapping[str, str]], Path]

ENTRY = """
paths:
  /users/{id}: {$ref: paths/user.yaml}
  /users:
    post: {$ref: 'paths/user.yaml#/make'}
components:
  schemas:
    Id: {type: string}
"""
USER = """
get:
  operationId: show
  parameters: [{name: id, in: path, required: true, schema: {$ref: '../openapi.yaml#/components/schemas/Id'}}]
  responses:
    '200': {description: '', content: {application/json: {schema: {$ref: '#/schema'}}}}
schema: {type: object, properties: {friend: {$ref: '#/schema'}, team: {$ref: ../team.yaml}}}
make:
  operationId: make
"""
TEAM = "type: object\nproperties:\n  lead: {$ref: 'paths/user.yaml#/schema'}\n"


@pytest.fixture
def many(document: Load) -> Document:
    """An entry file, a path item beside an operation in a second one, a schema in a third; in a circle."""
    return document(ENTRY, paths__user_yaml=USER, team_yaml=TEAM)


def test_path_items_and_operations_given_as_references_are_replaced(many: Document) -> None:
    assert [(each.label, each.operation_id) for each in many.operations] == [
        ("GET /users/{id}", "show"),
        ("POST /users", "make"),
    ]


def test_each_file_is_bundled_once_and_references_are_rewritten(many: Document) -> None:
    files = many.raw["x-contract-files"]
    references = set(_references(many.raw))
    assert len(files) == 2
    assert references == {
        "#/components/schemas/Id",
        "#/x-contract-files/0/schema",
        "#/x-contract-files/1",
    }
    json.dumps(many.raw)


def test_a_circle_across_files_is_followed_without_end_and_without_fault(many: Document) -> None:
    assert [many.faults(each) for each in many.operations] == [(), ()]


def test_lines_lead_into_the_file_that_holds_the_declaration(many: Document) -> None:
    show, make = many.operations
    assert str(many.locate(show.pointer)) == "paths/user.yaml:2"
    assert str(many.locate(show.parameters[0].pointer)) == "paths/user.yaml:4"
    assert str(many.locate(f"{make.pointer}/operationId")) == "paths/user.yaml:9"
    assert str(many.locate("/x-contract-files/1/properties/lead")) == "team.yaml:3"


def test_what_stands_beside_a_path_items_reference_stays(document: Load) -> None:
    loaded = document("paths:\n  /a:\n    $ref: a.yaml\n    summary: Own\n", a_yaml="get: {}\nsummary: Theirs\n")
    assert loaded.raw["paths"]["/a"] == {"get": {}, "summary": "Own"}
    assert str(loaded.locate("/paths/~1a/summary")) == "openapi.yaml:6"
    assert str(loaded.locate("/paths/~1a/get")) == "a.yaml:1"


def test_maps_given_as_references_are_replaced(document: Load) -> None:
    loaded = document(
        "paths: {$ref: paths.yaml}\ncomponents: {schemas: {$ref: schemas.yaml}}\n",
        paths_yaml="/a:\n  get: {requestBody: {content: {a: {schema: {$ref: 'openapi.yaml#/components/schemas/S'}}}}}",
        schemas_yaml="S: {type: object, properties: {$ref: properties.yaml}}\n",
        properties_yaml="name: {type: string}\n",
    )
    (found,) = loaded.operations
    assert found.body is not None
    assert loaded.resolve(found.body.content[0].schema)["properties"] == {"name": {"type": "string"}}
    assert str(loaded.locate(found.pointer)) == "paths.yaml:2"


def test_discriminator_mappings_are_rewritten_and_names_are_not(document: Load) -> None:
    loaded = document(
        """
        paths: {/a: {get: {}}}
        components:
          schemas:
            Pet:
              oneOf: [{$ref: dog.yaml}]
              discriminator: {propertyName: kind, mapping: {dog: ./dog.yaml, cat: Cat}}
        """,
        dog_yaml="type: object\n",
    )
    mapping = loaded.raw["components"]["schemas"]["Pet"]["discriminator"]["mapping"]
    assert mapping == {"dog": "#/x-contract-files/0", "cat": "Cat"}


def test_payloads_and_names_are_not_taken_for_references(document: Load) -> None:
    body = """
    paths: {/a: {get: {x-code: {$ref: nowhere.yaml}}}}
    components:
      examples: {e: {value: {$ref: nowhere.yaml}}}
      schemas:
        S:
          properties: {$ref: {type: string}, example: {$ref: there.yaml}}
          example: {$ref: nowhere.yaml}
          default: {$ref: nowhere.yaml}
          enum: [{$ref: nowhere.yaml}]
          const: {$ref: nowhere.yaml}
          examples: [{$ref: nowhere.yaml}]
    """
    loaded = document(body, there_yaml="type: string\n")
    schema = loaded.raw["components"]["schemas"]["S"]
    assert list(loaded.raw["x-contract-files"]) == ["0"]
    assert schema["properties"]["example"] == {"$ref": "#/x-contract-files/0"}
    assert schema["example"] == schema["default"] == schema["const"] == {"$ref": "nowhere.yaml"}


def test_anchors_and_identifiers_become_pointers(document: Load) -> None:
    loaded = document("""
    paths:
      /a:
        post: {requestBody: {content: {application/json: {schema: {$ref: '#tree'}}}}}
        put: {requestBody: {content: {application/json: {schema: {$ref: 'https://shop.example/leaf'}}}}}
    components:
      schemas:
        Tree: {$anchor: tree, $dynamicAnchor: node, properties: {more: {$dynamicRef: '#node'}}}
        Leaf: {$id: 'https://shop.example/leaf', type: string}
    """)
    assert [each.body.content[0].schema for each in loaded.operations if each.body] == [
        {"$ref": "#/components/schemas/Tree"},
        {"$ref": "#/components/schemas/Leaf"},
    ]
    assert loaded.raw["components"]["schemas"]["Tree"]["properties"]["more"] == {"$ref": "#/components/schemas/Tree"}
    assert [loaded.faults(each) for each in loaded.operations] == [(), ()]


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        pytest.param("https://example.com/x.yaml", "would have to be fetched; allow it", id="http"),
        pytest.param("../secret.yaml", "leads out of the spec's folder", id="outside"),
        pytest.param("/etc/hostname", "leads out of the spec's folder", id="absolute"),
        pytest.param("file:///etc/hostname", "leads out of the spec's folder", id="file URL"),
        pytest.param("link.yaml", "leads out of the spec's folder", id="symbolic link"),
        pytest.param("missing.yaml", "missing.yaml doesn't exist", id="missing"),
        pytest.param("broken.yaml", "broken.yaml:2 has a tab", id="broken"),
        pytest.param("#/components/schemas/None", "points at nothing", id="dangling"),
        pytest.param("here.yaml#/nothing", "points at nothing", id="dangling in another file"),
        pytest.param("#nowhere", "no schema has the $anchor 'nowhere'", id="anchor"),
    ],
)
def test_a_reference_that_cannot_be_followed_costs_its_own_operation(
    write: Write, tmp_path: Path, reference: str, reason: str
) -> None:
    outside = tmp_path / "secret.yaml"
    outside.write_text("type: string\n")
    entry = write(
        {
            "spec/openapi.yaml": f"""
            openapi: 3.1.0
            paths:
              /a:
                post: {{requestBody: {{content: {{application/json: {{schema: {{$ref: '{reference}'}}}}}}}}}}
              /b: {{get: {{}}}}
        """,
            "spec/broken.yaml": "a:\n\t- b\n",
            "spec/here.yaml": "type: string\n",
        }
    )
    (entry.parent / "link.yaml").symlink_to(outside)
    loaded = load(str(entry))
    (fault,) = loaded.faults(loaded.operations[0])
    assert fault.kind == "reference"
    assert reason in fault.reason
    assert str(loaded.locate(fault.pointer)) == "spec/openapi.yaml:5"
    assert loaded.faults(loaded.operations[1]) == ()


def test_files_outside_the_folder_are_read_when_allowed(write: Write) -> None:
    entry = write(
        {
            "spec/openapi.yaml": "openapi: 3.1.0\npaths: {/a: {$ref: ../shared.yaml}}\n",
            "shared.yaml": "get: {}\n",
        }
    )
    assert load(str(entry)).operations == ()
    assert [each.label for each in load(str(entry), allow_remote_refs=True).operations] == ["GET /a"]


def test_resolve_follows_a_chain_and_raises_at_its_end(document: Load) -> None:
    loaded = document("""
    paths: {/a: {get: {}}}
    components: {schemas: {A: {$ref: '#/components/schemas/B'}, B: {type: string}, C: {$ref: '#/components/schemas/C'}}}
    """)
    assert loaded.resolve({"$ref": "#/components/schemas/A"}) == {"type": "string"}
    assert loaded.resolve({"type": "null"}) == {"type": "null"}
    for reference in ("#/components/schemas/C", "#/nowhere", "x.yaml"):
        with pytest.raises(UnusableOperationError):
            loaded.resolve({"$ref": reference})


class _Files(BaseHTTPRequestHandler):
    files: Mapping[str, str] = {
        "/openapi.yaml": "openapi: 3.1.0\npaths: {/a: {$ref: a.yaml}, /b: {get: {}}}\n",
        "/a.yaml": "get: {}\n",
    }

    def do_GET(self) -> None:
        if self.path == "/endless":
            self._drip()
            return
        found = self.files.get(self.path)
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write((found or "").encode())

    def _drip(self) -> None:
        self.send_response(200)
        self.end_headers()
        with contextlib.suppress(OSError):
            for _ in range(200):
                self.wfile.write(b"# more\n")
                time.sleep(0.02)

    def log_message(self, format: str, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def server() -> Iterator[str]:
    """A server on a free port that serves two files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Files) as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


def test_a_url_that_the_user_gives_is_fetched_and_what_it_refers_to_is_not(server: str) -> None:
    loaded = load(f"{server}/openapi.yaml")
    assert loaded.file is None
    assert [each.label for each in loaded.operations] == ["GET /b"]
    assert [each.label for each in loaded.untested] == ["/a"]


def test_remote_references_are_fetched_when_allowed(server: str) -> None:
    loaded = load(f"{server}/openapi.yaml", allow_remote_refs=True)
    assert [each.label for each in loaded.operations] == ["GET /a", "GET /b"]
    assert str(loaded.locate(loaded.operations[0].pointer)) == f"{server}/a.yaml:1"


def test_a_url_that_answers_something_else_is_refused(server: str) -> None:
    with pytest.raises(SpecLoadError, match="answered 404; give a URL that answers 200 with the spec"):
        load(f"{server}/nothing.yaml")


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        pytest.param("_TIMEOUT_S", 0.1, "takes longer than", id="time"),
        pytest.param("_LARGEST", 10, "sends more than", id="size"),
    ],
)
def test_a_url_that_never_ends_is_given_up(
    server: str, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, message: str
) -> None:
    monkeypatch.setattr(read, limit, value)
    with pytest.raises(SpecLoadError, match=message):
        load(f"{server}/endless")


def test_a_url_with_nothing_behind_it_is_refused_in_one_line() -> None:
    with pytest.raises(SpecLoadError, match=r"^http://127\.0\.0\.1:9/x can't be fetched: [^\n]+$"):
        load("http://127.0.0.1:9/x")


def _references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for each in node.values():
            yield from _references(each)
    elif isinstance(node, list):
        for each in node:
            yield from _references(each)
