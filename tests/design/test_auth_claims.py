"""What documents say of credentials."""

from __future__ import annotations

from typing import Any

import pytest

from pytest_contract.design.read import read_text


def auth(text: str) -> list[tuple[str, Any]]:
    claims = (claim for claim in read_text(text).claims if claim.kind == "auth")
    return [(str(claim.operation or ""), claim.value["required"]) for claim in claims]


def values(text: str) -> list[dict[str, Any]]:
    return [dict(claim.value) for claim in read_text(text).claims if claim.kind == "auth"]


def below(line: str) -> list[tuple[str, Any]]:
    return auth(f"### POST /a\n\n{line}\n")


@pytest.mark.parametrize(
    ("line", "required"),
    [
        pytest.param("**Authentication:** Required", True, id="label"),
        pytest.param("- **Auth**: Bearer token (JWT)", True, id="scheme"),
        pytest.param("- **Auth:** None", False, id="none"),
        pytest.param("**Access:** Public", False, id="public"),
        pytest.param("**Auth:** optional", None, id="optional"),
        pytest.param("Requires authentication.", True, id="sentence"),
        pytest.param("This endpoint does not require authentication.", False, id="negated"),
        pytest.param("This call requires no Authorization header.", False, id="no-header"),
        pytest.param("Clients must send a valid API key.", True, id="must-send"),
        pytest.param("No authentication required.", False, id="no-authentication"),
        pytest.param("Creates a thing (requires auth).", True, id="beside"),
        pytest.param("Creates a thing (public).", False, id="beside-public"),
        pytest.param("Only admins can call this endpoint.", True, id="a-role-only"),
        pytest.param("The server MAY require authorization.", None, id="may"),
        pytest.param("**Auth:** none or infrastructure-only", None, id="none-or"),
        pytest.param("**Acceso:** Requiere autenticación (Rol: ADMIN)", True, id="spanish"),
        pytest.param("**Acceso:** Público", False, id="spanish-public"),
        pytest.param("**Acceso:** Público (sin autenticación) o Autenticado", None, id="spanish-either"),
        pytest.param("**Authentifizierung:** erforderlich", True, id="german"),
        pytest.param("**認証:** 不要", False, id="japanese"),
        pytest.param("**是否认证:** 需要", True, id="chinese"),
        pytest.param("인증이 필요합니다.", True, id="korean"),
        pytest.param("**Autenticação:** não requerida", False, id="portuguese"),
        pytest.param("Endpoint ini memerlukan autentikasi.", True, id="indonesian"),
        pytest.param("Kimlik doğrulama gerektirir.", True, id="turkish"),
        pytest.param("Требует авторизации.", True, id="russian"),
    ],
)
def test_below_an_endpoint(line: str, required: bool | None) -> None:
    assert below(line) == [("POST /a", required)]


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("- `401 Unauthorized`: authentication required", id="an-error"),
        pytest.param("- `AUTH_REQUIRED`: authentication required", id="a-code"),
        pytest.param("**Authentication:** Describe authentication requirements.", id="template"),
        pytest.param("**Authentication:** [JWT, API key]", id="placeholder"),
        pytest.param("**Auth:** Required / None", id="a-choice"),
        pytest.param("If authentication is required, clients send a token.", id="a-condition"),
        pytest.param("SHALL accept {token, newPassword}", id="a-field"),
        pytest.param("No authentication tokens are logged.", id="tokens"),
        pytest.param("Should this require authentication?", id="a-question"),
        pytest.param("SHALL authenticate the user with a token.", id="what-it-does"),
    ],
)
def test_no_claim(line: str) -> None:
    assert below(line) == []


def test_all_endpoints_with_exceptions() -> None:
    text = "### GET /health\n\n### POST /login\n\n## Security\n\nAll endpoints require a JWT except "
    assert auth(f"{text}`POST /login`.") == [("", True), ("POST /login", False)]
    assert auth(f"{text}`/health`.") == [("", True), ("GET /health", False)]


def test_a_column() -> None:
    table = "| Endpoint | Auth required |\n|---|---|\n| `GET /a` | Yes |\n| `GET /b` | No |\n| `GET /c` | |\n"
    assert auth(table) == [("GET /a", True), ("GET /b", False)]
    assert auth(table.replace("Auth required", "Public")) == [("GET /a", False), ("GET /b", True)]
    assert auth(table.replace("Yes", "✅").replace("No", "❌")) == [("GET /a", True), ("GET /b", False)]


def test_a_label_in_a_cell() -> None:
    row = "| `GET /a` | **Auth:** project member. Paged. |\n"
    assert auth(f"| Endpoint | Notes |\n|---|---|\n{row}") == [("GET /a", True)]


def test_a_list_that_a_sentence_introduces() -> None:
    text = "These endpoints do not require authentication:\n\n- `GET /a`\n- `GET /b`\n"
    assert auth(text)[-2:] == [("GET /a", False), ("GET /b", False)]


@pytest.mark.parametrize(
    ("heading", "required"), [("Public endpoints", False), ("Protected endpoints (JWT required)", True)]
)
def test_a_section_of_public_or_protected_endpoints(heading: str, required: bool) -> None:
    assert auth(f"### {heading}\n\n- `GET /a`\n") == [("GET /a", required)]


def test_nicknames_are_resolved() -> None:
    text = "- POST /auth/logout\n- GET /auth/me\n\nAuthenticated endpoints require a Bearer token (logout, me)."
    assert auth(text) == [("POST /auth/logout", True), ("GET /auth/me", True)]


def test_scheme_scopes_and_roles() -> None:
    assert values("### GET /a\n\n**Auth:** Bearer token with scope `reports:read`") == [
        {"required": True, "scheme": "bearer", "scopes": ["reports:read"]}
    ]
    assert values("### GET /a\n\n- **Permission:** `manage:all`") == [{"required": True, "scopes": ["manage:all"]}]
    assert values("### GET /a\n\n**Acceso:** Requiere autenticación (Rol: AGENTE, ADMIN)") == [
        {"required": True, "roles": ["AGENTE", "ADMIN"]}
    ]


def test_a_section_about_some_callers_names_them() -> None:
    assert values("## Partners\n\n- **Authentication:** API key\n") == [
        {"required": True, "scheme": "apiKey", "category": "Partners"}
    ]
