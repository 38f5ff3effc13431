"""What is read of behaviours raises on no text, and costs no more than the text's length."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pytest_contract.design.passage import Passage, Recogniser
from pytest_contract.design.recognise import (
    auth,
    concurrency,
    deprecation,
    header,
    idempotency,
    latency,
    rate_limit,
    tenancy,
)
from pytest_contract.design.wording import WORDS, says, words
from pytest_contract.findings import OperationKey

RECOGNISERS = [
    module.recognise for module in (auth, concurrency, deprecation, header, idempotency, latency, rate_limit, tenancy)
]
SPOKEN = [word for row in WORDS.values() for said in row.values() for word in said.split("|")]
PIECES = st.one_of(
    st.sampled_from(SPOKEN),
    st.sampled_from(
        ["5", "100", "404 (not 403)", "p95", "<", "ms", "`X-RateLimit-Limit: 5`", "/", ":", "|", "\n", "(", ")"]
    ),
    st.text(max_size=8),
)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join)


@given(st.sampled_from(["heading", "item", "row", "paragraph", "code"]), TEXTS, st.lists(TEXTS, max_size=4), TEXTS)
def test_no_passage_breaks_a_recogniser(kind: str, text: str, cells: list[str], around: str) -> None:
    rows = {"cells": tuple(cells), "columns": tuple(reversed(cells))} if kind == "row" else {}
    text = " | ".join(cells) if kind == "row" else text
    passage = Passage(
        kind=kind,  # type: ignore[arg-type]
        lines=tuple(range(1, text.count("\n") + 2)),
        text=text,
        label=around[:20],
        lead=around,
        parents=(around,),
        headings=(around[:60],),
        owners=(OperationKey("GET", "/a"),),
        known=(OperationKey("GET", "/a"), OperationKey("POST", "/b/{id}")),
        **rows,  # type: ignore[arg-type]
    )
    for recognise in RECOGNISERS:
        assert all(0 <= promise.offset <= len(text) for promise in recognise(passage))


@pytest.mark.parametrize(
    "piece",
    [
        "5 per ",
        "p95 < 5ms ",
        "X-Rate-Limit ",
        "X-Rate-%d ",
        "requires auth ",
        "users only see their ",
        "same key different body 422. ",
        "the second gets 409 ",
        "deprecated on 2026-01-01. ",
        "a-",
        "(",
        "never ",
        "404 not 403 other user ",
        "Auth: ",
    ],
)
@pytest.mark.parametrize("recognise", RECOGNISERS, ids=lambda recognise: recognise.__module__.rpartition(".")[2])
def test_a_long_line_costs_its_length(recognise: Recogniser, piece: str) -> None:
    def cost(times: int) -> float:
        text = "".join(piece.replace("%d", str(number)) for number in range(times))
        passage = Passage(kind="paragraph", lines=(1,), text=text, owners=(OperationKey("GET", "/a"),))
        started = time.process_time()
        recognise(passage)
        return time.process_time() - started

    assert cost(1600) < 10 * cost(400) + 0.3  # four times the text; its square would be sixteen


def test_a_word_is_found_whole_where_its_script_parts_words() -> None:
    assert says("per user", "user")
    assert not says("username5", "scope")
    assert says("レート制限", "rate_limit")
    assert words("second")[0] == max(words("second"), key=len)
