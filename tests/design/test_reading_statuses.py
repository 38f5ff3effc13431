"""Which numbers are statuses, which are promised not to be sent, and which are something else."""

from __future__ import annotations

import pytest

from pytest_contract.design.read import read_text


def statuses(text: str) -> list[str]:
    claims = [claim for claim in read_text(text).claims if claim.kind == "status"]
    return [("not " if claim.value.get("negated") else "") + claim.value["status"] for claim in claims]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("- 400 Bad Request: invalid", ["400"], id="bullet-with-phrase"),
        pytest.param("* 404 - missing", ["404"], id="bullet-with-dash"),
        pytest.param("- `422` (Unprocessable Entity): x", ["422"], id="bullet-in-code"),
        pytest.param("**401 Unauthorized**", ["401"], id="bold"),
        pytest.param("|Status|M|\n|-|-|\n|400|a|\n|`404`/`401`|b|", ["400", "404", "401"], id="column"),
        pytest.param("|Code|HTTP|\n|-|-|\n|A_B|409|", ["409"], id="later-column"),
        pytest.param("### 429 Too Many Requests", ["429"], id="heading"),
        pytest.param("## AUTENTICACIÓN (401 Unauthorized) - 3 tipos", ["401"], id="heading-in-parentheses"),
        pytest.param("It responds with 404, or HTTP 410.", ["404", "410"], id="prose"),
        pytest.param("The API answers 400, 401 and 403.", ["400", "401", "403"], id="list-in-prose"),
        pytest.param("On failure a `4xx` or 5xx is sent.", ["4xx", "5xx"], id="ranges"),
        pytest.param("```js\n// 429 - slow down\n```", ["429"], id="comment"),
        pytest.param("```\nHTTP/1.1 429 TOO MANY REQUESTS\n```", ["429"], id="raw-response"),
        pytest.param("**HTTP Status:** 429", ["429"], id="label"),
        pytest.param("**Response (503):**", ["503"], id="label-in-parentheses"),
        pytest.param("It SHOULD return a [410 Gone][g] status.\n\n[g]: http://x", ["410"], id="reference-link"),
        pytest.param("Returns 404, not 403.", ["404", "not 403"], id="negated"),
        pytest.param("Returns 404 (not 403).", ["404", "not 403"], id="negated-in-parentheses"),
        pytest.param("`404`: SHOULD NOT be returned by a server.", ["not 404"], id="negated-after"),
        pytest.param("The response MUST NOT use any of the 3xx codes.", ["not 3xx"], id="negated-range"),
        pytest.param("403ではなく404を返す。", ["not 403", "404"], id="japanese"),
        pytest.param("认证失败返回 401。", ["401"], id="chinese"),
        pytest.param("Antwortet mit 409, nicht 400.", ["409", "not 400"], id="german"),
        pytest.param("Devuelve 404 si no existe.", ["404"], id="spanish"),
        pytest.param("인증이 없으면 401 반환.", ["401"], id="korean"),
        pytest.param("Bulunamazsa 404 döner.", ["404"], id="turkish"),
        pytest.param("Возвращает 404, если нет.", ["404"], id="russian"),
    ],
)
def test_a_status_is_read_in_every_shape(text: str, expected: list[str]) -> None:
    assert statuses(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "At most 500 entries, 100 by default.",
        "Answers within 200 ms.",
        "Throughput: 100+ requests/second",
        "A batch holds up to 400 users.",
        "|Plan|Limit|\n|-|-|\n|Free|100|\n|Pro|500|",
        "Listens on port 404.",
        "See RFC 429, line 404 and section 500.",
        "The upstream API returns 429 for us.",
        "Previously, the API returned a 202.",
        "In 2024-404 it cost $500.",
    ],
)
def test_another_number_is_no_status(text: str) -> None:
    assert statuses(text) == []


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        pytest.param("It MUST return 404.", "must", id="must"),
        pytest.param("It SHOULD return 404.", "should", id="should"),
        pytest.param("It may return 404.", "may", id="may"),
        pytest.param("- `429` may be returned", "may", id="may-after"),
        pytest.param("- 404: the user may not exist", "must", id="a-may-of-something-else"),
        pytest.param("Kann mit 404 antworten.", "may", id="german"),
    ],
)
def test_a_promise_is_as_strong_as_its_verb(text: str, strength: str) -> None:
    assert [claim.strength for claim in read_text(text).claims] == [strength]


def test_the_condition_goes_with_the_status() -> None:
    text = "|Status|When|\n|-|-|\n|404|the job is unknown|\n\nIt returns 410 when the job is older than 30 days."
    assert [claim.value.get("condition") for claim in read_text(text).claims] == [
        "the job is unknown",
        "when the job is older than 30 days",
    ]
