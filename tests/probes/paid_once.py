"""Payments below accounts, idempotent by a key, but for one fault at most."""

from __future__ import annotations

from itertools import count
from typing import Any

from flask import Flask, Response, jsonify, request

_AMOUNT = {"type": "integer", "minimum": 1, "maximum": 1000}
_BODY = {"type": "object", "required": ["amount"], "properties": {"amount": _AMOUNT}, "additionalProperties": False}


def spec(*, declares_key: bool = True) -> dict[str, Any]:
    """The contract; `declares_key`: whether the header is a parameter."""
    body = {"required": True, "content": {"application/json": {"schema": _BODY}}}
    key = {"name": "Idempotency-Key", "in": "header", "schema": {"type": "string"}}
    account = {"name": "id", "in": "path", "required": True, "schema": {"type": "integer"}}
    keys = [key] if declares_key else []

    def responses(*statuses: int) -> dict[str, Any]:
        return {str(each): {"description": "", "content": {"application/json": {}}} for each in statuses}

    return {
        "openapi": "3.1.0",
        "info": {"title": "Payments", "version": "1"},
        "paths": {
            "/payments": {
                "post": {"parameters": keys, "requestBody": body, "responses": responses(201, 200, 400, 409, 422)},
                "get": {"responses": responses(200)},
            },
            "/accounts": {"post": {"responses": responses(201)}},
            "/accounts/{id}": {"parameters": [account], "get": {"responses": responses(200, 404)}},
            "/accounts/{id}/deposits": {
                "parameters": [account],
                "post": {"parameters": keys, "requestBody": body, "responses": responses(200, 400, 404, 422)},
            },
        },
    }


class Books:
    """What was paid, and what was answered to which key."""

    def __init__(self, fault: str | None) -> None:
        self.fault = fault
        self.payments: list[dict[str, int]] = []
        self.accounts: dict[int, int] = {}
        self.numbers = count(1)
        self.answers: dict[tuple[str, str], tuple[int, Any, int]] = {}

    def amount(self) -> int | None:
        body = request.get_json(silent=True)
        amount = body.get("amount") if isinstance(body, dict) else None
        is_whole = isinstance(amount, int) and not isinstance(amount, bool)
        return amount if is_whole and 1 <= amount <= 1000 and set(body) == {"amount"} else None

    def pay(self) -> tuple[Response, int]:
        amount = self.amount()
        return (jsonify(code="bad"), 400) if amount is None else self.once(amount, self._pay)

    def deposit(self, number: int) -> tuple[Response, int]:
        amount = self.amount()
        if number not in self.accounts:
            return jsonify(code="unknown"), 404
        return (jsonify(code="bad"), 400) if amount is None else self.once(amount, lambda of: self._deposit(number, of))

    def once(self, amount: int, effect: Any) -> tuple[Response, int]:
        key = request.headers.get("Idempotency-Key")
        known = self.answers.get((request.path, key)) if key and self.fault != "ignores-key" else None
        if known is None:
            status, body = effect(amount)
            if key:
                self.answers[request.path, key] = (amount, body, status)
            return jsonify(body), status
        if known[0] != amount and self.fault != "accepts-another-body":
            return jsonify(code="key-was-used"), 409 if self.fault == "wrong-conflict" else 422
        if self.fault == "pays-again":
            effect(amount)
        if self.fault == "refuses-replay":
            return jsonify(code="seen"), 409
        return jsonify(
            {} if self.fault == "forgets-answer" else known[1]
        ), 200 if self.fault == "other-status" else known[2]

    def _pay(self, amount: int) -> tuple[int, Any]:
        payment = {"id": next(self.numbers), "amount": amount}
        self.payments.append(payment)
        return 201, payment

    def _deposit(self, number: int, amount: int) -> tuple[int, Any]:
        self.accounts[number] += amount
        return 200, {"accepted": True}

    def open(self) -> tuple[Response, int]:
        number = next(self.numbers)
        self.accounts[number] = 0
        return jsonify(id=number, balance=0), 201

    def account(self, number: int) -> tuple[Response, int]:
        known = number in self.accounts
        return (jsonify(id=number, balance=self.accounts[number]), 200) if known else (jsonify(code="unknown"), 404)


def create_app(fault: str | None = None) -> Flask:
    app, books = Flask("payments"), Books(fault)
    app.add_url_rule("/payments", "pay", books.pay, methods=["POST"])
    app.add_url_rule("/payments", "payments", lambda: jsonify(books.payments), methods=["GET"])
    app.add_url_rule("/accounts", "open", books.open, methods=["POST"])
    app.add_url_rule("/accounts/<int(signed=True):number>", "account", books.account, methods=["GET"])
    app.add_url_rule("/accounts/<int(signed=True):number>/deposits", "deposit", books.deposit, methods=["POST"])
    return app
