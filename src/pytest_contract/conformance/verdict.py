"""What a check of one message comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pytest_contract.exchange import Violation


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """One way in which a response differs from its declaration."""

    kind: Literal["status", "media-type", "body", "header"]
    """Which of CT101, CT102, CT103, CT104 it is."""
    reason: str
    """For a reader, under 300 characters: `'pending' is not one of ['queued', 'done']`."""
    instance_pointer: str = ""
    """JSON pointer into the body, array indices as written: `/items/0/status`."""
    keyword: str = ""
    """The JSON Schema keyword that is broken; `decode` where the body isn't what its media type says,
    `missing` where a body or a header isn't there."""
    schema_pointer: str = ""
    """JSON pointer in the document of the keyword that is broken, behind all references:
    `/components/schemas/Job/properties/status/enum`. Two responses with one schema in common meet here."""
    property_name: str = ""
    """For `required`, `additionalProperties` and the like: the property that is missing or isn't allowed."""
    header: str = ""
    """The header's name, for `kind="header"`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseVerdict:
    """Whether a response keeps its declaration."""

    outcome: Literal["conforms", "differs", "unverifiable"]
    """`unverifiable`: something couldn't be checked; never a pass."""
    mismatches: tuple[Mismatch, ...] = ()
    """All of them; may be non-empty beside `unverifiable` for the part that could be checked."""
    reason: str = ""
    """Why it can't be validated, one line, for `unverifiable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestVerdict:
    """What a request is for the spec, judged by what the wire carried and by the most lenient reading."""

    outcome: Literal["valid", "invalid", "unclear", "elsewhere"]
    """`valid`: the strict reading finds nothing wrong. `invalid`: no lenient reading makes it valid.
    `unclear`: a strict reader rejects it, a lenient one may accept it; or it couldn't be checked.
    `elsewhere`: the URL may lead to another route than this operation's."""
    violations: tuple[Violation, ...] = ()
    """What is wrong with it by the reading that counts: the lenient one for `invalid`, the strict one else."""
    reason: str = ""
    """For `unclear` and `elsewhere`: one line."""
