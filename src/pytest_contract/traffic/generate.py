"""The shield over schemathesis and hypothesis: nothing outside this file and `raw_bodies` knows them.

Its documented API is used wherever there is one: `schemathesis.openapi.from_dict`, `schema[path][method]`,
`APIOperation.as_strategy`, `APIOperation.Case`, `schemathesis.serializer`, `Case.as_transport_kwargs`, `Case.meta`,
`schemathesis.Config`.
What is used beyond it stands in `UNDOCUMENTED`, and a test holds each name.
"""

from __future__ import annotations

import copy
import math
import time
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import islice
from typing import Any, cast
from urllib.parse import urlsplit

import hypothesis
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity
from hypothesis.errors import FailedHealthCheck, Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode
from schemathesis.errors import SchemathesisError

from pytest_contract.errors import UnusableOperationError
from pytest_contract.exchange import Intent, Request, Violation
from pytest_contract.exchange.intent import Part
from pytest_contract.exchange.intent import Phase as IntentPhase
from pytest_contract.findings import fingerprint
from pytest_contract.spec import Document, Operation
from pytest_contract.spec.media_type import is_json
from pytest_contract.traffic.conditions import CONDITIONS
from pytest_contract.traffic.draft import NO_BODY, Draft, Drafts
from pytest_contract.traffic.local_constants import without_local_constants
from pytest_contract.traffic.raw_bodies import let_through
from pytest_contract.traffic.recombine import independent_members, recombined, with_other_surroundings

UNDOCUMENTED = (
    "schemas.BaseSchema.iter_coverage_cases",
    "schemas.APIOperation.get_strategies_from_examples",
    "schemas.BaseSchema.location",
    "config.ProjectConfig.generation_for",
    "generation.case.adjust_urlencoded_payload",
    "core.NotSet",
)
"""Names below `schemathesis` that its documentation doesn't promise."""

BuiltOperation = APIOperation[Any, Any, Any, Any]
BuiltCase = Case[Any]

_ORIGIN = "http://contract.invalid"
_CONFIG = {
    "cache": {"enabled": False},
    "generation": {"with-security-parameters": False, "database": "none"},
    "phases": {
        "coverage": {"unexpected-methods": []},
        "examples": {"fill-missing": False},
    },
}
_SUPPRESSED = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example)
_PARTS: dict[str, Part] = {"path": "path", "query": "query", "header": "header", "cookie": "cookie", "body": "body"}
_PROBED_SCENARIOS = {"malformed_content_type", "unsupported_content_type", "unspecified_http_method"}
_REQUEST_HEADERS_TO_DROP = {
    "user-agent",
    "x-schemathesis-testcaseid",
    "accept-encoding",
    "connection",
    "content-length",
}
_BOUNDARY = b"contract-part-boundary-0000000000"
# Each built operation holds its own copy of the schemas that it reaches, megabytes in the worst specs.
_MOST_BUILT = 64
# hypothesis spends more on each run of a test function than on drawing one case in it.
_DRAWN_TOGETHER = 10
_DRAWN_FOR_EACH = 3
# The first run draws the simplest case only.
_FEWEST_RUNS = 8
_RESERVED = 4
_EXACT = 2**53
_SHARE_OF_INVALID = 0.2
_SHARE_DRAWN = 0.3
_MOST_FOR_EACH_MEMBER = 20
_FEWEST_DRAWN = 15
_MOST_OF_PATHS_ALONE = 16
# Where members that were drawn don't combine into more than these, more draws bring little that is new.
_ENOUGH = 30
# So many draws in a row that bring nothing new end the drawing.
_FRUITLESS = 25
_FEW_GENERATED = 20
# A generator that yields without end must not hold an operation's budget on its own.
_MOST_BOUNDARY_CASES = 400


def _takes_paths_alone(operation: Operation) -> bool:
    return operation.body is None and all(
        parameter.part == "path" or parameter.name.lower() in CONDITIONS for parameter in operation.parameters
    )


def _malformed(operation: Operation, valid: Iterable[Draft]) -> Iterator[Draft]:
    """A JSON body that ends in the middle: what every parser meets one day, and schemathesis seldom sends."""
    carrier = next((draft for draft in valid if draft.media_type is not None and is_json(draft.media_type)), None)
    if carrier is not None and operation.body is not None:
        broken = Violation(part="body", keyword="decode", description="JSON that ends in the middle")
        yield replace(carrier, intent=Intent(kind="invalid", phase="boundary", violations=(broken,)), body=b'{"a": [')


class _OutOfTimeError(BaseException):
    """Ends a hypothesis run from inside; not an `Exception`, so that hypothesis passes it on at once."""


class Generator:
    """Makes drafts for the operations of one document, and renders them as requests.

    The same document, seed and operation give the same drafts, whatever was generated before.
    """

    def __init__(self, document: Document, *, seed: int, max_examples: int = 100, max_time_s: float = 15.0) -> None:
        """`max_time_s`, for each operation, is the thread's own time: a busy machine costs no requests."""
        with _quiet():
            self._schema = schemathesis.openapi.from_dict(
                cast("dict[str, Any]", document.raw), config=schemathesis.Config.from_dict(_CONFIG)
            )
        if document.file is not None:
            self._schema.location = document.file.as_uri()
        self._document = document
        self._seed = seed
        self._max_examples = max_examples
        self._invalid = round(max_examples * _SHARE_OF_INVALID)
        self._max_time_s = max_time_s
        self._built: dict[str, BuiltOperation] = {}
        self._stock: dict[str, _Collected] = {}

    def drafts(self, operation: Operation) -> Drafts:
        """Examples, boundary cases, and `max_examples` generated ones, a fifth of them invalid.

        Boundary cases hold many invalid ones already: each constraint broken in turn. What can't be generated is
        named in `gaps`; nothing raises.
        """
        collected = self._stocked(operation).copy()
        if not collected.is_usable:
            return collected.drafts()
        deadline = time.thread_time() + self._max_time_s - collected.spent_s
        with _quiet():
            self._take_invalid(operation, self._build(operation), collected, self._invalid, deadline)
        return collected.drafts(_malformed(operation, collected.valid))

    def valid_drafts(self, operation: Operation) -> tuple[Draft, ...]:
        """A few valid drafts, simplest first: the spec's examples, its boundary cases, then generated ones."""
        return tuple(self._stocked(operation).first_valid(_FEW_GENERATED))

    def _stocked(self, operation: Operation) -> _Collected:
        """All of an operation's drafts but the generated invalid ones; made once, since producers want them too."""
        if operation.label not in self._stock:
            if len(self._stock) >= _MOST_BUILT:
                self._stock.clear()
            self._stock[operation.label] = self._collected(operation)
        return self._stock[operation.label]

    def _collected(self, operation: Operation) -> _Collected:
        started = time.thread_time()
        deadline = started + self._max_time_s
        collected = _Collected()
        with _quiet():
            try:
                built = self._build(operation)
            except UnusableOperationError as error:
                collected.give_up(error.reason)
                return collected
            collected.take("example", self._examples(built), deadline)
            collected.take("boundary", self._boundary_cases(built), deadline)
            self._take_valid(operation, built, collected, self._max_examples - self._invalid, deadline)
        collected.spent_s = time.thread_time() - started
        return collected

    def _take_valid(
        self, operation: Operation, built: BuiltOperation, collected: _Collected, count: int, deadline: float
    ) -> None:
        """Add `count` generated valid drafts: some drawn, the others put together from what was drawn."""
        if _takes_paths_alone(operation):
            # Most of them will be sent to what the app holds, and are the same request then.
            count = min(count, _MOST_OF_PATHS_ALONE)
        members = independent_members(self._document, operation)
        if members > 1:
            # The fewer members, the fewer of their combinations say something new.
            count = min(count, members * _MOST_FOR_EACH_MEMBER)
        drawn = max(math.ceil(count * _SHARE_DRAWN), min(count, _FEWEST_DRAWN)) if members > 1 else count
        before = len(collected.valid)
        reserved = _RESERVED if operation.body is not None and count > 4 * _RESERVED else 0
        cases = self._generated(operation, built, GenerationMode.POSITIVE, drawn + reserved, deadline)
        collected.take("generated", cases, deadline)
        collected.reserve(reserved if len(collected.valid) - before > 2 * reserved else 0)
        fresh = collected.valid[before:]
        for draft in recombined(fresh, count=2 * (count - drawn), seed=self._seed):
            if len(collected.valid) - before >= count:
                return
            collected.add(draft)
        if len(fresh) < drawn or len(collected.valid) - before >= min(count, _ENOUGH):
            return
        # Too few members to put together: what is missing is drawn after all.
        more = self._generated(operation, built, GenerationMode.POSITIVE, count + reserved, deadline)
        collected.take("generated", islice(more, drawn + reserved, None), deadline)

    def _take_invalid(
        self, operation: Operation, built: BuiltOperation, collected: _Collected, count: int, deadline: float
    ) -> None:
        """Add `count` generated invalid drafts: some drawn, the others with those faults elsewhere."""
        if _takes_paths_alone(operation):
            # What breaks a path parameter mostly misses the route.
            count = math.ceil(count * _SHARE_DRAWN)
        drawn = math.ceil(count * _SHARE_DRAWN) if independent_members(self._document, operation) > 1 else count
        before = len(collected.invalid)
        cases = self._generated(operation, built, GenerationMode.NEGATIVE, drawn, deadline)
        collected.take("generated", _if_any(cases), deadline)
        broken = collected.invalid[before:]
        valid = [draft for draft in collected.valid if draft.intent.phase == "generated"]
        for draft in with_other_surroundings(broken, valid, count=2 * (count - drawn), seed=self._seed):
            if len(collected.invalid) - before >= count:
                return
            collected.add(draft)

    def render(self, operation: Operation, draft: Draft, *, base_path: str) -> Request:
        """The request as it goes over the wire; raises UnusableOperationError where it can't be serialised."""
        built = self._build(operation)
        with _quiet(), _translated(operation):
            case = built.Case(
                path_parameters=dict(draft.path_parameters),
                query=dict(draft.query),
                headers=dict(draft.headers),
                cookies=dict(draft.cookies),
                **({} if draft.body is NO_BODY else {"body": draft.body, "media_type": draft.media_type}),
            )
            if draft.part_media_types:
                case.multipart_content_types = dict(draft.part_media_types)
            kwargs = case.as_transport_kwargs(base_url=_ORIGIN + base_path)
            return _to_request(_prepared(**kwargs))

    def _build(self, operation: Operation) -> BuiltOperation:
        if operation.label not in self._built:
            if len(self._built) >= _MOST_BUILT:
                self._built.clear()
            let_through(self._document, operation)
            with _translated(operation):
                self._built[operation.label] = self._schema[operation.path][operation.method.lower()]
        return self._built[operation.label]

    def _examples(self, built: BuiltOperation) -> Iterator[BuiltCase]:
        for strategy in built.get_strategies_from_examples():
            yield from _draw(strategy, count=1, seed=self._seed, deadline=time.thread_time() + 5)

    def _boundary_cases(self, built: BuiltOperation) -> Iterator[BuiltCase]:
        generation = self._schema.config.generation_for(operation=built, phase="coverage")
        cases = self._schema.iter_coverage_cases(
            built, generation_modes=list(GenerationMode), generation_config=generation
        )
        for case in islice(cases, _MOST_BOUNDARY_CASES):
            schemathesis.generation.case.adjust_urlencoded_payload(case)
            yield case

    def _generated(
        self, operation: Operation, built: BuiltOperation, mode: GenerationMode, count: int, deadline: float
    ) -> Iterator[BuiltCase]:
        if count > 0:
            # From the label, not from what ran before: selection and order must not change what is sent.
            seed = int(fingerprint(str(self._seed), operation.label, mode.value), 16)
            yield from _draw(built.as_strategy(generation_mode=mode), count=count, seed=seed, deadline=deadline)


class _EnoughError(BaseException):
    """Ends a hypothesis run that has given what it was asked for."""


class _Collected:
    """Drafts as they come, without those that are equal to an earlier one."""

    def __init__(self) -> None:
        self.valid: list[Draft] = []
        self.invalid: list[Draft] = []
        self.spent_s = 0.0
        """The thread's own time that they took."""
        self.is_usable = True
        self._gaps: dict[str, None] = {}
        self._is_cut_short = False
        self._reserved: tuple[Draft, ...] = ()
        self._seen: set[str] = set()

    def copy(self) -> _Collected:
        """Another one to add to."""
        other = _Collected()
        vars(other).update({name: copy.copy(value) for name, value in vars(self).items()})
        return other

    def give_up(self, reason: str) -> None:
        """Nothing can be generated at all."""
        self.is_usable = False
        self._gaps.setdefault(reason)

    def first_valid(self, generated: int) -> list[Draft]:
        """The valid ones, of those that were generated only the first."""
        others = [draft for draft in self.valid if draft.intent.phase != "generated"]
        return others + [draft for draft in self.valid if draft.intent.phase == "generated"][:generated]

    def take(self, phase: IntentPhase, cases: Iterable[BuiltCase], deadline: float) -> None:
        """Add what comes before the deadline; what can't be generated becomes a gap, except for invalid cases."""
        try:
            for case in cases:
                if time.thread_time() > deadline:
                    self._is_cut_short = True
                    return
                self.add(_to_draft(case, phase))
        except _OutOfTimeError:
            self._is_cut_short = True
        except Exception as error:  # whatever a generator raises costs what it would have generated
            self._gaps.setdefault(_reason(error))

    def add(self, draft: Draft) -> None:
        """Add a draft, unless an equal one is there."""
        shape = _shape(draft)
        if shape in self._seen:
            return
        self._seen.add(shape)
        (self.valid if draft.intent.kind == "valid" else self.invalid).append(draft)

    def reserve(self, count: int) -> None:
        """Set the last ones apart."""
        if count:
            self._reserved = tuple(self.valid[-count:])
            del self.valid[-count:]

    def drafts(self, also_invalid: Iterable[Draft] = ()) -> Drafts:
        """What came together."""
        return Drafts(
            valid=tuple(self.valid),
            invalid=(*also_invalid, *self.invalid),
            reserved=self._reserved,
            gaps=tuple(self._gaps),
            is_cut_short=self._is_cut_short,
        )


def _if_any(cases: Iterator[BuiltCase]) -> Iterator[BuiltCase]:
    """The cases; none, where nothing can break the operation's schemas."""
    with suppress(Unsatisfiable, FailedHealthCheck):
        yield from cases


def _draw(strategy: Any, *, count: int, seed: int, deadline: float) -> list[BuiltCase]:
    """Up to `count` cases that differ; fewer where there aren't so many, or hypothesis comes back to the same ones."""
    drawn: dict[str, BuiltCase] = {}
    fruitless, runs = [0], [0]

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=1 if count == 1 else max(_FEWEST_RUNS, count * _DRAWN_FOR_EACH // _DRAWN_TOGETHER),
        database=None,
        deadline=None,
        derandomize=False,
        phases=(Phase.generate,),
        suppress_health_check=_SUPPRESSED,
        verbosity=Verbosity.quiet,
        print_blob=False,
    )
    @hypothesis.given(data=hypothesis.strategies.data())
    def collect(data: hypothesis.strategies.DataObject) -> None:
        runs[0] += 1
        # hypothesis draws the simplest of everything first: once will do.
        for _ in range(_DRAWN_TOGETHER if runs[0] > 1 else 1):
            if len(drawn) >= count:
                raise _EnoughError
            if time.thread_time() > deadline:
                raise _OutOfTimeError
            case = data.draw(strategy)
            shape = _shape(case)
            fruitless[0] = fruitless[0] + 1 if shape in drawn else 0
            if fruitless[0] >= _FRUITLESS:
                raise _EnoughError
            drawn.setdefault(shape, case)

    try:
        collect()
    except _EnoughError:
        pass
    except _OutOfTimeError:
        if not drawn:
            raise
    except Exception:  # strategies that keep state between runs make hypothesis stop; what came before stands
        if not drawn:
            raise
    return list(drawn.values())


def _shape(case: BuiltCase | Draft) -> str:
    return repr((case.path_parameters, case.query, dict(case.headers), case.cookies, case.body, case.media_type))


def _plain(value: Any) -> Any:
    """The value with whole numbers as integers: `5.0` fits `type: integer`, and many a server refuses it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return int(value)
    if isinstance(value, dict):
        return {name: _plain(member) for name, member in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _to_draft(case: BuiltCase, phase: IntentPhase) -> Draft:
    intent = _intent(case, phase)
    return Draft(
        intent=intent,
        path_parameters=dict(case.path_parameters),
        query=dict(case.query),
        headers=dict(case.headers),
        cookies=dict(case.cookies),
        body=_body_of(case, is_valid=intent.kind == "valid"),
        media_type=case.media_type,
        part_media_types=case.multipart_content_types,
        left_out=_left_out(case),
    )


def _body_of(case: BuiltCase, *, is_valid: bool) -> Any:
    if isinstance(case.body, schemathesis.core.NotSet):
        return NO_BODY
    return _plain(case.body) if is_valid else case.body


def _intent(case: BuiltCase, phase: IntentPhase) -> Intent:
    meta = case.meta
    if meta is None or meta.generation.mode.is_positive:
        return Intent(kind="valid", phase=phase)
    scenario = getattr(meta.phase.data, "scenario", None)
    if scenario is not None and scenario.value in _PROBED_SCENARIOS:
        return Intent(kind="probe", phase=phase, probe="content-type")
    return Intent(kind="invalid", phase=phase, violations=tuple(_violations(meta.phase.data, scenario)))


def _violations(phase_data: Any, scenario: Any) -> Iterator[Violation]:
    mutations = getattr(phase_data, "mutations", ())
    for mutation in mutations:
        yield Violation(
            part=_PARTS.get(mutation.parameter_location.value, "body"),
            name=mutation.parameter or "",
            keyword=",".join(mutation.keywords),
            description=phase_data.description or "",
        )
    if not mutations:
        location = phase_data.parameter_location
        yield Violation(
            part=_PARTS.get("" if location is None else location.value, "body"),
            name=phase_data.parameter or "",
            keyword="" if scenario is None else scenario.value,
            description=phase_data.description or "",
        )


def _left_out(case: BuiltCase) -> frozenset[str]:
    meta = case.meta
    if meta is None or not meta.generation.mode.is_negative:
        return frozenset()
    present = {name.lower() for name in case.headers}
    named = {v.name.lower() for v in _violations(meta.phase.data, None) if v.part == "header" and v.name}
    return frozenset(named - present)


def _prepared(
    *,
    method: str,
    url: str,
    headers: Any = None,
    cookies: Any = None,
    params: Any = None,
    data: Any = None,
    files: Any = None,
    json: Any = None,
) -> requests.PreparedRequest:
    """What `requests.Request(...).prepare()` makes, by its own public steps, less those that change nothing here:
    authentication, hooks, and the cookies of a request that has none."""
    prepared = requests.PreparedRequest()
    prepared.prepare_method(method)
    prepared.prepare_url(url, params)
    prepared.prepare_headers(headers)
    if cookies:
        prepared.prepare_cookies(cookies)
    prepared.prepare_body(data or (), files, json)
    return prepared


def _to_request(prepared: requests.PreparedRequest) -> Request:
    body = prepared.body or b""
    raw = body.encode("utf-8", "surrogatepass") if isinstance(body, str) else bytes(cast("bytes", body))
    headers = {
        _text(name): _text(value)
        for name, value in prepared.headers.items()
        if name.lower() not in _REQUEST_HEADERS_TO_DROP
    }
    raw, headers = _with_fixed_boundary(raw, headers)
    parts = urlsplit(cast("str", prepared.url))
    url = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Request(method=cast("str", prepared.method), url=url, headers=tuple(headers.items()), body=raw)


def _with_fixed_boundary(body: bytes, headers: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    """The boundary that requests draws at random, replaced: the same draft gives the same bytes."""
    content_type = headers.get("Content-Type", "")
    kind, mark, drawn = content_type.partition("boundary=")
    if not kind.startswith("multipart/") or not mark or not body:
        return body, headers
    fixed = body.replace(drawn.encode("latin-1"), _BOUNDARY)
    return fixed, {**headers, "Content-Type": f"{kind}boundary={_BOUNDARY.decode()}"}


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value


@contextmanager
def _translated(operation: Operation) -> Iterator[None]:
    try:
        yield
    except UnusableOperationError:
        raise
    except Exception as error:
        raise UnusableOperationError(_reason(error), pointer=operation.pointer) from error


def _reason(error: BaseException) -> str:
    """One line, under 200 characters, that says what stood in the way."""
    if isinstance(error, Unsatisfiable):
        return "no value satisfies the schema"
    if isinstance(error, FailedHealthCheck):
        return "hardly any value satisfies the schema"
    name = "" if isinstance(error, SchemathesisError) else f"{type(error).__name__}: "
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (name + " ".join(lines))[:200] or type(error).__name__


@contextmanager
def _quiet() -> Iterator[None]:
    """What the libraries warn of is for their own users, not for ours; nor do they look at the user's modules."""
    with warnings.catch_warnings(), without_local_constants():
        warnings.simplefilter("ignore")
        yield
