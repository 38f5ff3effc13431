"""What shows the same thing stands together, and lists read well."""

from __future__ import annotations

import pytest

from pytest_contract.rules.grouping import any_index, grouped, listed


def test_groups_keep_the_order_in_which_keys_and_items_came() -> None:
    assert list(grouped([3, 1, 5, 2, 4], lambda n: n % 2).items()) == [(1, [3, 1, 5]), (0, [2, 4])]


@pytest.mark.parametrize(
    ("pointer", "plain"),
    [
        pytest.param("/items/3/id", "/items/*/id", id="inside"),
        pytest.param("/items/3", "/items/*", id="at the end"),
        pytest.param("/0/12/id", "/*/*/id", id="several"),
        pytest.param("/items/3rd/id", "/items/3rd/id", id="a name that opens with a digit"),
        pytest.param("", "", id="the whole"),
    ],
)
def test_array_indices_are_told_apart_from_names(pointer: str, plain: str) -> None:
    assert any_index(pointer) == plain


@pytest.mark.parametrize(
    ("words", "text"),
    [
        pytest.param([], "none", id="none"),
        pytest.param([200], "200", id="one"),
        pytest.param(["200", "404"], "200, 404", id="two"),
        pytest.param(range(8), "0, 1, 2, 3, 4, 5 and 2 more", id="many"),
    ],
)
def test_words_are_listed_for_a_sentence(words: list[object], text: str) -> None:
    assert listed(words) == text
