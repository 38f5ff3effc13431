"""All rules, by code. A new rule is one line here."""

from __future__ import annotations

from pytest_contract.rules.auth.auth_not_enforced import AuthNotEnforced
from pytest_contract.rules.auth.foreign_resource_readable import ForeignResourceReadable
from pytest_contract.rules.auth.wrong_status_for_anonymous import WrongStatusForAnonymous
from pytest_contract.rules.auth.wrong_status_for_foreign_resource import WrongStatusForForeignResource
from pytest_contract.rules.claims.concurrency_claim_broken import ConcurrencyClaimBroken
from pytest_contract.rules.claims.declared_error_not_returned import DeclaredErrorNotReturned
from pytest_contract.rules.claims.declared_header_missing import DeclaredHeaderMissing
from pytest_contract.rules.claims.error_code_with_wrong_status import ErrorCodeWithWrongStatus
from pytest_contract.rules.claims.error_format_mismatch import ErrorFormatMismatch
from pytest_contract.rules.claims.idempotency_broken import IdempotencyBroken
from pytest_contract.rules.claims.latency_target_missed import LatencyTargetMissed
from pytest_contract.rules.claims.undeclared_error_code import UndeclaredErrorCode
from pytest_contract.rules.design.auth_differs import AuthDiffers
from pytest_contract.rules.design.error_code_missing_from_spec import ErrorCodeMissingFromSpec
from pytest_contract.rules.design.example_mismatch import ExampleMismatch
from pytest_contract.rules.design.field_missing_from_spec import FieldMissingFromSpec
from pytest_contract.rules.design.operation_missing_from_design import OperationMissingFromDesign
from pytest_contract.rules.design.operation_missing_from_spec import OperationMissingFromSpec
from pytest_contract.rules.design.rate_limit_differs import RateLimitDiffers
from pytest_contract.rules.design.rate_limit_missing_from_spec import RateLimitMissingFromSpec
from pytest_contract.rules.design.status_missing_from_design import StatusMissingFromDesign
from pytest_contract.rules.design.status_missing_from_spec import StatusMissingFromSpec
from pytest_contract.rules.limits.rate_limit_headers_wrong import RateLimitHeadersWrong
from pytest_contract.rules.limits.rate_limit_not_enforced import RateLimitNotEnforced
from pytest_contract.rules.limits.rate_limit_scope_wrong import RateLimitScopeWrong
from pytest_contract.rules.limits.rate_limit_too_high import RateLimitTooHigh
from pytest_contract.rules.limits.rate_limit_too_low import RateLimitTooLow
from pytest_contract.rules.limits.rate_limit_window_wrong import RateLimitWindowWrong
from pytest_contract.rules.limits.rate_limit_wrong_status import RateLimitWrongStatus
from pytest_contract.rules.limits.retry_after_wrong import RetryAfterWrong
from pytest_contract.rules.limits.undeclared_rate_limit import UndeclaredRateLimit
from pytest_contract.rules.reach.claim_not_understood import ClaimNotUnderstood
from pytest_contract.rules.reach.claim_not_verifiable import ClaimNotVerifiable
from pytest_contract.rules.reach.operation_not_exercised import OperationNotExercised
from pytest_contract.rules.reach.status_not_reached import StatusNotReached
from pytest_contract.rules.reach.worker_lost import WorkerLost
from pytest_contract.rules.request.invalid_request_accepted import InvalidRequestAccepted
from pytest_contract.rules.request.valid_request_rejected import ValidRequestRejected
from pytest_contract.rules.response.created_resource_not_found import CreatedResourceNotFound
from pytest_contract.rules.response.deleted_resource_found import DeletedResourceFound
from pytest_contract.rules.response.response_body_mismatch import ResponseBodyMismatch
from pytest_contract.rules.response.response_header_mismatch import ResponseHeaderMismatch
from pytest_contract.rules.response.server_error import ServerError
from pytest_contract.rules.response.undocumented_media_type import UndocumentedMediaType
from pytest_contract.rules.response.undocumented_status import UndocumentedStatus
from pytest_contract.rules.routing.operation_not_implemented import OperationNotImplemented
from pytest_contract.rules.routing.undocumented_operation import UndocumentedOperation
from pytest_contract.rules.rule import Rule
from pytest_contract.rules.source.spec_example_mismatch import SpecExampleMismatch
from pytest_contract.rules.source.spec_invalid import SpecInvalid

RULES: tuple[Rule, ...] = (
    UndocumentedStatus(),
    UndocumentedMediaType(),
    ResponseBodyMismatch(),
    ResponseHeaderMismatch(),
    ServerError(),
    CreatedResourceNotFound(),
    DeletedResourceFound(),
    InvalidRequestAccepted(),
    ValidRequestRejected(),
    OperationNotImplemented(),
    UndocumentedOperation(),
    AuthNotEnforced(),
    WrongStatusForAnonymous(),
    ForeignResourceReadable(),
    WrongStatusForForeignResource(),
    RateLimitNotEnforced(),
    RateLimitTooLow(),
    RateLimitTooHigh(),
    RateLimitWrongStatus(),
    RetryAfterWrong(),
    RateLimitWindowWrong(),
    RateLimitScopeWrong(),
    RateLimitHeadersWrong(),
    UndeclaredRateLimit(),
    OperationMissingFromSpec(),
    OperationMissingFromDesign(),
    StatusMissingFromSpec(),
    StatusMissingFromDesign(),
    ErrorCodeMissingFromSpec(),
    RateLimitDiffers(),
    RateLimitMissingFromSpec(),
    AuthDiffers(),
    ExampleMismatch(),
    FieldMissingFromSpec(),
    UndeclaredErrorCode(),
    ErrorCodeWithWrongStatus(),
    DeclaredErrorNotReturned(),
    ErrorFormatMismatch(),
    LatencyTargetMissed(),
    IdempotencyBroken(),
    ConcurrencyClaimBroken(),
    DeclaredHeaderMissing(),
    OperationNotExercised(),
    StatusNotReached(),
    ClaimNotUnderstood(),
    ClaimNotVerifiable(),
    SpecInvalid(),
    SpecExampleMismatch(),
    WorkerLost(),
)
"""In the order of their codes."""

BY_CODE = {rule.code: rule for rule in RULES}
