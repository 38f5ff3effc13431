"""A multipart body taken apart (RFC 7578; RFC 2046, section 5.1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message

_LONGEST_BOUNDARY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One field of a form."""

    name: str
    filename: str | None
    """Set for a file."""
    content_type: str | None
    content: bytes


class MalformedError(ValueError):
    """A body that isn't what its `Content-Type` says; the message is the reason."""


def parts(content_type: str, body: bytes) -> list[Part]:
    """The fields in their order; raises MalformedError."""
    boundary = _message(f"Content-Type: {content_type}").get_param("boundary")
    if not isinstance(boundary, str) or not boundary or len(boundary) > _LONGEST_BOUNDARY:
        raise MalformedError("the Content-Type has no usable boundary")
    delimiter = b"--" + boundary.encode("latin-1", "replace")
    pieces = (b"\r\n" + body).split(b"\r\n" + delimiter)
    if len(pieces) < 2 or not pieces[-1].startswith(b"--"):
        raise MalformedError("the body doesn't end with its boundary")
    return [_part(piece) for piece in pieces[1:-1]]


def _part(piece: bytes) -> Part:
    head, blank, content = piece.lstrip(b" \t").partition(b"\r\n\r\n")
    message = _message(head.strip(b"\r\n").decode("utf-8", "replace"))
    name = message.get_param("name", header="content-disposition")
    if not blank or not isinstance(name, str):
        raise MalformedError("a part has no name")
    filename = message.get_filename()
    declared = message["content-type"]
    return Part(name=name, filename=filename, content_type=declared and str(declared), content=content)


def _message(head: str) -> Message:
    message = Message()
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if colon:
            message[name.strip()] = value.strip()
    return message
