"""What a declared parameter of a request comes to, as the wire carried it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import unquote

from pytest_contract.conformance.request import readings
from pytest_contract.conformance.request.fit import EXACT, Fit, broken, lenient
from pytest_contract.conformance.request.judgement import Judgement
from pytest_contract.conformance.request.wire import Wire
from pytest_contract.spec import Operation, Parameter
from pytest_contract.spec.media_type import is_json

_IGNORED_HEADERS = frozenset({"accept", "content-type", "authorization"})
"""OpenAPI 3.1.1, section 4.8.12.1: a parameter definition with such a name is ignored."""
_CLIENT_HEADERS = frozenset(
    {"user-agent", "host", "content-length", "connection", "accept-encoding", "cookie", "date", "transfer-encoding"}
)
"""What an HTTP client, a server or the harness adds by itself."""


class ParameterJudge:
    """Judges one declared parameter, in whichever part it stands."""

    def __init__(self, parameter: Parameter, judgement: Judgement, *, neighbours: Iterable[str] = ()) -> None:
        self.parameter = parameter
        self._judgement = judgement
        self._neighbours = frozenset(neighbours) - {parameter.name}
        self._shape = judgement.shape(parameter.schema)
        self._by_part = {"path": self._path, "query": self._query, "header": self._header, "cookie": self._cookie}

    def judge(self, wire: Wire, path_values: dict[str, str]) -> Fit:
        """How well the request keeps this parameter's declaration."""
        judge = self._by_part.get(self.parameter.part)
        if judge is None:
            return lenient("querystring", "", "a querystring parameter isn't checked")
        return judge(wire, path_values)

    def _path(self, _: Wire, path_values: dict[str, str]) -> Fit:
        text = path_values.get(self.parameter.name)
        if text is None:
            return lenient("path", "", "the template doesn't name this parameter")
        return self._of_texts([text])

    def _header(self, wire: Wire, _: dict[str, str]) -> Fit:
        name = self.parameter.name.lower()
        if name in _IGNORED_HEADERS:
            return EXACT
        texts = wire.header(name)
        if not texts:
            return self._missing().softened() if name in _CLIENT_HEADERS else self._missing()
        if self._shape.takes("array") and len(texts) > 1:
            texts = [",".join(texts)]
        return self._of_texts(texts, [*_header_spellings(texts)])

    def _cookie(self, wire: Wire, _: dict[str, str]) -> Fit:
        texts = wire.cookies.get(self.parameter.name, [])
        if not texts:
            return self._missing()
        return self._of_texts(texts, [*_cookie_spellings(texts)])

    def _query(self, wire: Wire, _: dict[str, str]) -> Fit:
        query, parameter = wire.query, self.parameter
        declared: list[Any] = []
        if parameter.media_type is None:
            declared = list(readings.of_query(parameter, query, self._shape, self._neighbours))
        if not declared and not readings.is_mentioned(parameter, query):
            return self._missing()
        texts = query.get(parameter.name, [])
        if parameter.media_type is not None:
            return self._of_texts(texts)
        others = readings.of_query_leniently(parameter, query, self._shape)
        fit = self._judgement.of_texts(parameter.schema, declared, others)
        return self._hedged(fit, texts, is_repeatable=self._shape.takes("array", "object"))

    def _of_texts(self, texts: list[str], spellings: Iterable[str] = ()) -> Fit:
        """The fit of a parameter that is one text; `spellings` are further ones that a server may see."""
        if self.parameter.media_type is not None:
            return min((self._of_content(text) for text in texts), key=lambda fit: fit.degree, default=EXACT)
        declared = [one for text in texts for one in readings.of_text(self.parameter, text, self._shape)]
        others = (one for text in [*texts, *spellings] for one in readings.of_text_leniently(text, self._shape))
        return self._hedged(self._judgement.of_texts(self.parameter.schema, declared, others), texts)

    def _hedged(self, fit: Fit, texts: list[str], *, is_repeatable: bool = False) -> Fit:
        """Nothing worse than lenient for an empty value, nothing better for one that is there twice."""
        if not all(texts):
            return fit.softened() if not fit.is_exact else lenient("empty", "", "an empty value")
        if len(texts) > 1 and not is_repeatable and fit.is_exact:
            return lenient("repeated", "", "it is there more than once, and servers differ on which one counts")
        return fit

    def _of_content(self, text: str) -> Fit:
        if not is_json(self.parameter.media_type or ""):
            return lenient("content", "", f"{self.parameter.media_type} in a parameter isn't checked")
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            as_text = self._judgement.of_texts(self.parameter.schema, [], readings.of_text_leniently(text, self._shape))
            return broken("decode", "", f"not JSON: {error}") if as_text.is_broken else as_text
        return self._judgement.of_value(self.parameter.schema, value)

    def _missing(self) -> Fit:
        if not self.parameter.required:
            return EXACT
        fit = broken("required", "", "it is required and missing")
        return fit.softened() if self._may_be_left_out() else fit

    def _may_be_left_out(self) -> bool:
        """A default stands in for it; an empty array or object leaves nothing on the wire."""
        empties: list[Any] = [[]] if self._shape.takes("array") else []
        if self._shape.takes("object"):
            empties.append({})
        has_default = any("default" in layer for layer in self._shape.layers)
        return has_default or any(not self._judgement.of_value(self.parameter.schema, e).is_broken for e in empties)


def judges(operation: Operation, judgement: Judgement) -> list[ParameterJudge]:
    """One judge for each declared parameter."""
    names = [parameter.name for parameter in operation.parameters_in("query")]
    return [ParameterJudge(parameter, judgement, neighbours=names) for parameter in operation.parameters]


def _header_spellings(texts: list[str]) -> Iterator[str]:
    """What a server sees that reads header bytes as UTF-8."""
    for text in texts:
        if not text.isascii():
            yield _recoded(text)


def _cookie_spellings(texts: list[str]) -> Iterator[str]:
    """What a server sees that undoes quotes or percent-encoding."""
    undo: tuple[Callable[[str], str], ...] = (unquote, lambda text: text.strip('"'), _recoded)
    for text in texts:
        yield from (step(text) for step in undo if step(text) != text)


def _recoded(text: str) -> str:
    return text.encode("latin-1", "replace").decode("utf-8", "replace")
