"""Regular expressions of routes, read as templates or as an open end."""

from __future__ import annotations

import pytest

from pytest_contract.target.routes.regex import template_of


@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        pytest.param(r"^users/$", "users/", id="literal"),
        pytest.param(r"^users/(?P<pk>[^/.]+)/$", "users/{pk}/", id="named group"),
        pytest.param(r"^users/([0-9]+)/posts/(\d{4})$", "users/{arg0}/posts/{arg1}", id="unnamed groups"),
        pytest.param(r"^users\.json\Z", "users.json", id="escaped dot"),
        pytest.param(r"^a/(?P<x>(?:b|c)+[)(])/?$", "a/{x}", id="groups and classes inside a group"),
    ],
)
def test_a_simple_pattern_is_a_template(pattern, path):
    template = template_of(pattern, is_endpoint=True)
    assert (template.path, template.is_open_ended) == (path, False)


@pytest.mark.parametrize(
    ("pattern", "prefix"),
    [
        pytest.param(r"^users/", "users/", id="no end anchor"),
        pytest.param(r"^files/(?P<path>.*)$", "files/", id="group with slashes"),
        pytest.param(r"^(?:en|de)/users/$", "", id="alternatives outside a group"),
        pytest.param(r"^users/(?P<pk>\d+)?$", "users/", id="optional group"),
        pytest.param(r"^users?$", "user", id="optional letter"),
        pytest.param(r"^v\d/users$", "v", id="character class"),
    ],
)
def test_what_cannot_be_read_is_an_open_end(pattern, prefix):
    template = template_of(pattern, is_endpoint=True)
    assert (template.path, template.is_open_ended) == (prefix, True)
