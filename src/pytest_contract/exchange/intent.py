"""Why a request was sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["valid", "invalid", "probe", "pursuit"]
Phase = Literal["example", "boundary", "generated", "producer", "probe", "pursuit"]
Part = Literal["path", "query", "header", "cookie", "body", "method", "content-type", "credentials"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that is wrong with a request, for the spec."""

    part: Part
    name: str = ""
    """The parameter's name, or the JSON pointer inside the body; empty for the part as a whole."""
    keyword: str = ""
    """The JSON Schema keyword that is broken, `minLength`; `required` for what is missing."""
    description: str = ""
    """For a reader: `String smaller than minLength`."""

    def __str__(self) -> str:
        where = f"{self.part} {self.name}".strip()
        return f"{where}: {self.description or self.keyword}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """What the sender meant; rules compare it with what the wire really carried."""

    kind: Kind
    """`valid` and `invalid` are for the spec's schemas; a `probe` is an experiment that a rule asked for
    by name; a `pursuit` goes after one status."""
    phase: Phase
    """Where the request came from."""
    violations: tuple[Violation, ...] = ()
    """What is wrong with it; empty unless `kind` is `invalid`."""
    is_isolated: bool = False
    """Nothing but what is wrong with it tells it from a request that the app accepted."""
    probe: str = ""
    """The experiment's name: `anonymous`, `wrong-credentials`, `unlisted-method`, `content-type`; for a `pursuit`, what
    was tried, in a few words."""
    status: int | None = None
    """The status that a `pursuit` goes after."""
    is_certain: bool = False
    """For a `pursuit`: HTTP or the contract leaves no doubt that the request gets that status where it is promised."""
    is_ordinary: bool = False
    """For a `pursuit`: nothing but what any client may send, so that the operation must declare whatever it answers."""

    @classmethod
    def of_probe(cls, name: str) -> Intent:
        """The intent of an experiment's request."""
        return cls(kind="probe", phase="probe", probe=name)
