"""The examples that a spec gives, collected and not judged."""

from __future__ import annotations

from collections.abc import Callable

from pytest_contract.spec import Document

BODY = """
paths:
  /a:
    post:
      parameters:
        - {name: one, in: query, schema: {type: string, example: not this}, example: first}
        - {name: two, in: query, content: {application/json: {schema: {}, example: {a: 1}}}}
        - {name: three, in: query, schema: {default: not this}}
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/S'}
            examples:
              shared: {$ref: '#/components/examples/e'}
              elsewhere: {externalValue: 'https://example.com/x.json'}
              broken: {$ref: '#/nowhere'}
              wrong: 3
          text/plain: {example: no schema to keep}
      responses:
        200: {description: '', content: {application/json: {schema: {type: array}, example: null}}}
components:
  schemas: {S: {type: object}}
  examples: {e: {value: {b: 2}}}
"""


def test_examples_come_with_the_schema_that_they_claim_to_keep(document: Callable[..., Document]) -> None:
    loaded = document(BODY)
    found = loaded.examples(loaded.operations[0])
    assert [(each.part, each.media_type, each.value) for each in found] == [
        ("parameter", None, "first"),
        ("parameter", "application/json", {"a": 1}),
        ("request", "application/json", {"b": 2}),
        ("response", "application/json", None),
    ]
    assert found[2].schema == {"$ref": "#/components/schemas/S"}
    assert [loaded.locate(each.pointer).line for each in found] == [8, 9, 25, 22]
