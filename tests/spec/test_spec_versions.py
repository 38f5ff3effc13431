"""Which versions are taken, and what is said about the others."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pytest_contract.errors import SpecLoadError
from pytest_contract.spec import Document

PATHS = "paths: {/a: {get: {}}}"


@pytest.mark.parametrize(
    ("written", "dialect", "normalised"),
    [
        pytest.param("3.0.3", "3.0", "3.0.3", id="3.0"),
        pytest.param("3.1.1", "3.1", "3.1.1", id="3.1"),
        pytest.param("3.2.0", "3.2", "3.2.0", id="3.2"),
        pytest.param("'3.1'", "3.1", "3.1.0", id="without a patch number"),
        pytest.param("3.0.0-rc1", "3.0", "3.0.0-rc1", id="release candidate"),
    ],
)
def test_a_supported_version_is_kept_as_written_and_given_on_with_a_patch_number(
    document: Callable[..., Document], written: str, dialect: str, normalised: str
) -> None:
    loaded = document(PATHS, head=f"openapi: {written}\n")
    assert (loaded.openapi, loaded.dialect, loaded.raw["openapi"]) == (written.strip("'"), dialect, normalised)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        pytest.param("swagger: '2.0'", "is Swagger 2.0; convert it to OpenAPI 3", id="Swagger"),
        pytest.param("swagger: 2.0", "is Swagger 2.0; convert it to OpenAPI 3", id="Swagger as a number"),
        pytest.param("openapi: 3.1", 'as a number; quote it: openapi: "3.1.0"', id="3.1 as a number"),
        pytest.param("openapi: 3.0", 'as a number; quote it: openapi: "3.0.0"', id="3.0 as a number"),
        pytest.param("openapi: 3", 'as a number; quote it: openapi: "3.0.0"', id="3 as a number"),
        pytest.param("openapi: 3.3.0", "is OpenAPI '3.3.0', which isn't supported; 3.0, 3.1 and 3.2 are", id="3.3"),
        pytest.param("openapi: '4.0.0'", "is OpenAPI '4.0.0', which isn't supported", id="4"),
        pytest.param("openapi: [3]", 'that is no text; write it as openapi: "3.1.0"', id="a list"),
        pytest.param("asyncapi: 2.6.0", "is AsyncAPI, which describes messages", id="AsyncAPI"),
        pytest.param("title: x", 'has no "openapi" version; add one', id="none"),
    ],
)
def test_another_version_is_refused_with_the_way_out(
    document: Callable[..., Document], head: str, message: str
) -> None:
    with pytest.raises(SpecLoadError) as caught:
        document(PATHS, head=f"{head}\n")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        pytest.param("paths: {}", "declares no paths", id="empty"),
        pytest.param("components: {}", "declares no paths", id="missing"),
        pytest.param("paths: {x-note: 1}", "is no mapping of path to operations", id="extension only"),
        pytest.param("paths: [1]", "is no mapping of path to operations", id="a list"),
        pytest.param("webhooks: {a: {post: {}}}", "declares only webhooks", id="webhooks only"),
    ],
)
def test_a_document_without_paths_is_refused(document: Callable[..., Document], body: str, message: str) -> None:
    with pytest.raises(SpecLoadError) as caught:
        document(body)
    assert message.replace("is no", "are no") in str(caught.value)
