"""What a fence says, line by line, and which operation each line is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pytest_contract.design.atlas import Owners
from pytest_contract.design.mention import Mention, clean_path, mentions
from pytest_contract.design.sections import is_counter_example
from pytest_contract.findings import OperationKey

Part = Literal["", "request", "response"]

JSON_LANGUAGES = frozenset({"json", "json5", "jsonc", "jsonl", "ndjson", "hjson"})
DIAGRAM_LANGUAGES = frozenset({"mermaid", "plantuml", "puml", "seqdiag"})
PROSE_LANGUAGES = frozenset({"", "http", "https", "rest", "text", "txt", "plain", "plaintext", "none", "output", "api"})
SHELL_LANGUAGES = frozenset({"sh", "bash", "shell", "console", "zsh", "curl", "shell-session", "terminal", "cmd"})
SILENT_LANGUAGES = frozenset({
    "yaml", "yml", "xml", "html", "toml", "ini", "env", "dotenv", "csv", "sql", "graphql", "proto", "protobuf", "diff",
    "markdown", "md", "mdx", "css", "scss", "dockerfile", "makefile", "nginx", "hcl", "properties", "contract", "redis",
    "log", "promql", "svg", "d2", "dot", "graphviz", "prisma", "bnf", "abnf",
})  # fmt: skip
"""What these say is no sentence of the document: settings, queries, templates."""

_COMMENT = re.compile(r"^\s{0,80}(?:/{2,3}|/?\*{1,2}/?|#(?!!)|--|;)\s?(?P<text>.*)$")
_TRAILING_COMMENT = re.compile(r"\s(?://|#)\s(?P<text>.{1,400})$")
_CURL = re.compile(r"(?<![\w.-])curl\s")
_CURL_METHOD = re.compile(r"(?:-X|--request)[ =]?['\"]?(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b")
_CURL_BODY = re.compile(r"\s(?:-d|--data\S*|--json|-F|--form)\s")
_CURL_URL = re.compile(r"(?:https?://[^\s/'\"]{1,200}|\$\{?\w{1,60}\}?|\{\{\w{1,60}\}\})(?P<path>/[^\s'\"|\\]{0,400})?")
_CURL_FETCHES = re.compile(r"\s-[a-zA-Z]{0,4}O\b|\|\s*(?:ba)?sh\b")
_RESPONSE_LINE = re.compile(r"^[<\s]{0,4}HTTP/[\d.]{1,3}\s{1,4}(?P<status>[1-5]\d\d)\b")
_REQUEST_LINE = re.compile(r"^[>\s]{0,4}(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s")
_ANNOTATION = re.compile(
    r"@(?:Router\s{1,4}(?P<router>/\S{0,300})\s{1,4}\[(?P<verb>\w{3,7})\]|"
    r"(?P<mapping>Get|Post|Put|Patch|Delete)(?:Mapping)?\(\s{0,4}(?:value\s?=\s?|"
    r"path\s?=\s?)?[\"'](?P<path>/[^\"']{0,300})[\"']|"
    r"\w{1,30}\.(?P<call>get|post|put|patch|delete)\(\s{0,4}[\"'](?P<called>/[^\"']{0,300})[\"'])"
)
_STATUS_LINE = re.compile(r"^\s{0,12}[1-5]\d\d\s{1,4}[A-Z][a-zA-Z]")
_FRAGMENT = re.compile(r"^[\s}\])]*(?:\.|\w+\(|return\b|if\b|const\b|let\b|var\b|import\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FenceLine:
    """One line of a fence that says something."""

    number: int
    """From 0, within the fence."""
    text: str
    mentions: tuple[Mention, ...] = ()
    part: Part = ""
    status: str = ""
    defines: bool = False
    """Whether it is a route's line, and no example of a call."""


def fence_lines(text: str, language: str) -> Iterator[FenceLine]:
    """The lines of a fence that may promise something, in order. Nothing for settings, data and templates."""
    if language in SILENT_LANGUAGES or language in JSON_LANGUAGES:
        return
    part: Part = ""
    status = ""
    lines = text.split("\n")
    routes = _annotated_blocks(lines)
    for number, line in enumerate(lines):
        said = _said(line, language)
        if not said.strip() or is_counter_example(said.strip()[:30].partition(":")[0]):
            continue
        found = tuple(_named(said, line, language))
        if response := _RESPONSE_LINE.match(line):
            part, status = "response", response["status"]
        elif found and _REQUEST_LINE.match(said):
            part, status = "request", ""
        if routes[number]:
            found = routes[number]
        defines = bool(found) and language not in SHELL_LANGUAGES and _defines(line, annotated=bool(routes[number]))
        yield FenceLine(number=number, text=said.strip(), mentions=found, part=part, status=status, defines=defines)


def _annotated_blocks(lines: Sequence[str]) -> list[tuple[Mention, ...]]:
    """For each line, the route that its block of annotations is about: it may stand at the block's end."""
    routes: list[tuple[Mention, ...]] = []
    block: list[str] = []
    for line in (*lines, ""):
        if _COMMENT.match(line) or line.lstrip().startswith("@"):
            block.append(line)
            continue
        found = tuple(mention for entry in block if (at := _ANNOTATION.search(entry)) for mention in _annotated(at))
        routes += [found[:1]] * len(block) + [()]
        block = []
    return routes[: len(lines)]


def is_json(text: str, language: str) -> bool:
    """Whether a fence holds JSON, by its language or, without one, by its look."""
    return language in JSON_LANGUAGES or (not language and text.lstrip()[:1] in ("{", "["))


def _said(line: str, language: str) -> str:
    """What a line says: all of it in prose, the comment in code, nothing in the code itself."""
    if len(line) > 4000:
        return ""
    if language in PROSE_LANGUAGES or language in DIAGRAM_LANGUAGES:
        return line
    if language in SHELL_LANGUAGES and (_CURL.search(line) or _RESPONSE_LINE.match(line)):
        return line
    if (comment := _COMMENT.match(line)) is not None:
        return comment["text"]
    if _STATUS_LINE.match(line):
        return line
    trailing = _TRAILING_COMMENT.search(line)
    return trailing["text"] if trailing and language not in SHELL_LANGUAGES else ""


def _named(said: str, line: str, language: str) -> Iterator[Mention]:
    if _CURL.search(line):
        yield from _curl(line)
    elif (annotation := _ANNOTATION.search(line)) is not None:
        yield from _annotated(annotation)
    else:
        yield from mentions(said)


def _curl(line: str) -> Iterator[Mention]:
    method, url = _CURL_METHOD.search(line), _CURL_URL.search(line)
    path = clean_path(url["path"] or "/") if url else ""
    if url is None or not path or _CURL_FETCHES.search(line):
        return
    verb = method[1] if method else "POST" if _CURL_BODY.search(line) else "GET"
    yield Mention(start=url.start(), end=url.end(), operations=(OperationKey(verb, path),), host=url[0])


def _annotated(match: re.Match[str]) -> Iterator[Mention]:
    verb = match["verb"] or match["mapping"] or match["call"]
    path = clean_path(match["router"] or match["path"] or match["called"])
    if verb and path:
        yield Mention(start=match.start(), end=match.end(), operations=(OperationKey(verb.upper(), path),))


def _defines(line: str, *, annotated: bool) -> bool:
    """Whether a line tells of a route: the annotation in a comment, and each line of prose that is no call."""
    if annotated:
        return "@Router" in line
    return not (_CURL.search(line) or _ANNOTATION.search(line) or _FRAGMENT.match(line))


def request_owners(line: FenceLine, before: Owners) -> Owners:
    """What a line is about: the operation that it names, else the one named last."""
    named = tuple(dict.fromkeys(key for mention in line.mentions for key in mention.operations))
    return named or before
