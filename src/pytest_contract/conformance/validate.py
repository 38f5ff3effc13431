"""Responses held against their operation."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from pytest_contract.conformance.body import body_mismatches, has_no_body
from pytest_contract.conformance.headers import header_mismatches, header_value, judged_headers
from pytest_contract.conformance.schema import SchemaChecker
from pytest_contract.conformance.translate import LIMIT, cut, translate
from pytest_contract.conformance.verdict import Mismatch, ResponseVerdict
from pytest_contract.exchange import Response
from pytest_contract.spec import DeclaredResponse, Document, Operation, ResponseHeader

REMEMBERED = 4096
"""So many verdicts are kept for answers that come again."""


@dataclass(frozen=True, slots=True)
class _Declaration:
    response: DeclaredResponse | None
    headers: tuple[ResponseHeader, ...]


class ResponseValidator:
    """Judges responses of one document; validators and verdicts are kept as long as it lives."""

    def __init__(self, document: Document, checker: SchemaChecker | None = None) -> None:
        self._checker = checker or SchemaChecker(document)
        self._declarations: dict[tuple[str, str, int], _Declaration] = {}
        self._verdicts: OrderedDict[Hashable, ResponseVerdict] = OrderedDict()

    def check(self, operation: Operation, response: Response, *, request_method: str | None = None) -> ResponseVerdict:
        """What a response is for the operation that it answers; never raises.

        `request_method` is set where it differs from the operation's: a HEAD request on a GET operation.
        """
        method = request_method or operation.method
        declaration = self._declaration(operation, response.status)
        values = tuple(header_value(response, header.name) for header in declaration.headers)
        digest = blake2b(response.body, digest_size=16).digest()
        key = (operation.pointer, operation.method, method, response.status, response.content_type, values)
        return self._remembered((*key, digest, response.truncated), operation, declaration, response, method)

    def _remembered(
        self, key: Hashable, operation: Operation, declaration: _Declaration, response: Response, method: str
    ) -> ResponseVerdict:
        if key in self._verdicts:
            self._verdicts.move_to_end(key)
            return self._verdicts[key]
        verdict = self._judge(operation, declaration, response, method)
        self._verdicts[key] = verdict
        if len(self._verdicts) > REMEMBERED:
            self._verdicts.popitem(last=False)
        return verdict

    def _declaration(self, operation: Operation, status: int) -> _Declaration:
        key = (operation.pointer, operation.method, status)
        if key not in self._declarations:
            declared = operation.response_for(status)
            headers = () if declared is None else judged_headers(declared)
            self._declarations[key] = _Declaration(declared, headers)
        return self._declarations[key]

    def _judge(
        self, operation: Operation, declaration: _Declaration, response: Response, method: str
    ) -> ResponseVerdict:
        if declaration.response is None:
            return _undeclared_status(operation, response.status)
        mismatches: list[Mismatch] = []
        reasons: dict[str, None] = {}
        for check in self._checks(declaration.response, declaration.headers, response, method):
            try:
                mismatches.extend(check())
            except Exception as error:
                meant = translate(error)
                if isinstance(meant, Mismatch):
                    mismatches.append(meant)
                else:
                    reasons[str(meant)] = None
        return _verdict(tuple(mismatches), cut("; ".join(reasons), LIMIT))

    def _checks(
        self, declared: DeclaredResponse, headers: tuple[ResponseHeader, ...], response: Response, method: str
    ) -> Iterator[Callable[[], list[Mismatch]]]:
        """Each stands alone: what one of them can't tell, the others still can."""
        if not has_no_body(method, response.status):
            yield partial(body_mismatches, self._checker, declared, response)
        for header in headers:
            yield partial(header_mismatches, self._checker, header, header_value(response, header.name))


def _undeclared_status(operation: Operation, status: int) -> ResponseVerdict:
    if not operation.responses:
        return ResponseVerdict(outcome="unverifiable", reason="can't be validated: the operation declares no responses")
    declared = ", ".join(response.status for response in operation.responses)
    mismatch = Mismatch(
        kind="status",
        reason=cut(f"{status} came, declared: {declared}"),
        schema_pointer=f"{operation.pointer}/responses",
    )
    return ResponseVerdict(outcome="differs", mismatches=(mismatch,))


def _verdict(mismatches: tuple[Mismatch, ...], reason: str) -> ResponseVerdict:
    if reason:
        return ResponseVerdict(outcome="unverifiable", mismatches=mismatches, reason=reason)
    return ResponseVerdict(outcome="differs" if mismatches else "conforms", mismatches=mismatches)
