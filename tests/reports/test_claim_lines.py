"""The claims of a run for a reader at a terminal."""

from __future__ import annotations

from tests.reports.made import a_claim

from pytest_contract.reports.claim_lines import claim_lines
from pytest_contract.reports.report import Documentation, ReportedClaim, Requirement
from pytest_contract.reports.to_terminal import to_text


def documented(*, unread: int = 0) -> Documentation:
    return Documentation(operations=(2, 3), with_examples=1, claims=4, verified=3, contradicted=1, unread=unread)


def told(*claims: ReportedClaim, unread: int = 0, requirements: tuple[Requirement, ...] = ()) -> list[str]:
    return to_text(claim_lines(claims, documented(unread=unread), requirements)).splitlines()


def test_claims_are_counted_by_their_verdict() -> None:
    claims = [a_claim("kept"), a_claim("kept"), a_claim("unreached"), a_claim("not_verifiable")]
    assert told(*claims)[0] == "claims: 2 kept, 1 unreached, 1 not verifiable"


def test_what_could_not_be_read_is_counted_beside_them() -> None:
    assert told(a_claim("broken"), unread=2)[0] == "claims: 1 broken, 2 lines not understood"


def test_the_health_of_the_documentation_is_one_line() -> None:
    assert told(a_claim())[1] == (
        "documentation: 2 of 3 operations described, 1 with examples; 3 of 4 claims verified, 1 contradicted"
    )


def test_each_requirement_says_how_its_claims_stand() -> None:
    requirement = Requirement(id="REQ-001", claims=("a", "b", "c"), verdicts=(("kept", 2), ("broken", 1)))
    assert told(a_claim(), requirements=(requirement,))[2] == "  REQ-001      2 kept, 1 broken"


def test_a_run_without_documents_says_nothing_of_claims() -> None:
    assert claim_lines((), None, ()) == []
