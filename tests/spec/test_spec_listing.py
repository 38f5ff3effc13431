"""Operations as they are listed from the document, without building them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pytest_contract.spec import Document, Operation

Load = Callable[..., Document]
Listed = Callable[..., Operation]

PATH_LEVEL = """
paths:
  /users/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: page, in: query, schema: {type: integer}}
    get:
      parameters:
        - {name: page, in: query, required: true, schema: {type: string}}
        - {name: page, in: header, schema: {type: string}}
"""


def test_path_level_parameters_are_overridden_by_name_and_part(operation: Listed) -> None:
    parameters = operation(PATH_LEVEL).parameters
    assert [(each.part, each.name, each.required) for each in parameters] == [
        ("path", "id", True),
        ("query", "page", True),
        ("header", "page", False),
    ]


@pytest.mark.parametrize(
    ("declared", "style", "explode"),
    [
        pytest.param("in: query", "form", True, id="query"),
        pytest.param("in: cookie", "form", True, id="cookie"),
        pytest.param("in: path", "simple", False, id="path"),
        pytest.param("in: header", "simple", False, id="header"),
        pytest.param("in: query, style: deepObject", "deepObject", False, id="deepObject"),
        pytest.param("in: query, style: spaceDelimited", "spaceDelimited", False, id="spaceDelimited"),
        pytest.param("in: query, explode: false", "form", False, id="not exploded"),
    ],
)
def test_style_and_explode_have_the_defaults_of_the_specification(
    operation: Listed, declared: str, style: str, explode: bool
) -> None:
    parameter, *_ = operation(f"paths: {{'/a/{{x}}': {{get: {{parameters: [{{name: x, {declared}}}]}}}}}}").parameters
    assert (parameter.style, parameter.explode) == (style, explode)


def test_a_path_parameter_that_nothing_declares_is_a_text(operation: Listed) -> None:
    (parameter,) = operation("paths: {'/a/{x}': {get: {}}}").parameters
    assert (parameter.part, parameter.name, parameter.required, parameter.schema) == (
        "path",
        "x",
        True,
        {"type": "string"},
    )


@pytest.mark.parametrize("name", ["Accept", "content-type", "AUTHORIZATION"])
def test_header_parameters_that_say_nothing_are_left_out(operation: Listed, name: str) -> None:
    assert operation(f"paths: {{/a: {{get: {{parameters: [{{name: {name}, in: header}}]}}}}}}").parameters == ()


def test_references_are_followed_down_to_the_object_and_schemas_stay_as_written(operation: Listed) -> None:
    found = operation("""
    paths:
      /a:
        post:
          parameters: [{$ref: '#/components/parameters/page'}]
          requestBody: {$ref: '#/components/requestBodies/order'}
          responses: {201: {$ref: '#/components/responses/made'}}
    components:
      parameters: {page: {name: page, in: query, content: {application/json: {schema: {type: object}}}}}
      requestBodies: {order: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/o'}}}}}
      responses: {made: {description: Made, headers: {Location: {$ref: '#/components/headers/where'}}}}
      headers: {where: {required: true, schema: {type: string}}}
      schemas: {o: {type: object}}
    """)
    (parameter,), (response,) = found.parameters, found.responses
    assert found.body is not None
    assert (parameter.media_type, parameter.pointer) == ("application/json", "/components/parameters/page")
    assert (found.body.required, found.body.content[0].schema) == (True, {"$ref": "#/components/schemas/o"})
    assert (response.status, response.description, response.pointer) == ("201", "Made", "/components/responses/made")
    assert [(each.name, each.required) for each in response.headers] == [("Location", True)]


SECURITY = """
security: [{key: []}]
paths:
  /global: {get: {}}
  /own: {get: {security: [{oauth: [read]}, {}]}}
  /open: {get: {security: []}}
  /unknown: {get: {security: [{nobody: []}]}}
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Key}
    oauth: {$ref: '#/components/securitySchemes/bearer'}
    bearer: {type: http, scheme: Bearer}
"""


def test_security_of_the_operation_overrides_that_of_the_document(document: Load) -> None:
    shared, own, unprotected, unknown = document(SECURITY).operations
    assert [(each.type, each.part, each.parameter) for each in shared.security[0]] == [("apiKey", "header", "X-Key")]
    assert [[(each.name, each.scheme, each.scopes) for each in group] for group in own.security] == [
        [("oauth", "bearer", ("read",))],
        [],
    ]
    assert unprotected.security == ()
    assert unknown.security[0][0].type == ""


def test_query_is_a_method_from_version_3_2_on(document: Load) -> None:
    body = "paths: {/a: {query: {}, get: {}}}"
    assert [each.method for each in document(body).operations] == ["GET"]
    assert [each.method for each in document(body, head="openapi: 3.2.0\n").operations] == ["QUERY", "GET"]


def test_additional_operations_are_said_to_be_untested(document: Load) -> None:
    loaded = document("paths: {'/files/{id}': {additionalOperations: {COPY: {}}}}", head="openapi: 3.2.0\n")
    (untested,) = loaded.untested
    assert untested.label == "COPY /files/{id}"
    assert untested.pointer == "/paths/~1files~1{id}/additionalOperations/COPY"
    assert "additionalOperations" in untested.reason


@pytest.mark.parametrize(
    ("servers", "paths"),
    [
        pytest.param("[]", ("",), id="none"),
        pytest.param("[{url: 'https://a.example/v1/'}]", ("/v1",), id="full"),
        pytest.param("[{url: /api/v2}]", ("/api/v2",), id="relative"),
        pytest.param("[{url: v2}]", ("/v2",), id="without a slash"),
        pytest.param("[{url: /}]", ("",), id="root"),
        pytest.param("[{url: ''}]", ("",), id="empty"),
        pytest.param("[{url: './'}]", ("",), id="dot"),
        pytest.param("[{url: 'https://{host}/{base}', variables: {base: {default: v3}}}]", ("/v3",), id="templated"),
        pytest.param("[{url: /a}, {url: 'http://x/a/'}, {url: /b}]", ("/a", "/b"), id="duplicates"),
        pytest.param("[{url: 'http://[broken'}, 3, {nope: 1}]", ("",), id="malformed"),
        pytest.param("{url: /a}", ("",), id="no list"),
    ],
)
def test_servers_give_base_paths(document: Load, servers: str, paths: tuple[str, ...]) -> None:
    assert document(f"servers: {servers}\npaths: {{/a: {{get: {{}}}}}}").base_paths == paths


@pytest.mark.parametrize(
    "operation_object",
    [
        pytest.param("null", id="null"),
        pytest.param("[]", id="a list"),
        pytest.param("{parameters: {}}", id="parameters no list"),
        pytest.param(
            "{parameters: [1, null, {in: query}, {name: x, in: body}, {name: 3, in: query}]}", id="parameters"
        ),
        pytest.param("{requestBody: []}", id="body"),
        pytest.param("{requestBody: {content: []}}", id="content"),
        pytest.param("{responses: []}", id="responses"),
        pytest.param("{responses: {200: [], 201: {content: 3, headers: []}}}", id="response"),
        pytest.param("{tags: 3, operationId: [], deprecated: 1, security: {}}", id="facts"),
        pytest.param("{security: [1, {key: 3}]}", id="security"),
        pytest.param("{parameters: [{$ref: '#/nowhere'}], requestBody: {$ref: x.yaml}}", id="references"),
    ],
)
def test_what_is_malformed_is_listed_all_the_same(document: Load, operation_object: str) -> None:
    listed = document(f"paths: {{/a: {{get: {operation_object}}}, /b: {{get: {{}}}}}}").operations
    assert [each.label for each in listed] == ["GET /a", "GET /b"]


def test_templates_that_differ_only_in_names_are_two_operations(document: Load) -> None:
    assert len(document("paths: {'/a/{x}': {get: {}}, '/a/{y}': {get: {}}}").operations) == 2


def test_a_path_item_that_cannot_be_read_is_untested_and_not_forgotten(document: Load) -> None:
    loaded = document("paths: {/a: {$ref: 'missing.yaml'}, /b: text, /c: null, /d: {get: {}}}")
    assert [each.label for each in loaded.untested] == ["/a", "/b"]
    assert [each.label for each in loaded.operations] == ["GET /d"]


def test_operations_are_listed_once(document: Load) -> None:
    loaded = document("paths: {/a: {get: {}}}")
    assert loaded.operations is loaded.operations
