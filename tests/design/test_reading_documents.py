"""Whole documents: the one of the example app, one written by a template, guides, and what is left out."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

import pytest_contract.design
from pytest_contract.design.read import read_text

REPOSITORY = Path(__file__).parents[2]


def titles(text: str) -> list[str]:
    return [claim.title for claim in read_text(text).claims]


def test_the_example_apps_design_is_read_completely() -> None:
    design = read_text((REPOSITORY / "fixtures/reports_app/design.md").read_text(encoding="utf-8"))
    post, get = "POST /api/v2/reports", "GET /api/v2/reports/{jobId}"
    assert [claim.title for claim in design.claims] == [
        f"L22 {post}",
        f"L22 {post} 202",
        f"L23 {get}",
        f"L23 {get} 200",
        f"L25 {post}",
        f"L30 {post} example request",
        f"L33 {post} 202",
        f"L36 {get}",
        f"L38 {get} 200",
        f"L39 {get} PERIOD_NOT_OVER",
        "L44 error format",
        f"L48 {post} 400",
        f"L48 {post} 400 INVALID_REQUEST",
        f"L49 {post} 400",
        f"L49 {post} 400 INVALID_DATE_RANGE",
        f"L50 {post} 429",
        f"L50 {post} 429 RATE_LIMITED",
        f"L51 {get} 404",
        f"L51 {get} 404 JOB_NOT_FOUND",
        f"L55 {post} 429",
        f"L55 {post} 10 per hour",
        "L58 400",
        "L59 400",
        f"L60 {post} 429",
        f"L60 {post} Retry-After on 429",
        f"L61 {get} no rate limit",
        "L65 public",
        f"L69 {post} P95 under 500 ms",
        f"L70 {get} P95 under 200 ms",
        f"L74 {get} 404",
    ]
    assert design.unread == ()


WRITTEN_BY_A_TEMPLATE = """\
# Report Generation API

## Non-Goals

- `DELETE /api/v2/reports/{jobId}` is out of scope

## API Design

### Request a report

**Method and Path:** `POST /api/v2/reports`

**Request:**

```json
{"reportType": "sales"}
```

**Response (202 Accepted):**

```json
{"jobId": "j1", "status": "queued"}
```

**Error Responses:**

| Status | Code | Meaning |
|---|---|---|
| 400 | `INVALID_DATE_RANGE` | The range exceeds a year |
| 429 | `RATE_LIMITED` | More than 10 reports per hour |

**Rate Limit:** 10 requests per hour per user

### Check a report

**Method and Path:** `GET /api/v2/reports/{jobId}`

- Returns 404 (not 403) for another user's job

### Modified Endpoints

#### `GET /api/v2/customers`

- Added query parameter: `include_reports=true`

## Open Questions

- Should a second POST answer 409?
"""


def test_a_document_written_by_a_template_is_read_completely() -> None:
    assert titles(WRITTEN_BY_A_TEMPLATE) == [
        "L11 POST /api/v2/reports",
        "L16 POST /api/v2/reports example request",
        "L19 POST /api/v2/reports 202",
        "L22 POST /api/v2/reports example response 202",
        "L29 POST /api/v2/reports 400",
        "L29 POST /api/v2/reports 400 INVALID_DATE_RANGE",
        "L30 POST /api/v2/reports 429",
        "L30 POST /api/v2/reports 429 RATE_LIMITED",
        "L30 POST /api/v2/reports 10 per hour",
        "L32 POST /api/v2/reports 10 per hour per user",
        "L36 GET /api/v2/reports/{jobId}",
        "L38 GET /api/v2/reports/{jobId} 404",
        "L38 GET /api/v2/reports/{jobId} not 403",
        "L38 GET /api/v2/reports/{jobId} tenancy 404",
        "L42 GET /api/v2/customers modified",
        "L44 GET /api/v2/customers parameter include_reports added",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("- P95 latency: < [X]ms\n- `[METHOD] /api/[Endpoint]`\n- Returns [Status Code]", id="brackets"),
        pytest.param("**Rate limit:** {{limit}} per {{window}}, else 429", id="braces"),
        pytest.param("- Returns 404: TBD", id="to-be-decided"),
        pytest.param("A guide.\n\n````markdown\n## POST /a\n\n- 404 Not Found\n````", id="a-template-in-a-guide"),
        pytest.param("| Status | When |\n|-|-|\n| 400 | [Condition] |", id="row"),
    ],
)
def test_a_place_to_fill_in_promises_nothing(text: str) -> None:
    assert titles(text) == []


@pytest.mark.parametrize(
    "heading",
    ["Non-Goals", "5. Alternatives considered", "Open questions", "Changelog", "Nicht-Ziele", "Hors périmètre",
    "対象外",
     "Fuera de alcance", "变更历史", "변경 이력", "Kapsam dışı", "Не цели", "Di luar cakupan", "Fora de escopo"],
)  # fmt: skip
def test_some_sections_hold_no_claims(heading: str) -> None:
    design = read_text(f"# A\n\n## {heading}\n\n### Sub\n\n- Returns 404\n\n## After\n\n- Returns 410")
    assert [claim.title for claim in design.claims] == ["L11 410"]
    assert any(heading in each.reason for each in design.ignored)


def test_a_superseded_document_holds_no_claims() -> None:
    assert titles("# ADR 7\n\n- **Status:** Superseded by ADR 9\n\n## Decision\n\n- Returns 404") == []


def test_an_author_leaves_out_a_line_or_a_section_with_a_reason() -> None:
    design = read_text(
        "# A\n\n- Returns 404 <!-- contract: ignore-line another team's -->\n\n"
        "<!-- contract: ignore-line next -->\n\n- Returns 409\n\n- Returns 410\n\n"
        "## B\n\n<!-- contract: ignore-section old -->\n\n- Returns 500\n\n### C\n\n- Returns 501\n\n## D\n\n- "
        "Returns 503\n"
    )
    assert [claim.title for claim in design.claims] == ["L9 410", "L23 503"]
    assert {each.reason for each in design.ignored} == {"another team's", "next", "old"}


def test_front_matter_is_no_text() -> None:
    assert titles("---\ntitle: Returns 404\n---\n\nReturns 410.") == ["L5 410"]


def test_titles_are_unique_and_stable() -> None:
    text = "`GET /a` or `GET /b` returns 404.\n\n- 404 Not Found when a, 404 Not Found when b"
    first, second = titles(text), titles(text)
    assert first == second
    assert len(set(first)) == len(first)


def test_a_claim_carries_the_ids_of_its_line_or_its_section() -> None:
    claims = read_text(
        "## REQ-001 Limits\n\n- Returns 429\n- **TM-023**: Returns 403\n\nSee RFC-9457 and SHA-256."
    ).claims
    assert [claim.ids for claim in claims] == [("REQ-001",), ("TM-023",)]


def test_a_line_that_looks_like_a_promise_and_is_none_is_said() -> None:
    (unread,) = read_text("# A\n\n- `GET users/{id}/posts` shows them\n").unread
    assert (unread.line, unread.text) == (3, "- `GET users/{id}/posts` shows them")
    assert unread.reason == "it names a method, but no path that begins with `/`"


BLOCK = """\
### POST /reports

```contract
- statuses: [202, {status: 429, when: the hour is used up}]
  never: 403
  rate_limit: {limit: 10, window: 1h, scope: user}
- operation: all
  auth: {scheme: bearer}
  latency: {p95: 500ms}
  headers: [{name: X-Request-Id, on: 4xx}]
  strength: should
- operation: reports
```
"""


def test_a_contract_block_says_it_outright() -> None:
    design = read_text(BLOCK)
    assert [claim.title for claim in design.claims] == [
        "L1 POST /reports",
        "L4 POST /reports 202",
        "L4 POST /reports 429",
        "L5 POST /reports not 403",
        "L6 POST /reports 10 per hour per user",
        "L8 auth bearer",
        "L9 P95 under 500 ms",
        "L10 X-Request-Id on 4xx",
    ]
    assert {claim.strength for claim in design.claims[5:]} == {"should"}
    assert [(each.line, each.reason.split(";")[0]) for each in design.unread] == [(12, "'reports' is no operation")]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        pytest.param("a: [", "no YAML", id="broken"),
        pytest.param("rate_limit: {limit: ten, window: 1h}", "whole number", id="no-number"),
        pytest.param("rate_limit: {limit: 10, window: soon}", "no time", id="no-time"),
        pytest.param("statuses: 999", "no status", id="no-status"),
        pytest.param("limits: 3", "no key", id="unknown-key"),
        pytest.param("- &a [1]\n- *a", "alias", id="alias"),
        pytest.param("", "empty", id="empty"),
        pytest.param("- just text", "mapping", id="text"),
    ],
)
def test_a_wrong_contract_block_is_unread_with_its_reason(block: str, reason: str) -> None:
    design = read_text(f"```contract\n{block}\n```")
    assert design.claims == ()
    assert reason in design.unread[0].reason


def test_the_published_schema_covers_the_block() -> None:
    folder = Path(pytest_contract.design.__file__).parent
    schema = json.loads((folder / "contract_block.schema.json").read_text(encoding="utf-8"))
    entries = yaml.safe_load(BLOCK.split("```contract\n")[1].split("```")[0].replace(", on:", ', "on":'))
    jsonschema.validate(entries[:2], schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(entries[2], schema)
