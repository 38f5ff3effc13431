"""What documents promise of one tenant's things to another."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def tenancy(text: str) -> list[dict[str, Any]]:
    return [dict(claim.value) for claim in read_text(text).claims if claim.kind == "tenancy"]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        pytest.param("Users only see their organisation's data.", {"of": "organisation"}, id="only-own"),
        pytest.param("Users can only request reports for their organization", {"of": "organisation"}, id="can-only"),
        pytest.param("A user cannot access other users' reports.", {"of": "user"}, id="not-others"),
        pytest.param("Only the owner can delete a project.", {"of": "user"}, id="owner"),
        pytest.param("Accessing another tenant's file returns 404.", {"status": "404", "of": "tenant"}, id="status"),
        pytest.param(
            "Returns 404 (not 403) to avoid leaking job existence",
            {"status": "404", "not_status": "403", "of": "user"},
            id="not-403",
        ),
        pytest.param(
            "他のユーザーのデータには403ではなく404を返す",
            {"status": "404", "not_status": "403", "of": "user"},
            id="japanese",
        ),
        pytest.param("Los usuarios solo pueden ver sus propios datos", {"of": "user"}, id="spanish"),
        pytest.param("用户只能查看自己的数据", {"of": "user"}, id="chinese"),
        pytest.param("Benutzer können nur ihre eigenen Berichte sehen", None, id="german-order-unread"),
    ],
)
def test_a_line_of_tenancy(line: str, value: dict[str, Any] | None) -> None:
    assert tenancy(f"- {line}\n") == ([] if value is None else [value])


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Users can see other pages.", id="pages"),
        pytest.param("Other users may join later.", id="joining"),
        pytest.param("Each organisation has a name.", id="a-name"),
        pytest.param("Returns 404 if the job is unknown.", id="unknown"),
        pytest.param("Can users see other users' data?", id="question"),
        pytest.param("403: the token was made by a different store", id="a-token"),
    ],
)
def test_no_tenancy(line: str) -> None:
    assert tenancy(f"- {line}\n") == []


@pytest.mark.parametrize(
    ("after", "said"),
    [
        ("Requests for them are answered with 404 `NOT_FOUND`, never 403.", {"status": "404", "not_status": "403"}),
        ("Whoever asks for such a room gets 404.", {"status": "404"}),
        ("Without a token the answer is 401.", {}),
        ("It is 403 or 404.", {}),
    ],
)
def test_the_refusal_may_stand_in_the_next_sentence(after: str, said: dict[str, str]) -> None:
    text = f"# Rooms\n\nRooms of another organisation can't be read.\n{after}\n"
    (claim,) = (each for each in read_text(text).claims if each.kind == "tenancy")
    assert dict(claim.value) == {**said, "of": "organisation"}
