"""What openapi-core and the libraries below it raise, in our words.

Schema errors never come this way: `mismatches` reads them one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pytest_contract.conformance.verdict import Mismatch
from pytest_contract.errors import UnverifiableError as UnverifiableError

LIMIT = 300
Meaning = Literal["status", "media-type", "body", "header", "unverifiable"]

MEANINGS: Mapping[str, Meaning] = {
    "casting.schemas.exceptions.CastError": "body",
    "deserializing.exceptions.DeserializeError": "body",
    "deserializing.media_types.exceptions.MediaTypeDeserializeError": "body",
    "deserializing.styles.exceptions.BaseStyleDeserializeError": "header",
    "deserializing.styles.exceptions.EmptyQueryParameterValue": "unverifiable",
    "deserializing.styles.exceptions.ParameterDeserializeError": "header",
    "exceptions.OpenAPIError": "unverifiable",
    "exceptions.SpecError": "unverifiable",
    "security.exceptions.SecurityProviderError": "unverifiable",
    "templating.media_types.exceptions.MediaTypeFinderError": "media-type",
    "templating.media_types.exceptions.MediaTypeNotFound": "media-type",
    "templating.paths.exceptions.OperationNotFound": "unverifiable",
    "templating.paths.exceptions.PathError": "unverifiable",
    "templating.paths.exceptions.PathNotFound": "unverifiable",
    "templating.paths.exceptions.PathsNotFound": "unverifiable",
    "templating.paths.exceptions.ServerNotFound": "unverifiable",
    "templating.responses.exceptions.ResponseFinderError": "status",
    "templating.responses.exceptions.ResponseNotFound": "status",
    "templating.security.exceptions.SecurityFinderError": "unverifiable",
    "templating.security.exceptions.SecurityNotFound": "unverifiable",
    "unmarshalling.schemas.exceptions.FormatterNotFoundError": "unverifiable",
    "unmarshalling.schemas.exceptions.UnmarshalError": "unverifiable",
    "unmarshalling.schemas.exceptions.UnmarshallerError": "unverifiable",
    "validation.exceptions.ValidationError": "unverifiable",
    "validation.request.exceptions.InvalidParameter": "unverifiable",
    "validation.request.exceptions.InvalidRequestBody": "unverifiable",
    "validation.request.exceptions.InvalidSecurity": "unverifiable",
    "validation.request.exceptions.MissingParameter": "unverifiable",
    "validation.request.exceptions.MissingParameterError": "unverifiable",
    "validation.request.exceptions.MissingRequestBody": "unverifiable",
    "validation.request.exceptions.MissingRequestBodyError": "unverifiable",
    "validation.request.exceptions.MissingRequiredParameter": "unverifiable",
    "validation.request.exceptions.MissingRequiredRequestBody": "unverifiable",
    "validation.request.exceptions.ParameterValidationError": "unverifiable",
    "validation.request.exceptions.ParametersError": "unverifiable",
    "validation.request.exceptions.RequestBodyValidationError": "unverifiable",
    "validation.request.exceptions.RequestValidationError": "unverifiable",
    "validation.request.exceptions.SecurityValidationError": "unverifiable",
    "validation.response.exceptions.DataValidationError": "body",
    "validation.response.exceptions.HeaderValidationError": "header",
    "validation.response.exceptions.HeadersError": "header",
    "validation.response.exceptions.InvalidData": "body",
    "validation.response.exceptions.InvalidHeader": "header",
    "validation.response.exceptions.MissingData": "body",
    "validation.response.exceptions.MissingHeader": "header",
    "validation.response.exceptions.MissingHeaderError": "header",
    "validation.response.exceptions.MissingRequiredHeader": "header",
    "validation.response.exceptions.ResponseValidationError": "unverifiable",
    "validation.schemas.exceptions.InvalidSchemaValue": "body",
    "validation.schemas.exceptions.ValidateError": "body",
}
"""Every exception class of openapi-core, below its package's name; what a request did is nothing for a response."""


def translate(error: Exception) -> Mismatch | UnverifiableError:
    """The mismatch that an exception stands for, or why nothing can be told; never raises."""
    if isinstance(error, UnverifiableError):
        return error
    meaning = _meaning(error)
    if meaning == "unverifiable":
        return UnverifiableError(cut(f"can't be validated: {reason_of(error)}", LIMIT))
    header = str(getattr(error, "name", "")) if meaning == "header" else ""
    return Mismatch(kind=meaning, reason=reason_of(error), keyword="", header=header)


def reason_of(error: BaseException) -> str:
    """Type and message of an exception, in one line; `str()` of some raises by itself."""
    reference = getattr(error, "ref", None)
    if isinstance(reference, str):
        return cut(f"the reference {reference} can't be resolved", LIMIT)
    try:
        message = str(error)
    except Exception:
        message = ""
    name = type(error).__name__.lstrip("_")
    return cut(f"{name}: {message}" if message.strip() else name, LIMIT)


def cut(text: str, limit: int = 200) -> str:
    """One line of at most that many characters."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _meaning(error: Exception) -> Meaning:
    for cls in type(error).__mro__:
        name = f"{cls.__module__}.{cls.__qualname__}".removeprefix("openapi_core.")
        if name in MEANINGS:
            return MEANINGS[name]
    return "unverifiable"
