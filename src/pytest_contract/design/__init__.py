"""Design documents: Markdown in, claims out."""

from pytest_contract.design.claim import Claim, ClaimKind, Promise, Strength
from pytest_contract.design.passage import Passage, Recogniser

__all__ = ["Claim", "ClaimKind", "Passage", "Promise", "Recogniser", "Strength"]
