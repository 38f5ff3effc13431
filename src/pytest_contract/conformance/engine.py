"""All that this package takes from openapi-core: the validator class of a document, and its reference resolver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NoReturn

from jsonschema.protocols import Validator  # type: ignore[import-untyped]
from jsonschema.validators import create  # type: ignore[import-untyped]
from jsonschema_path import SchemaPath
from openapi_core import Config, OpenAPI

from pytest_contract.conformance.formats import FORMATS
from pytest_contract.conformance.keywords import keywords_3_0, keywords_3_1

Direction = Literal["request", "response"]

PRIVATE_ARGUMENT = "_resolver"
"""How openapi-core itself hands a document's resolver to a validator; no public argument does that."""


def _refuse(uri: str) -> NoReturn:
    raise LookupError(f"the reference {uri[:120]} leads out of the document")


_HANDLERS = dict.fromkeys(("http", "https", "file", "<all_urls>"), _refuse)


def schema_path(raw: Mapping[str, Any]) -> SchemaPath:
    """The document as openapi-core and openapi-spec-validator walk it, with no way out of it."""
    return SchemaPath.from_dict(dict(raw), handlers=_HANDLERS)


class Engine:
    """openapi-core on one document: built once, the document itself not validated, nothing fetched."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._spec = schema_path(raw)
        self._openapi = OpenAPI(self._spec, config=Config(spec_validator_cls=None))
        self._is_3_0 = str(raw.get("openapi", "")).startswith("3.0")
        self._classes: dict[Direction, type[Validator]] = {}

    def validator(self, schema: Any, direction: Direction) -> Validator:
        """openapi-core's JSON Schema validator for one schema, references resolved against the whole document."""
        with self._spec.resolve() as root:
            resolver = root.resolver
        arguments: dict[str, Any] = {PRIVATE_ARGUMENT: resolver, "format_checker": FORMATS}
        return self._class(direction)(schema, **arguments)

    def _class(self, direction: Direction) -> type[Validator]:
        if direction not in self._classes:
            self._classes[direction] = self._build(direction)
        return self._classes[direction]

    def _build(self, direction: Direction) -> type[Validator]:
        side = self._openapi.response_validator_cls if direction == "response" else self._openapi.request_validator_cls
        base: Any = side.schema_validators_factory.get_validator_cls(self._spec, self._spec)  # type: ignore[union-attr]
        keywords = (keywords_3_0 if self._is_3_0 else keywords_3_1)(base.VALIDATORS, direction, self.follow)
        return _extended(base, keywords, ref_alone=self._is_3_0)

    def follow(self, ref: str) -> Any:
        """What a reference points at, itself not followed further."""
        with self._spec.resolve() as root:
            return root.resolver.lookup(ref).contents


def _extended(base: Any, keywords: Mapping[str, Any], *, ref_alone: bool) -> type[Validator]:
    """The class with other keywords; OpenAPI 3.0.3, section 4.7.23: what stands beside a `$ref` is ignored."""
    extended: type[Validator] = create(
        meta_schema=base.META_SCHEMA,
        validators={**base.VALIDATORS, **keywords},
        type_checker=base.TYPE_CHECKER,
        format_checker=base.FORMAT_CHECKER,
        id_of=base.ID_OF,
        applicable_validators=_ref_alone if ref_alone else _all_keywords,
    )
    return extended


def _all_keywords(schema: Any) -> Any:
    return schema.items()


def _ref_alone(schema: Any) -> Any:
    return (("$ref", schema["$ref"]),) if isinstance(schema.get("$ref"), str) else schema.items()
