"""What counts against an app and what doesn't, on evidence made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from handmade import NOT_FOUND, document, evidence, keys, sent

from pytest_contract.conformance import RequestVerdict
from pytest_contract.exchange import AppException, Exchange, Failure, Response, Violation

USERS = document("/users")
USER = document("/users/{name}", ["200"])
MEMBERS = document("/members", ["200"], security=[{"bearer": []}])
UNDECODABLE = Violation(part="body", keyword="decode")
TIMEOUT = Failure(kind="timeout", reason="no answer in 5 s")


def crash(function: str, line: int = 7) -> AppException:
    return AppException(type_name="KeyError", message="'name'", frames=(("shop.py", line, function, "return row"),))


class TestUndocumentedStatus:
    def test_is_told_once_for_each_status(self) -> None:
        learned = evidence(USERS, sent("/users", 403), sent("/users", 403), sent("/users", 409))
        assert keys("CT101", learned) == ["403", "409"]

    @pytest.mark.parametrize("status", [500, 503, 429, 100])
    def test_is_no_matter_of_failures_limits_and_interim_answers(self, status: int) -> None:
        assert keys("CT101", evidence(USERS, sent("/users", status))) == []

    def test_is_not_the_answer_to_an_outdated_credential(self) -> None:
        assert keys("CT101", evidence(MEMBERS, sent("/members", 401))) == []

    def test_is_a_401_of_an_operation_that_is_open(self) -> None:
        assert keys("CT101", evidence(USERS, sent("/users", 401))) == ["401"]

    @pytest.mark.parametrize("probe", ["anonymous", "wrong-credentials", "content-type"])
    def test_is_not_what_a_probe_brought_about(self, probe: str) -> None:
        assert keys("CT101", evidence(MEMBERS, sent("/members", 418, kind="probe", probe=probe))) == []

    def test_is_not_a_400_for_what_can_not_be_decoded(self) -> None:
        assert keys("CT101", evidence(USERS, sent("/users", 400, kind="invalid", violations=(UNDECODABLE,)))) == []

    def test_is_a_422_for_what_can_not_be_decoded(self) -> None:
        learned = evidence(USERS, sent("/users", 422, kind="invalid", violations=(UNDECODABLE,)))
        assert keys("CT101", learned) == ["422"]

    def test_is_not_what_another_route_answered(self) -> None:
        assert keys("CT101", evidence(USER, sent("/users/a%2Fb", 405, verdict="elsewhere"))) == []

    def test_is_not_the_404_for_a_value_that_breaks_its_own_schema(self) -> None:
        wrong = (Violation(part="path", name="name", keyword="pattern"),)
        assert keys("CT101", evidence(USER, sent("/users/7", 404, kind="invalid", violations=wrong))) == []


class TestAnswerOfTheRouter:
    def test_is_known_by_its_likeness_to_the_page_of_nowhere(self) -> None:
        learned = evidence(USER, sent("/users/a%0Ab", NOT_FOUND), around={"nowhere": NOT_FOUND})
        assert keys("CT101", learned) == []

    def test_is_none_for_a_plain_value(self) -> None:
        learned = evidence(USER, sent("/users/ada", NOT_FOUND), around={"nowhere": NOT_FOUND})
        assert keys("CT101", learned) == ["404"]

    def test_is_none_where_the_app_says_something_of_its_own(self) -> None:
        own = replace(NOT_FOUND, body=b"no such user")
        learned = evidence(USER, sent("/users/a%0Ab", own), around={"nowhere": NOT_FOUND})
        assert keys("CT101", learned) == ["404"]

    def test_may_repeat_the_path(self) -> None:
        pages = [replace(NOT_FOUND, body=f"no {path}".encode()) for path in ("/users/a%2Cb", "/elsewhere")]
        learned = evidence(USER, sent("/users/a%2Cb", pages[0]), around={"nowhere": pages[1]})
        assert keys("CT101", learned) == []


class TestServerError:
    def test_is_one_for_each_line_of_code_that_raises(self) -> None:
        exchanges = [
            (replace(sent("/users", 500)[0], exception=crash(name, line)), sent("/users", 500)[1])
            for name, line in [("read", 7), ("read", 9), ("write", 30)]
        ]
        assert keys("CT105", evidence(USERS, *exchanges)) == ["KeyError:read:return row", "KeyError:write:return row"]

    def test_is_a_500_that_only_default_covers(self) -> None:
        assert keys("CT105", evidence(document("/users", ["200", "default"]), sent("/users", 500))) == ["500"]

    @pytest.mark.parametrize("declared", ["500", "5XX"])
    def test_is_no_declared_answer(self, declared: str) -> None:
        assert keys("CT105", evidence(document("/users", ["200", declared]), sent("/users", 500))) == []

    def test_is_an_exception_whatever_is_declared(self) -> None:
        exchange, verdict = sent("/users", 500)
        learned = evidence(document("/users", ["5XX"]), (replace(exchange, exception=crash("read")), verdict))
        assert keys("CT105", learned) == ["KeyError:read:return row"]

    def test_is_no_answer_three_times_in_a_row(self) -> None:
        assert keys("CT105", evidence(USERS, *(sent("/users", TIMEOUT, number=n) for n in (4, 5, 6)))) == ["timeout"]

    def test_is_not_one_deadline_that_a_busy_machine_missed(self) -> None:
        assert keys("CT105", evidence(USERS, *(sent("/users", TIMEOUT, number=n) for n in (4, 6, 9)))) == []

    def test_is_an_app_that_ends_its_process(self) -> None:
        learned = evidence(USERS, sent("/users", Failure(kind="exit", reason="the app raised SystemExit: 1")))
        assert keys("CT105", learned) == ["exit"]


class TestOperationNotImplemented:
    REFUSED = Response(status=405, headers=(("Content-Type", "text/plain"),), body=b"no such method")

    @pytest.mark.parametrize("path", ["/", "/p", "/users"])
    def test_is_told_whatever_else_of_the_page_is_spelled_like_the_path(self, path: str) -> None:
        def page(asked: str) -> Response:
            body = f"<p>Cannot GET {asked}</p><a href='/'>Up</a>"
            return Response(status=404, headers=NOT_FOUND.headers, body=body.encode())

        learned = evidence(document(path), sent(path, page(path)), around={"nowhere": page("/elsewhere")})
        assert keys("CT301", learned) == ["absent"]

    def test_is_told_where_every_valid_request_is_refused_like_nowhere(self) -> None:
        learned = evidence(USERS, sent("/users", NOT_FOUND), around={"nowhere": NOT_FOUND})
        assert keys("CT301", learned) == ["absent"]

    def test_is_not_told_where_one_request_got_through(self) -> None:
        learned = evidence(USERS, sent("/users", NOT_FOUND), sent("/users", 200), around={"nowhere": NOT_FOUND})
        assert keys("CT301", learned) == []

    def test_is_not_told_for_a_refusal_that_is_declared(self) -> None:
        learned = evidence(document("/users", ["200", "405"]), sent("/users", 405), around={"nowhere": NOT_FOUND})
        assert keys("CT301", learned) == []

    def test_is_told_with_a_parameter_where_no_method_is_known_on_the_path(self) -> None:
        around = {"nowhere": NOT_FOUND, "other_method": NOT_FOUND, "known_path": self.REFUSED}
        assert keys("CT301", evidence(USER, sent("/users/ada", NOT_FOUND), around=around)) == ["absent"]

    def test_is_not_told_with_a_parameter_where_the_router_knows_the_path(self) -> None:
        around = {"nowhere": NOT_FOUND, "other_method": self.REFUSED, "known_path": self.REFUSED}
        assert keys("CT301", evidence(USER, sent("/users/ada", NOT_FOUND), around=around)) == []

    def test_is_not_told_where_the_server_refuses_no_method_anywhere(self) -> None:
        around = {"nowhere": NOT_FOUND, "other_method": NOT_FOUND, "known_path": NOT_FOUND}
        assert keys("CT301", evidence(USER, sent("/users/ada", NOT_FOUND), around=around)) == []

    def test_is_told_by_the_route_table_before_anything_is_sent(self) -> None:
        assert keys("CT301", evidence(USERS, route="absent")) == ["absent"]

    def test_is_not_told_where_the_route_table_has_it(self) -> None:
        learned = evidence(USERS, sent("/users", NOT_FOUND), around={"nowhere": NOT_FOUND}, route="found")
        assert keys("CT301", learned) == []


class TestAuth:
    def test_open_door_is_one_finding_for_both_probes(self) -> None:
        probes = [sent("/members", 200, kind="probe", probe=probe) for probe in ("anonymous", "wrong-credentials")]
        assert keys("CT401", evidence(MEMBERS, *probes)) == ["anonymous"]

    def test_door_that_opens_to_wrong_credentials_is_found(self) -> None:
        probes = [
            sent("/members", 401, kind="probe", probe="anonymous"),
            sent("/members", 200, kind="probe", probe="wrong-credentials"),
        ]
        assert keys("CT401", evidence(MEMBERS, *probes)) == ["wrong-credentials"]

    @pytest.mark.parametrize("status", [400, 404, 429, 500, 302])
    def test_refusal_is_no_open_door(self, status: int) -> None:
        assert keys("CT401", evidence(MEMBERS, sent("/members", status, kind="probe", probe="anonymous"))) == []

    def test_undeclared_refusal_is_said_once_for_each_status(self) -> None:
        probes = [
            sent("/members", status, kind="probe", probe=probe)
            for probe, status in [("anonymous", 302), ("anonymous", 302), ("wrong-credentials", 400)]
        ]
        assert keys("CT402", evidence(MEMBERS, *probes)) == ["302", "400"]

    @pytest.mark.parametrize("status", [429, 500])
    def test_limit_or_failure_is_no_wrong_status(self, status: int) -> None:
        assert keys("CT402", evidence(MEMBERS, sent("/members", status, kind="probe", probe="anonymous"))) == []


class TestInvalidRequestAccepted:
    LIMIT = Violation(part="query", name="limit", keyword="minimum")
    SORT = Violation(part="query", name="sort", keyword="enum")

    def test_is_told_once_for_each_place(self) -> None:
        items = [Violation(part="body", name=f"/items/{n}/id", keyword="type") for n in (0, 3)]
        exchanges = [sent("/users", 200, kind="invalid", violations=(each,)) for each in items]
        assert keys("CT201", evidence(USERS, *exchanges)) == ["body:/items/*/id"]

    @pytest.mark.parametrize("status", [400, 404, 410, 422, 304, 500])
    def test_is_no_refusal(self, status: int) -> None:
        assert keys("CT201", evidence(USERS, sent("/users", status, kind="invalid", violations=(self.LIMIT,)))) == []

    @pytest.mark.parametrize("verdict", ["unclear", "valid", "elsewhere"])
    def test_is_not_what_a_server_may_take_for_valid(self, verdict: str) -> None:
        exchange = sent("/users", 200, kind="invalid", verdict=verdict, violations=(self.LIMIT,))
        assert keys("CT201", evidence(USERS, exchange)) == []

    def test_is_told_of_a_redirect_too(self) -> None:
        learned = evidence(USERS, sent("/users", 303, kind="invalid", violations=(self.LIMIT,)))
        assert keys("CT201", learned) == ["query:limit"]


class TestValidRequestRejected:
    SPEC = document("/users", ["200", "422"])
    LIMIT = (Violation(part="query", name="limit", keyword="minimum"),)

    @staticmethod
    def refused(code: str) -> Response:
        headers = (("Content-Type", "application/json"),)
        return Response(status=422, headers=headers, body=b'{"code": "%s"}' % code.encode())

    def for_broken_schema(self, answer: int | Response, **more: Any) -> tuple[Exchange, RequestVerdict]:
        return sent(
            "/users?limit=0", answer, **{"kind": "invalid", "violations": self.LIMIT, "is_isolated": True} | more
        )

    def test_is_told_where_the_answer_is_that_for_broken_schemas(self) -> None:
        broken = self.for_broken_schema(self.refused("invalid"))
        assert keys("CT202", evidence(self.SPEC, sent("/users", self.refused("invalid")), broken)) == ["422"]

    def test_is_not_told_of_a_code_of_its_own(self) -> None:
        broken = self.for_broken_schema(self.refused("invalid"))
        assert keys("CT202", evidence(self.SPEC, sent("/users", self.refused("sold-out")), broken)) == []

    def test_is_not_told_where_a_rule_of_the_business_may_have_spoken_first(self) -> None:
        broken = self.for_broken_schema(self.refused("sold-out"), is_isolated=False)
        accepted, rejected = sent("/users", 200), sent("/users", self.refused("sold-out"))
        assert keys("CT202", evidence(self.SPEC, accepted, rejected, broken)) == []

    def test_is_not_told_where_no_broken_schema_was_refused(self) -> None:
        assert keys("CT202", evidence(self.SPEC, sent("/users", self.refused("invalid")))) == []

    def test_is_not_told_where_what_a_request_names_does_not_exist(self) -> None:
        # A half is looked up as a whole, and missed like any other key.
        missed = self.refused("Invalid pk - object does not exist.")
        learned = evidence(self.SPEC, sent("/users", 200), sent("/users", missed), self.for_broken_schema(missed))
        assert keys("CT202", learned) == []

    def test_is_not_told_of_an_answer_that_says_nothing(self) -> None:
        assert keys("CT202", evidence(self.SPEC, sent("/users", 422), self.for_broken_schema(422))) == []


class TestReach:
    def test_redirect_is_a_success(self) -> None:
        assert keys("CT901", evidence(document("/users", ["303"]), sent("/users", 303))) == []

    def test_refusals_alone_are_none(self) -> None:
        assert keys("CT901", evidence(USERS, sent("/users", 403))) == ["not-exercised"]

    def test_part_that_could_not_be_sent_is_said(self) -> None:
        learned = evidence(USERS, sent("/users", 200), gaps=("no XML can be made",))
        assert keys("CT901", learned) == ["gap:no XML can be made"]

    def test_status_that_was_not_seen_is_said(self) -> None:
        assert keys("CT902", evidence(document("/users", ["200", "404", "5XX"]), sent("/users", 200))) == ["404", "5XX"]

    def test_where_nothing_was_sent_no_status_is_missed(self) -> None:
        assert keys("CT902", evidence(USERS)) == []
