"""Where the next page of a list begins: the cursor that the page before gave."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from pytest_contract.exchange import Exchange, Response
from pytest_contract.exchange.record import header
from pytest_contract.spec import Operation
from pytest_contract.traffic.draft import Draft
from pytest_contract.traffic.json_body import decoded_body
from pytest_contract.traffic.places import plain

_NEXT_LINK = re.compile(r"<([^<>]*)>[^<]*?;\s*rel\s*=\s*\"?(?:[^\";,]* )?next(?=[\";,\s]|$)", re.IGNORECASE)
_IS_CURSOR = re.compile(r"cursor|after|(page|next|continuation)token|continuation|startingafter|marker")
_NAMES_NEXT = re.compile(r"(next|after|end|continuation)(page)?(cursor|token|marker|key)|(next|cursor|continuation)")
_ENVELOPES = ("links", "_links", "meta", "paging", "pagination", "page", "pageInfo", "page_info", "cursors", "cursor")


@dataclass(slots=True)
class Pages:
    """The query parameters that lead to the next page of one operation's list."""

    operation: Operation
    _next: dict[str, str] = field(default_factory=dict)

    def note(self, exchange: Exchange) -> None:
        """Remember where an answer says that the next page begins; the last one that says so counts."""
        answer = exchange.answer
        declared = {parameter.name for parameter in self.operation.parameters_in("query")}
        if self.operation.method != "GET" or not declared:
            return
        if not isinstance(answer, Response) or not exchange.is_success:
            return
        for found in _nexts(answer):
            is_address = "?" in found
            sent = parse_qs(urlsplit(exchange.request.url).query)
            named = {name: values[0] for name, values in parse_qs(urlsplit(found).query).items() if name in declared}
            named = {name: value for name, value in named.items() if sent.get(name) != [value]}
            cursors = {name: found for name in sorted(declared) if _IS_CURSOR.search(plain(name))}
            if wanted := (named if is_address else cursors):
                self._next = wanted
                return

    def turned(self, draft: Draft) -> Draft:
        """The draft with the next page's values in those parameters that it has."""
        values = {name: value for name, value in self._next.items() if name in draft.query}
        return draft.with_values(query=values) if values else draft


def _nexts(answer: Response) -> Iterator[str]:
    """What an answer calls its next page: `Link` (RFC 8288, section 3.3), then its body, links before cursors."""
    if (links := header(answer.headers, "link")) is not None and (found := _NEXT_LINK.search(links)) is not None:
        yield found[1]
    body = decoded_body(answer)
    envelope = body if isinstance(body, dict) else {}
    for holder in (*(envelope[name] for name in _ENVELOPES if isinstance(envelope.get(name), dict)), envelope):
        for name, value in holder.items():
            address = value.get("href") if isinstance(value, dict) else value
            if isinstance(address, str) and address and _NAMES_NEXT.fullmatch(plain(name)):
                yield address
