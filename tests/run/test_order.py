"""What may end a login is tested last."""

from __future__ import annotations

from served_here import OK, document

from pytest_contract.run.order import in_testing_order


def test_operations_that_end_logins_come_last_and_the_others_stay_in_order() -> None:
    paths = {
        "/me": {"delete": OK, "get": OK},
        "/me/password": {"put": OK},
        "/logout": {"post": OK},
        "/users/{id}": {"get": OK, "delete": OK},
        "/api-keys/{id}": {"delete": OK},
        "/users": {"post": OK},
        "/logs": {"delete": OK},
    }
    labels = [operation.label for operation in in_testing_order(document(paths).operations)]
    assert labels == [
        *("GET /me", "GET /users/{id}", "POST /users", "DELETE /logs"),
        *("POST /logout", "DELETE /api-keys/{id}"),
        *("PUT /me/password",),
        *("DELETE /me", "DELETE /users/{id}"),
    ]
