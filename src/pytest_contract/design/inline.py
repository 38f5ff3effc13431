"""Inline Markdown as plain text: emphasis gone, code spans kept, lines kept."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.token import Token

LONGEST_PARSED = 20_000
"""Longer texts are no prose: they are taken as they are, since emphasis costs more than linear time."""

_MARKED = re.compile(r"[*_`\[<&\\!~]")
_TAG = re.compile(r"</?(\w+)")
_KNOWN_TAGS = frozenset(
    "a abbr b big blockquote br center code dd del details div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li "
    "mark ol p pre q s samp section small span strike strong sub summary sup table tbody td th thead tr tt u ul "
    "var".split()
)
_BREAKS = frozenset({"br", "li", "p", "div", "tr", "hr"})
_LABEL_END = re.compile(r"[:：]")
_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """One inline text, read."""

    text: str
    label: str
    """What stands in bold at the beginning, or before the first colon; without the colon."""
    bold: str = ""
    """What stands in bold at the beginning."""
    comments: tuple[str, ...] = ()
    """Its HTML comments."""
    struck: bool = False
    """Whether all of it is crossed out."""


def plain(markdown: MarkdownIt, content: str) -> Plain:
    """`content`, the source of one inline text, as plain text."""
    if len(content) > LONGEST_PARSED or not _MARKED.search(content):
        return Plain(text=content.strip(), label=_label_before_colon(content.strip()))
    tokens: list[Token] = []
    markdown.inline.parse(content, markdown, {}, tokens)
    text = "".join(_pieces(tokens)).strip()
    bold = _bold_start(tokens)
    comments = tuple(token.content for token in tokens if token.content.startswith("<!--"))
    return Plain(
        text=text, label=bold or _label_before_colon(text), bold=bold, comments=comments, struck=_is_struck(tokens)
    )


def _pieces(tokens: Sequence[Token]) -> list[str]:
    return [_piece(token) for token in tokens]


def _piece(token: Token) -> str:
    match token.type:
        case "code_inline":
            return f"`{token.content}`"
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline":
            return _html(token.content)
        case "image":
            return "".join(_pieces(token.children or []))
    return token.content


def _html(tag: str) -> str:
    """Tags are left out, breaks keep words apart; `<pubkey>`, which HTML doesn't know, is a placeholder."""
    if tag.startswith("<!"):
        return ""
    name = _TAG.match(tag)
    if name is None or name[1].lower() not in _KNOWN_TAGS:
        return tag
    return "; " if name[1].lower() in _BREAKS else ""


def _bold_start(tokens: Sequence[Token]) -> str:
    """The bold text that an inline text begins with."""
    first = next((i for i, token in enumerate(tokens) if token.type != "text" or token.content.strip("•·–- ")), None)
    if first is None or tokens[first].type != "strong_open":
        return ""
    end = next((i for i, token in enumerate(tokens) if i > first and token.type == "strong_close"), len(tokens))
    return "".join(_pieces(tokens[first:end])).strip().rstrip(":：").strip()


def _is_struck(tokens: Sequence[Token]) -> bool:
    seen = [token for token in tokens if token.type != "text" or token.content.strip()]
    return len(seen) > 2 and seen[0].type == "s_open" and seen[-1].type == "s_close"


def _label_before_colon(text: str) -> str:
    end = _LABEL_END.search(text, 0, _LONGEST_LABEL)
    if end is None or "\n" in text[: end.start()] or not (end.end() == len(text) or text[end.end()].isspace()):
        return ""
    return text[: end.start()].strip()
