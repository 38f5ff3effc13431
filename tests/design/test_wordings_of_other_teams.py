"""What other teams write, read as they mean it: each case is a way to say something that documents really use."""

from __future__ import annotations

import pytest

from pytest_contract.design.read import read_text


def said(kind: str, name: str, text: str) -> list[str]:
    """What the claims of a kind say, in order: `404`, or `POST /a 404` where they have an owner."""
    claims = [claim for claim in read_text(text).claims if claim.kind == kind]
    owners = [f"{claim.operation.method} {claim.operation.path} " if claim.operation else "" for claim in claims]
    return [f"{owner}{claim.value[name]}" for owner, claim in zip(owners, claims, strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- `409` → `SEAT_TAKEN` – somebody was faster", ["SEAT_TAKEN"], id="behind-an-arrow"),
        pytest.param("- 404 `order_gone`: it was archived", ["order_gone"], id="between-status-and-colon"),
        pytest.param('Body: an error with code "FORBIDDEN"', ["FORBIDDEN"], id="one-word-in-quotes"),
        pytest.param("It is refused with the Code `KONTO_GESPERRT`.", ["KONTO_GESPERRT"], id="capital-code"),
        pytest.param("The filter sets the code to `FILTER_BROKEN`.", ["FILTER_BROKEN"], id="set-to"),
        pytest.param(
            "The response code is `TOKEN_OLD`,\n`TOKEN_EARLY`, or `LOCKED`.",
            ["TOKEN_OLD", "TOKEN_EARLY", "LOCKED"],
            id="listed-in-a-sentence",
        ),
        pytest.param(
            "|Case|HTTP status|Response code|Error class|\n|-|-|-|-|\n|No funds|402|`FUNDS_LOW`|`PaymentError`|",
            ["FUNDS_LOW"],
            id="beside-its-class",
        ),
        pytest.param("|Status|Derived code|\n|-|-|\n|409|`CONFLICT`|", ["CONFLICT"], id="derived-code"),
        pytest.param(
            "# Error codes\n\n## `CFG_*`\n\nConfiguration build failures:\n\n- `CFG_BUILD_FAILED`",
            ["CFG_BUILD_FAILED"],
            id="of-a-family-about-configuration",
        ),
        pytest.param("It fails with `410 link_used` later.", ["link_used"], id="within-the-status's-backticks"),
        pytest.param("- `400` : corps invalide (`CORPS_VIDE`)", ["CORPS_VIDE"], id="in-brackets-behind-the-status"),
        pytest.param("- `400`: a field is missing (`first_name`)", [], id="a-field-in-brackets-is-none"),
        pytest.param("A plain `AppError` error reaches the handler.", [], id="a-class-is-none"),
        pytest.param("|Country|Country code|Status|\n|-|-|-|\n|Spain|ES|404|", [], id="other-codes-are-none"),
    ],
)
def test_codes_are_read_in_these_words(text: str, expected: list[str]) -> None:
    assert said("error_code", "code", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- 404 `order_gone`: it was archived", ["404"], id="before-its-code"),
        pytest.param("- Expired tokens: 401 with `WWW-Authenticate: Bearer`.", ["401"], id="with-a-header"),
        pytest.param("- Beyond the limit: 429, code `SLOW_DOWN`.", ["429"], id="with-a-code"),
        pytest.param("Höchstens 5 Meldungen pro Stunde, danach 429 mit `Retry-After`.", ["429"], id="danach"),
        pytest.param("20 writes/min per token, 429 after that.", ["429"], id="after-that"),
        pytest.param("It returns 200 while the queue is empty, otherwise 503.", ["200", "503"], id="otherwise"),
        pytest.param("Above 50 calls per second the bank sends 429 to us.", [], id="sent-to-us"),
        pytest.param("It fails with `410 link_used` later.", ["410"], id="with-its-code-in-backticks"),
        pytest.param("Your endpoint should answer with 200. If it answers 410 we stop.", [], id="of-a-webhook"),
        pytest.param("If your service calls too often, we answer with 429.", ["429"], id="of-the-api"),
        pytest.param("Page size: 500, and the cursor is opaque.", [], id="a-size-is-none"),
    ],
)
def test_statuses_are_read_in_these_words(text: str, expected: list[str]) -> None:
    assert said("status", "status", text) == expected


def test_the_same_route_is_the_one_that_was_spoken_of() -> None:
    text = "`POST /pay` charges a card.\n\nThe same route fails with these:\n\n|Case|HTTP status|\n|-|-|\n|Twice|409|"
    assert said("status", "status", text) == ["POST /pay 409"]


@pytest.mark.parametrize(
    "heading",
    [
        "Deferred",
        "Problem",
        "Considered and rejected",
        "Load test",
        "4 Nicht Teil dieses Entwurfs",
        "Not part of this release",
        "No forma parte de esta versión",
    ],
)
def test_what_is_left_for_later_promises_nothing(heading: str) -> None:
    assert read_text(f"# API\n\n## {heading}\n\n- `POST /bulk`, 10 per hour, 413 when too large").claims == ()


def test_how_soon_a_client_answers_is_no_target() -> None:
    assert said("latency", "threshold_ms", "Your endpoint must answer within 5 seconds.") == []


def test_an_operation_that_is_an_example_is_defined_elsewhere() -> None:
    text = "- Partners call `POST /orders`.\n\n## 201\n\n- **Example**: POST /orders returns the order"
    assert [claim.line for claim in read_text(text).claims if claim.kind == "operation"] == [1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("|Method|Path|Auth|\n|-|-|-|\n|GET|`/me`|user|", ["GET /me True"], id="somebody-who-is-known"),
        pytest.param("### `DELETE /cache`\n\n- It is admin-only.", ["DELETE /cache True"], id="admin-only"),
        pytest.param(
            "### `DELETE /cache`\n\n- It is admin-only and fails closed when `CACHE_KEY` is unset.",
            ["DELETE /cache True"],
            id="beside-a-setting",
        ),
        pytest.param(
            "`GET /leben` geht so.\n\nAlle Endpunkte außer `GET /leben` erfordern ein gültiges Zugriffstoken.",
            ["True", "GET /leben False"],
            id="german-with-an-exception",
        ),
        pytest.param("`GET /healthz` is open to anyone.", ["GET /healthz False"], id="open-to-anyone"),
        pytest.param(
            "`GET /flags` lists flags without requiring credentials.", ["GET /flags False"], id="without-requiring"
        ),
        pytest.param(
            "- **Access**: sync (`POST /sync`)\n- **Authentication**: Bearer token", ["POST /sync True"], id="access"
        ),
    ],
)
def test_credentials_are_read_in_these_words(text: str, expected: list[str]) -> None:
    assert said("auth", "required", text) == expected


def test_a_header_of_every_response_needs_no_word_for_it() -> None:
    assert said("header", "name", "Every response carries `X-Trace-Id`.") == ["X-Trace-Id"]


def test_a_header_that_is_echoed_is_one_of_the_response() -> None:
    text = "## Response headers\n\n|Header|Value|\n|-|-|\n|`Idempotency-Key`|echoed from the request|"
    assert said("header", "name", text) == ["Idempotency-Key"]


def test_a_header_in_a_column_of_headers_needs_no_quotes() -> None:
    assert said("header", "name", "|Header|Meaning|\n|-|-|\n|Sunset|when it ends|") == ["Sunset"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("`POST /jobs` gives 429 after more than 5 exports in the last hour.", ["POST /jobs 5"], id="last"),
        pytest.param(
            "# Rate limits\n\n|Plan|Reads per minute|\n|-|-|\n|Basic|60|\n|Scale|600|", ["60", "600"], id="plans"
        ),
        pytest.param("|Route|Limits and answers|\n|-|-|\n|`POST /s`|a new one, `201`|", [], id="a-path-is-no-second"),
        pytest.param("Limits: `GET /m/{id}` 30 pages at once", [], id="a-path-is-no-minute"),
    ],
)
def test_limits_are_read_in_these_words(text: str, expected: list[str]) -> None:
    assert said("rate_limit", "limit", text) == expected


def test_an_operation_named_in_passing_owns_no_general_sentence() -> None:
    text = (
        "# Rooms\n\n## Access\n\nEvery request carries a token. Without one: 401. `GET /healthz` is public.\n\n"
        "Rooms of other organisations are answered with 404.\n"
    )
    owned = {str(each.operation or "") for each in read_text(text).claims if each.kind in ("status", "tenancy")}
    assert owned == {""}


def test_an_operation_that_was_dropped_is_no_longer_promised() -> None:
    (claim,) = read_text("|Decision|Why|\n|-|-|\n|We dropped `PUT /orders/{id}`|it lost updates|").claims
    assert claim.value == {"change": "removed"}


def test_what_an_operation_replaces_is_not_promised() -> None:
    assert [claim.title for claim in read_text("`POST /v2/pay` replaces `POST /pay`.").claims] == ["L1 POST /v2/pay"]


@pytest.mark.parametrize(
    ("text", "code", "status"),
    [
        ("Returns one invoice, or 404 `NOT_FOUND` when it isn't the partner's.", None, "404"),
        ("- Key in `X-Api-Key`; missing keys: 401 (`NO_KEY`)", "NO_KEY", "401"),
        ("Answers 200 with the hits, 400 (`bad_query`) when `q` is empty.", None, "400"),
        ("* 400 `invalid`", "invalid", "400"),
    ],
)
def test_a_code_beside_a_number_shows_that_it_is_a_status(text: str, code: str | None, status: str) -> None:
    claims = read_text(f"## Errors\n\n{text}\n").claims
    assert status in {each.value["status"] for each in claims if each.kind == "status"}
    assert code is None or (code, status) in {
        (each.value["code"], each.value.get("status")) for each in claims if each.kind == "error_code"
    }


@pytest.mark.parametrize(
    ("row", "value"),
    [
        ("| `POST /rooms` | no | no | yes |", {"required": True, "roles": ["admin"]}),
        ("| `PUT /rooms` | ❌ | ✅ | ✅ |", {"required": True, "roles": ["viewer", "admin"]}),
        ("| `GET /rooms` | yes | yes | yes |", {"required": False}),
    ],
)
def test_a_matrix_of_roles_says_who_may(row: str, value: dict[str, object]) -> None:
    text = f"## Access\n\n| Endpoint | anonymous | viewer | admin |\n|---|---|---|---|\n{row}\n"
    assert [dict(each.value) for each in read_text(text).claims if each.kind == "auth"] == [value]


def test_a_matrix_of_something_else_says_nothing_of_roles() -> None:
    text = "## Clients\n\n| Endpoint | web | mobile |\n|---|---|---|\n| `GET /rooms` | yes | no |\n"
    assert [each for each in read_text(text).claims if each.kind == "auth"] == []


@pytest.mark.parametrize(
    ("endpoints", "expected"),
    [
        pytest.param("- `POST /bookings`\n- `GET /rooms`", ["POST /bookings 20"], id="made-by-one"),
        pytest.param("- `GET /rooms`", ["20"], id="made-by-none"),
    ],
)
def test_limit_on_things_is_of_the_operation_that_makes_them(endpoints: str, expected: list[str]) -> None:
    text = f"## Rate limits\n\nEach user can make 20 bookings per hour.\n\n## Endpoints\n\n{endpoints}\n"
    assert said("rate_limit", "limit", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- 400 → no JSON (`body_malformed`)", ["body_malformed"], id="in-brackets-at-the-end"),
        pytest.param("- 400 → a field is absent (`first_name`)", [], id="a-field-in-brackets"),
        pytest.param("- 422 → one of\n  - `seat_taken`\n  - `row_closed`", ["seat_taken", "row_closed"], id="nested"),
        pytest.param("Errors: 404 `NoSuchSeat`, 409 `SeatTaken`", ["NoSuchSeat", "SeatTaken"], id="pascal-in-a-line"),
        pytest.param("# Failures\n\n**S12 - Seat gone** (410)", ["S12"], id="numbered-entry"),
    ],
)
def test_reads_error_codes_beside_their_status(text: str, expected: list[str]) -> None:
    assert said("error_code", "code", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("```\nGET   /seats      # all of them  (90/min)\n```", ["GET /seats 90"], id="beside-a-route"),
        pytest.param("```\nGET   /seats      # 900 rps at peak\n```", [], id="a-load-beside-a-route"),
        pytest.param("## POST /seats\n\n- Rate: 7 calls / hour / hall", ["POST /seats 7"], id="labelled-rate"),
        pytest.param(
            "## POST /seats\n\nRate limit: at most 4 bookings per visitor within 10 minutes",
            ["POST /seats 4"],
            id="of-whom-within",
        ),
    ],
)
def test_reads_limits_of_a_route(text: str, expected: list[str]) -> None:
    assert said("rate_limit", "limit", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("95% of bookings complete in under 250ms, 99% in under 800ms.", ["250.0", "800.0"], id="shares"),
        pytest.param("`GET /a` has a p99 of 40 ms; `PUT /a` a p99 of 70 ms.", ["GET /a 40.0", "PUT /a 70.0"], id="two"),
        pytest.param("`PUT /a` never takes longer than 2 seconds.", ["PUT /a 2000.0"], id="never-longer"),
        pytest.param("|Target|Value|\n|-|-|\n|Maximum response time of `PUT /a`|4 s|", ["PUT /a 4000.0"], id="slowest"),
    ],
)
def test_reads_latency_of_the_operation_in_its_sentence(text: str, expected: list[str]) -> None:
    assert said("latency", "threshold_ms", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Each response carries these headers:\n\n|Name|Meaning|\n|-|-|\n|`X-Seats-Left`|free ones|",
            ["X-Seats-Left"],
            id="introduced-table",
        ),
        pytest.param("- 201 → booked, `Location` points at it", ["Location"], id="location-of-a-created-thing"),
        pytest.param("- `Location` of the hall", [], id="another-location"),
    ],
)
def test_reads_headers_of_responses(text: str, expected: list[str]) -> None:
    assert said("header", "name", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "All API calls must carry the header `Authorization: Bearer X`, with your token.", ["True"], id="all"
        ),
        pytest.param("## PUT /a\n\nRéservé au rôle `caissier`.", ["PUT /a True"], id="reserved-for-a-role"),
        pytest.param("## PUT /a\n\nLimited to 6 requests per minute per API key.", [], id="key-that-is-counted"),
    ],
)
def test_reads_who_may_call(text: str, expected: list[str]) -> None:
    assert said("auth", "required", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("|Type|Statut|\n|-|-|\n|`/erreurs/siege-pris`|409|", ["409"], id="a-problem-type-is-no-operation"),
        pytest.param("## Errors\n\n### 4xx\n\n- 404: gone", ["404"], id="a-heading-that-groups"),
    ],
)
def test_reads_statuses_of_the_whole_api(text: str, expected: list[str]) -> None:
    assert said("status", "status", text) == expected


@pytest.mark.parametrize(
    ("kind", "name", "text", "expected"),
    [
        pytest.param(
            "status",
            "status",
            "# A\n\n**PUT /a** - keeps it.\n\nAll is well.\n\n- 409: taken",
            ["PUT /a 409"],
            id="entry",
        ),
        pytest.param(
            "rate_limit",
            "limit",
            "# Limits\n\nNo more than 4 holds in 15 minutes per guest.",
            ["4"],
            id="of-whom-behind",
        ),
        pytest.param("error_code", "code", "# Errors\n\n- **card.declined** → 402", ["card.declined"], id="dotted"),
        pytest.param(
            "error_code", "code", "|Case|Status|Body|\n|-|-|-|\n|taken|409|`SEAT_HELD`|", ["SEAT_HELD"], id="in-a-body"
        ),
        pytest.param("auth", "required", "## PUT /a\n\nRequires the `guest` role.", ["PUT /a True"], id="needs-a-role"),
        pytest.param("auth", "required", "## GET /a\n\nLists all. Public.", ["GET /a False"], id="public"),
    ],
)
def test_reads_what_an_entry_goes_on_with(kind: str, name: str, text: str, expected: list[str]) -> None:
    assert said(kind, name, text) == expected


@pytest.mark.parametrize("title", ["Auth", "Permissions", "Tenancy", "Who may call what"])
def test_what_such_a_section_says_after_an_operation_is_of_the_whole_api(title: str) -> None:
    text = f"# A\n\n## {title}\n\nGet a token from `POST /login` and send it.\n\nUnknown tokens get 401.\n"
    assert said("status", "status", text) == ["401"]
